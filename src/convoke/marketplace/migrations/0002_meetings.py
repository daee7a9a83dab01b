"""Times, tables, meetings and schedules; what came of meetings and projects."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0001_tables'),
        ('directory', '__first__'),
        ('editions', '0001_tables'),
        ('marketplace', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resources', to='editions.edition')),
                ('kind', models.CharField(choices=[('interpreter', 'interpreter'), ('screen', 'screen')], max_length=12, verbose_name='kind')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('fr', 'Français'), ('es', 'Español'), ('nl', 'Nederlands'), ('ar', 'العربية')], max_length=8, verbose_name='language')),
                ('number', models.PositiveSmallIntegerField(verbose_name='how many there are')),
            ],
            options={
                'verbose_name': 'interpreters or screens',
                'verbose_name_plural': 'interpreters and screens',
                'ordering': ['kind', 'language'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'kind', 'language'), name='resource_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'interpreter'), models.Q(('language', ''), _negated=True)), models.Q(('kind', 'screen'), ('language', '')), _connector='OR'), name='interpreter_of_a_language', violation_error_message='Interpreters are of a language, screens of none.')],
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='editions.edition')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('half', models.CharField(choices=[('morning', 'morning'), ('afternoon', 'afternoon')], max_length=9, verbose_name='half of the day')),
            ],
            options={
                'verbose_name': 'time of meetings',
                'verbose_name_plural': 'times of meetings',
                'ordering': ['starts_at'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'starts_at'), name='slot_once'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='slot_ends_after_it_begins', violation_error_message='A time of meetings ends after it has begun.')],
            },
        ),
        migrations.CreateModel(
            name='Table',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tables', to='editions.edition')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('place', models.JSONField(blank=True, default=dict, verbose_name='where it is')),
                ('closed', models.ManyToManyField(blank=True, related_name='+', to='marketplace.slot', verbose_name='not to be had at')),
            ],
            options={
                'verbose_name': 'table',
                'verbose_name_plural': 'tables',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='table_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='table_counted_from_one', violation_error_message='Tables are numbered from 1.')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='editions.edition')),
                ('interest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='marketplace.interest')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('about', models.CharField(blank=True, max_length=300, verbose_name='what it is about')),
                ('length', models.PositiveSmallIntegerField(default=1, verbose_name='how many times it takes')),
                ('half', models.CharField(blank=True, choices=[('morning', 'morning'), ('afternoon', 'afternoon')], max_length=9, verbose_name='only in the')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.party', verbose_name='proposed by')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed')),
                ('owner_agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='agreed by the owner')),
                ('provider_agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='agreed by the provider')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='told by e-mail')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('agreed', 'agreed by both sides'), ('held', 'held'), ('cancelled', 'cancelled')], default='proposed', max_length=10, verbose_name='state')),
                ('reason', models.TextField(blank=True, help_text='why it was cancelled', verbose_name='reason')),
                ('priority', models.PositiveSmallIntegerField(default=5, verbose_name='priority')),
                ('fixed_slot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='marketplace.slot', verbose_name='fixed at')),
                ('fixed_table', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='marketplace.table', verbose_name='fixed at table')),
                ('held_at', models.DateTimeField(blank=True, null=True, verbose_name='held')),
                ('needs', models.ManyToManyField(blank=True, related_name='meetings', to='marketplace.resource', verbose_name='needs')),
                ('after', models.ManyToManyField(blank=True, related_name='before', to='marketplace.meeting', verbose_name='held after')),
            ],
            options={
                'verbose_name': 'meeting',
                'verbose_name_plural': 'meetings',
                'ordering': ['number'],
                'indexes': [models.Index(fields=['edition', 'state'], name='marketplace_edition_952720_idx')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='meeting_number_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'agreed'])), fields=('interest',), name='meeting_of_a_room_once_at_a_time', violation_error_message='A meeting of this room waits to be held already.'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'cancelled']), models.Q(('owner_agreed_at__isnull', False), ('provider_agreed_at__isnull', False)), _connector='OR'), name='mkt_5_agreed_by_both', violation_error_message='MKT-5: a meeting is held once both sides have agreed.'), models.CheckConstraint(condition=models.Q(('length__gte', 1), ('length__lte', 4)), name='meeting_takes_one_to_four_slots', violation_error_message='A meeting takes one to four times in a row.'), models.CheckConstraint(condition=models.Q(('priority__gte', 1), ('priority__lte', 9)), name='meeting_priority_one_to_nine', violation_error_message='A priority is 1, the most important, to 9.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='meeting_cancelled_with_its_reason', violation_error_message='A meeting is cancelled with a reason.'), models.CheckConstraint(condition=models.Q(models.Q(('held_at__isnull', False), ('state', 'held')), models.Q(models.Q(('state', 'held'), _negated=True), ('held_at__isnull', True)), _connector='OR'), name='meeting_held_at_its_time')],
            },
        ),
        migrations.CreateModel(
            name='OutcomeForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='outcome_form', to='marketplace.meeting')),
                ('outcome', models.CharField(choices=[('partnership', 'a partnership'), ('further', 'further talks'), ('information', 'information exchanged'), ('none', 'nothing further')], max_length=12, verbose_name='what came of it')),
                ('text', models.JSONField(blank=True, default=dict, verbose_name='in words')),
                ('follow_up', models.JSONField(blank=True, default=dict, verbose_name='what follows')),
                ('issues', models.JSONField(blank=True, default=dict, verbose_name='issues to be resolved')),
                ('had_met_before', models.BooleanField(blank=True, null=True, verbose_name='the two had been in touch before')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('written_for', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.party', verbose_name='written for')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField(verbose_name='written')),
            ],
            options={
                'verbose_name': 'outcome form',
                'verbose_name_plural': 'outcome forms',
                'ordering': ['meeting__number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='mkt_6_outcome_form_has_a_version')],
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='marketplace.outcomeform')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.party')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('agrees', models.BooleanField(verbose_name='confirmed')),
                ('difference', models.TextField(blank=True, verbose_name='what it sees otherwise')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'confirmation of an outcome form',
                'verbose_name_plural': 'confirmations of outcome forms',
                'ordering': ['version', 'at'],
                'constraints': [models.UniqueConstraint(fields=('form', 'party', 'version'), name='mkt_6_confirmed_once_a_side'), models.CheckConstraint(condition=models.Q(('agrees', True), models.Q(('difference', ''), _negated=True), _connector='OR'), name='mkt_6_difference_in_words', violation_error_message='MKT-6: say what your side sees otherwise.')],
            },
        ),
        migrations.CreateModel(
            name='ProjectReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='marketplace.request')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='project_reports', to='directory.party')),
                ('result', models.CharField(choices=[('under-way', 'under way'), ('partnership', 'taken forward in partnership'), ('funded', 'funded'), ('merged', 'merged with another'), ('dropped', 'not pursued')], max_length=12, verbose_name='what became of it')),
                ('text', models.JSONField(blank=True, default=dict, verbose_name='in words')),
                ('amount', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='amount')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('merged_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='marketplace.request', verbose_name='merged with')),
                ('at', models.DateTimeField(verbose_name='reported')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'report on a project',
                'verbose_name_plural': 'reports on projects',
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('result', 'dropped'), _negated=True), models.Q(('text', {}), _negated=True), _connector='OR'), name='project_dropped_with_its_reason', violation_error_message='A project that is not pursued is reported with the reason.'), models.CheckConstraint(condition=models.Q(models.Q(('merged_with__isnull', False), ('result', 'merged'), models.Q(('merged_with', models.F('request')), _negated=True)), models.Q(models.Q(('result', 'merged'), _negated=True), ('merged_with__isnull', True)), _connector='OR'), name='project_merged_with_another', violation_error_message='Name the other project with which this one is merged.'), models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', True), ('currency', '')), models.Q(('amount__gt', 0), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='project_amount_in_a_currency', violation_error_message='FUN-1: an amount is stated in a currency.'), models.CheckConstraint(condition=models.Q(models.Q(('result', 'funded'), _negated=True), ('amount__isnull', False), _connector='OR'), name='project_funded_with_its_amount', violation_error_message='A project that is funded is reported with the amount.')],
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schedules', to='editions.edition')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('status', models.CharField(choices=[('optimal', 'the best possible, proved'), ('feasible', 'keeps every rule; a better one may exist'), ('infeasible', 'what must be held cannot be held'), ('unknown', 'nothing was found in the time given')], max_length=10, verbose_name='status')),
                ('agreed', models.PositiveIntegerField(verbose_name='meetings agreed')),
                ('held', models.PositiveIntegerField(verbose_name='meetings placed')),
                ('held_bound', models.PositiveIntegerField(verbose_name='meetings that can be placed at most')),
                ('breaks', models.PositiveIntegerField(blank=True, null=True, verbose_name='breaks')),
                ('bound', models.PositiveIntegerField(default=0, verbose_name='breaks at least')),
                ('spread', models.PositiveIntegerField(default=0, verbose_name='difference in breaks')),
                ('seconds', models.FloatField(verbose_name='seconds')),
                ('unplaced', models.JSONField(default=dict, help_text='why a meeting is not placed, by its number')),
                ('causes', models.JSONField(default=list, help_text='what cannot all be kept')),
                ('moved', models.JSONField(default=list, help_text='numbers of the meetings moved against the one it began with')),
                ('begun_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='marketplace.schedule')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='released')),
                ('released_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='told by e-mail')),
            ],
            options={
                'verbose_name': 'schedule of meetings',
                'verbose_name_plural': 'schedules of meetings',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='schedule_number_once'), models.CheckConstraint(condition=models.Q(('released_at__isnull', True), ('status__in', ['optimal', 'feasible']), _connector='OR'), name='schedule_released_once_there_is_one', violation_error_message='A schedule is released once one was found.')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='marketplace.slot')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='directory.party')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'absence from meetings',
                'verbose_name_plural': 'absences from meetings',
                'ordering': ['slot__starts_at', 'party__code'],
                'constraints': [models.UniqueConstraint(fields=('slot', 'party'), name='absence_once')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='marketplace.schedule')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='marketplace.meeting')),
                ('slot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='marketplace.slot')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='marketplace.table')),
            ],
            options={
                'verbose_name': 'place of a meeting',
                'verbose_name_plural': 'places of meetings',
                'ordering': ['slot__starts_at', 'table__number'],
                'constraints': [models.UniqueConstraint(fields=('schedule', 'meeting'), name='placement_of_a_meeting_once'), models.UniqueConstraint(fields=('schedule', 'slot', 'table'), name='placement_at_a_table_once')],
            },
        ),
    ]
