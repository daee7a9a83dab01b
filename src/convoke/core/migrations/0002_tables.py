"""Columns that name tables of apps made after this one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('core', '0001_initial'), ('core', '0002_initial'), ('core', '0003_journal_append_only'), ('core', '0004_network')]

    initial = True

    dependencies = [
        ('core', '0001_tables'),
        ('directory', '__first__'),
    ]

    operations = [
        migrations.AddField(
            model_name='job',
            name='requested_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='journalentry',
            name='account',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='loadedrecord',
            constraint=models.UniqueConstraint(fields=('dataset', 'kind', 'key'), name='loaded_record_once'),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='handed_in_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state__in', ['done', 'failed'])), models.Q(('finished_at__isnull', True), ('state__in', ['queued', 'running'])), _connector='OR'), name='job_finished_exactly_when_over'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(('total', 0), ('done__lte', models.F('total')), _connector='OR'), name='job_done_within_total'),
        ),
        migrations.AddIndex(
            model_name='journalentry',
            index=models.Index(fields=['object_type', 'object_key'], name='core_journa_object__82d44b_idx'),
        ),
    ]
