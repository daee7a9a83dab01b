"""The tables of the app."""

import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('core', '0001_initial'), ('core', '0002_initial'), ('core', '0003_journal_append_only'), ('core', '0004_network')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('params', models.JSONField(default=dict)),
                ('language', models.CharField(default='en', max_length=8)),
                ('state', models.CharField(choices=[('queued', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'not completed')], db_index=True, default='queued', max_length=10, verbose_name='state')),
                ('done', models.PositiveIntegerField(default=0, help_text='steps completed')),
                ('total', models.PositiveIntegerField(default=0, help_text='steps in all; 0 while unknown')),
                ('message', models.CharField(blank=True, max_length=300, verbose_name='message')),
                ('faults', models.JSONField(default=list, help_text='what went wrong, line by line')),
                ('summary', models.JSONField(default=dict)),
                ('result_name', models.CharField(blank=True, max_length=160)),
                ('result_type', models.CharField(blank=True, max_length=100)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('worker', models.CharField(blank=True, max_length=120)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'job',
                'verbose_name_plural': 'jobs',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveBigIntegerField(unique=True)),
                ('at', models.DateTimeField(help_text="by the forum's clock", verbose_name='at')),
                ('recorded_at', models.DateTimeField(help_text="by the machine's clock", verbose_name='recorded at')),
                ('actor_name', models.CharField(blank=True, max_length=200)),
                ('party', models.CharField(blank=True, max_length=80)),
                ('verb', models.CharField(max_length=60)),
                ('object_type', models.CharField(blank=True, max_length=60)),
                ('object_key', models.CharField(blank=True, max_length=120)),
                ('edition', models.CharField(blank=True, db_index=True, max_length=80)),
                ('audience', models.CharField(choices=[('public', 'everyone'), ('participants', 'the participants of the edition'), ('friends', 'the Friends of the Forum and the task force'), ('team', "the session's team and the task force"), ('party', 'the party itself and the task force'), ('task-force', 'the Chair and the task force'), ('named', 'the persons named')], max_length=20)),
                ('facts', models.JSONField(default=dict)),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'verbose_name': 'journal entry',
                'verbose_name_plural': 'journal entries',
                'ordering': ['sequence'],
            },
        ),
        migrations.CreateModel(
            name='JournalHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveBigIntegerField(default=0)),
                ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
            ],
            options={
                'verbose_name': 'journal head',
            },
        ),
        migrations.CreateModel(
            name='LoadedRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dataset', models.CharField(max_length=80)),
                ('kind', models.CharField(max_length=60)),
                ('key', models.CharField(max_length=200)),
                ('values', models.JSONField()),
            ],
            options={
                'verbose_name': 'loaded record',
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('content_type', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveIntegerField(help_text='in bytes', verbose_name='size')),
                ('checksum', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('audience', models.CharField(choices=[('public', 'everyone'), ('participants', 'the participants of the edition'), ('friends', 'the Friends of the Forum and the task force'), ('team', "the session's team and the task force"), ('party', 'the party itself and the task force'), ('task-force', 'the Chair and the task force'), ('named', 'the persons named')], default='task-force', max_length=20)),
                ('party', models.CharField(blank=True, help_text='code of the party it belongs to', max_length=80)),
                ('handed_in_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'file',
                'verbose_name_plural': 'files',
                'ordering': ['-handed_in_at'],
            },
        ),
    ]
