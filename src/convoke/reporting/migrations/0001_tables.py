"""The tables of the app."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reporting', '0001_initial')]

    initial = True

    dependencies = [
        ('editions', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='editions.edition')),
                ('language', models.CharField(max_length=8)),
                ('format', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'DOCX'), ('html', 'HTML')], max_length=8)),
                ('size', models.PositiveIntegerField(help_text='bytes')),
                ('checksum', models.CharField(help_text='SHA-256', max_length=64)),
                ('made_at', models.DateTimeField()),
                ('audience', models.CharField(choices=[('public', 'everyone'), ('participants', 'the participants of the edition'), ('friends', 'the Friends of the Forum and the task force'), ('team', "the session's team and the task force"), ('party', 'the party itself and the task force'), ('task-force', 'the Chair and the task force'), ('named', 'the persons named')], default='public', max_length=20)),
            ],
            options={
                'verbose_name': 'published report',
                'ordering': ['language', '-format'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'language', 'format'), name='report_once')],
            },
        ),
    ]
