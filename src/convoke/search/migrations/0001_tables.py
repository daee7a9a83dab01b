"""The tables of the app."""

from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('search', '0001_initial'), ('search', '0002_index'), ('search', '0003_segments')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='SearchMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveBigIntegerField(null=True)),
                ('number', models.PositiveBigIntegerField(default=0)),
                ('changes', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'mark of the search index',
            },
        ),
        migrations.CreateModel(
            name='SearchPosting',
            fields=[
                ('pk', models.CompositePrimaryKey('segment', 'form', blank=True, editable=False, primary_key=True, serialize=False)),
                ('segment', models.BigIntegerField()),
                ('form', models.BinaryField(help_text='as UTF-8, so that every database puts it in the same order')),
                ('entries', models.BinaryField()),
            ],
            options={
                'verbose_name': 'posting of the search index',
            },
        ),
        migrations.CreateModel(
            name='SearchSegment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.PositiveIntegerField(default=0, help_text='0 while it is being written')),
                ('begun_at', models.DateTimeField()),
                ('members', models.BinaryField()),
                ('gone', models.BinaryField(blank=True, default=bytes)),
            ],
            options={
                'verbose_name': 'segment of the search index',
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('thing', models.BigIntegerField(help_text='its number among the things of its kind')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('code', models.CharField(max_length=120, verbose_name='code')),
                ('edition', models.CharField(blank=True, max_length=80, verbose_name='edition')),
                ('sessions', models.JSONField(blank=True, default=list, verbose_name='sessions')),
                ('parties', models.JSONField(blank=True, default=list, verbose_name='participants')),
                ('audience', models.CharField(choices=[('public', 'everyone'), ('participants', 'the participants of the edition'), ('friends', 'the Friends of the Forum and the task force'), ('team', "the session's team and the task force"), ('party', 'the party itself and the task force'), ('task-force', 'the Chair and the task force'), ('named', 'the persons named')], max_length=20)),
                ('party', models.CharField(blank=True, help_text='whose it is, where only its party reads it', max_length=80)),
                ('title', models.TextField(verbose_name='title')),
                ('stamp', models.CharField(help_text='SHA-256 of all that is said here', max_length=64)),
                ('letters', models.PositiveIntegerField(default=0, help_text='how long the text is')),
                ('text', models.TextField(blank=True, verbose_name='text')),
            ],
            options={
                'verbose_name': 'entry of the search index',
                'verbose_name_plural': 'entries of the search index',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['kind', 'code'], name='search_sear_kind_db5348_idx')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'thing', 'language'), name='search_entry_once')],
            },
        ),
    ]
