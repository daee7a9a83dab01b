"""The letters by which people are invited to panels."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0004_timetable_released'),
    ]

    operations = [
        migrations.CreateModel(
            name='PanelInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('means', models.CharField(choices=[('email', 'by e-mail'), ('letter', 'as a letter to be printed')], max_length=8, verbose_name='means')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'Français'), ('es', 'Español'), ('nl', 'Nederlands'), ('ar', 'العربية')], max_length=8, verbose_name='language')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('text', models.TextField(verbose_name='text')),
                ('sent_at', models.DateTimeField(verbose_name='sent')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='opened')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='programme.panelrole')),
            ],
            options={
                'verbose_name': 'invitation to a panel',
                'verbose_name_plural': 'invitations to panels',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('means', 'email'), _negated=True), models.Q(('email', ''), _negated=True), _connector='OR'), name='panel_invitation_by_email_has_an_address')],
            },
        ),
    ]
