"""The tables of the app."""

import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('bodies', '0001_network'), ('bodies', '0002_meeting_outcome'), ('bodies', '0003_bod_4_frozen')]

    initial = True

    dependencies = [
        ('core', '0001_tables'),
        ('directory', '0001_tables'),
        ('directory', '__first__'),
        ('editions', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='editions.forum')),
                ('code', models.SlugField(max_length=80, verbose_name='code')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('name', models.JSONField(blank=True, default=dict, verbose_name='name')),
                ('acronym', models.CharField(blank=True, max_length=40, verbose_name='acronym')),
                ('kind', models.CharField(choices=[('consultative-body', 'Consultative body'), ('steering-body', 'Steering body'), ('office', 'Office'), ('support-structure', 'Support structure'), ('network', 'Network'), ('inter-agency-body', 'Inter-agency body'), ('liaison', 'Liaison'), ('partnership', 'Partnership'), ('committee', 'Committee of the organiser'), ('working-group', 'Working group'), ('regional-consultative-process', 'Regional consultative process')], max_length=40, verbose_name='kind')),
                ('composition', models.CharField(choices=[('united-nations', 'all members and observers of the United Nations'), ('troika', 'the chairs of three successive editions'), ('co-chair', 'the chair of the edition before'), ('focal-points', 'the national focal points'), ('steering', 'governments entered as members, and the Troika ex officio'), ('entered', 'those entered as members')], default='entered', max_length=20, verbose_name='composition')),
                ('rule', models.JSONField(blank=True, default=dict, verbose_name='rule of composition')),
                ('mandate', models.JSONField(blank=True, default=dict, verbose_name='mandate')),
                ('venue', models.JSONField(blank=True, default=dict, verbose_name='usual place')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='bodies.body')),
                ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='editions.edition')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('reports_to', models.ManyToManyField(blank=True, related_name='hears', to='bodies.body')),
            ],
            options={
                'verbose_name': 'body',
                'verbose_name_plural': 'bodies',
                'ordering': ['order', 'code'],
                'constraints': [models.UniqueConstraint(fields=('forum', 'code'), name='body_code_once'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='body_period_in_order')],
            },
        ),
        migrations.CreateModel(
            name='BodyMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='bodies.body')),
                ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='body_meetings', to='editions.edition')),
                ('code', models.SlugField(max_length=80, verbose_name='code')),
                ('ordinal', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number')),
                ('title', models.JSONField(blank=True, default=dict, verbose_name='title')),
                ('place', models.JSONField(blank=True, default=dict, verbose_name='place')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='begins at')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='ends at')),
                ('time_zone', models.CharField(default='UTC', max_length=60, verbose_name='time zone')),
                ('state', models.CharField(choices=[('planned', 'planned'), ('convened', 'convened'), ('held', 'held'), ('cancelled', 'cancelled')], default='planned', max_length=10, verbose_name='state')),
                ('chairs', models.JSONField(blank=True, default=list, verbose_name='chaired by')),
                ('present', models.JSONField(blank=True, default=list, verbose_name='others present')),
                ('figures', models.JSONField(blank=True, default=list, verbose_name='figures')),
                ('summary', models.JSONField(blank=True, default=dict, verbose_name='summary')),
                ('is_published', models.BooleanField(default=False, help_text='summary and decisions are seen by all who see the meeting', verbose_name='published')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason for cancelling')),
                ('audience', models.CharField(choices=[('public', 'everyone'), ('participants', 'the participants of the edition'), ('friends', 'the Friends of the Forum and the task force'), ('team', "the session's team and the task force"), ('party', 'the party itself and the task force'), ('task-force', 'the Chair and the task force'), ('named', 'the persons named')], default='friends', max_length=20, verbose_name='seen by')),
            ],
            options={
                'verbose_name': 'meeting of a body',
                'verbose_name_plural': 'meetings of bodies',
                'ordering': ['starts_on', 'code'],
                'indexes': [models.Index(fields=['starts_on', 'audience'], name='bodies_body_starts__c3e6b4_idx')],
                'constraints': [models.UniqueConstraint(fields=('body', 'code'), name='body_meeting_code_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='body_meeting_days_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('ends_at__isnull', True), ('starts_at__isnull', True)), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='body_meeting_times_in_order')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda', to='bodies.bodymeeting')),
                ('order', models.PositiveSmallIntegerField()),
                ('title', models.JSONField(blank=True, default=dict, verbose_name='title')),
                ('note', models.JSONField(blank=True, default=dict, verbose_name='note')),
            ],
            options={
                'verbose_name': 'agenda item',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'order'), name='agenda_item_order_once')],
            },
        ),
        migrations.CreateModel(
            name='BodyFunction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='functions', to='bodies.body')),
                ('code', models.SlugField(max_length=80)),
                ('kind', models.CharField(choices=[('function', 'Function'), ('practice', 'Practice'), ('wish', 'Wish for the future'), ('relation', 'Relation to the Forum'), ('rule', 'Rule of composition')], default='function', max_length=10)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('text', models.JSONField(blank=True, default=dict, verbose_name='text')),
            ],
            options={
                'verbose_name': 'function of a body',
                'ordering': ['kind', 'order'],
                'constraints': [models.UniqueConstraint(fields=('body', 'code'), name='body_function_once')],
            },
        ),
        migrations.CreateModel(
            name='BodyMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='bodies.body')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='directory.party')),
                ('role', models.CharField(choices=[('lead', 'Lead'), ('member', 'Member'), ('observer', 'Observer')], default='member', max_length=10)),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'member of a body',
                'constraints': [models.UniqueConstraint(models.F('body'), models.F('party'), django.db.models.functions.comparison.Coalesce('since', models.Value(datetime.date(1, 1, 1), output_field=models.DateField())), name='body_member_once_a_period'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('body', 'party'), name='body_member_one_open'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='body_member_period_in_order')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL)),
                ('token', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'calendar subscription',
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('account',), name='calendar_feed_one_open')],
            },
        ),
        migrations.CreateModel(
            name='MeetingDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='bodies.bodymeeting')),
                ('code', models.SlugField(max_length=80)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('kind', models.CharField(choices=[('agreement', 'Agreement'), ('decision', 'Decision'), ('support', 'Support'), ('proposal', 'Proposal'), ('suggestion', 'Suggestion'), ('revision', 'Revision'), ('discussion', 'Discussion'), ('invitation', 'Invitation'), ('announcement', 'Announcement'), ('emphasis', 'Emphasis')], max_length=15)),
                ('text', models.JSONField(blank=True, default=dict, verbose_name='text')),
                ('points', models.JSONField(blank=True, default=dict, help_text='one a line', verbose_name='points')),
            ],
            options={
                'verbose_name': 'decision of a meeting',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'code'), name='meeting_decision_once')],
            },
        ),
        migrations.CreateModel(
            name='MeetingDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='bodies.bodymeeting')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('title', models.JSONField(blank=True, default=dict, verbose_name='title')),
                ('language', models.CharField(blank=True, max_length=8)),
            ],
            options={
                'verbose_name': 'document of a meeting',
                'ordering': ['order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'file'), name='meeting_document_once')],
            },
        ),
        migrations.CreateModel(
            name='MeetingInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='bodies.bodymeeting')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meeting_invitations', to='directory.party')),
                ('as_observer', models.BooleanField(default=False)),
                ('invited_at', models.DateTimeField(auto_now_add=True)),
                ('reply', models.CharField(blank=True, choices=[('', 'not yet replied'), ('coming', 'will attend'), ('not-coming', 'will not attend')], max_length=12, verbose_name='reply')),
                ('delegates', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number of delegates')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('replied_at', models.DateTimeField(blank=True, null=True)),
                ('replied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('attended', models.BooleanField(blank=True, null=True, verbose_name='attended')),
            ],
            options={
                'verbose_name': 'invitation to a meeting',
                'constraints': [models.UniqueConstraint(fields=('meeting', 'party'), name='meeting_invitation_once'), models.CheckConstraint(condition=models.Q(models.Q(('replied_at__isnull', True), ('reply', '')), models.Q(models.Q(('reply', ''), _negated=True), ('replied_at__isnull', False)), _connector='OR'), name='meeting_reply_with_its_time')],
            },
        ),
        migrations.CreateModel(
            name='SilenceProcedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='silence_procedures', to='bodies.body')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='silence_procedures', to='editions.edition')),
                ('code', models.SlugField(max_length=80, verbose_name='code')),
                ('title', models.JSONField(blank=True, default=dict, verbose_name='title')),
                ('text', models.JSONField(blank=True, default=dict, verbose_name='text')),
                ('shown', models.CharField(choices=[('nothing', 'nothing but the result'), ('numbers', 'how many replied, and how'), ('replies', 'who replied, how, and with what reasons')], default='numbers', max_length=10, verbose_name='addressees see of each other')),
                ('deadline', models.DateTimeField(blank=True, null=True, verbose_name='deadline')),
                ('time_zone', models.CharField(default='UTC', max_length=60, verbose_name='time zone of the Chair')),
                ('state', models.CharField(choices=[('draft', 'being drafted'), ('circulated', 'circulated'), ('adopted', 'adopted by silence'), ('stopped', 'stopped by an objection'), ('withdrawn', 'withdrawn by the Chair')], default='draft', max_length=12, verbose_name='state')),
                ('circulated_at', models.DateTimeField(blank=True, null=True)),
                ('over_at', models.DateTimeField(blank=True, null=True)),
                ('checksum', models.CharField(blank=True, help_text='SHA-256 of text, deadline and addressees at circulation', max_length=64)),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='bodies.silenceprocedure')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason for withdrawing')),
            ],
            options={
                'verbose_name': 'silence procedure',
                'verbose_name_plural': 'silence procedures',
                'ordering': ['-circulated_at', 'code'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='silence_code_once'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), models.Q(('circulated_at__isnull', False), ('deadline__isnull', False), models.Q(('checksum', ''), _negated=True)), _connector='OR'), name='bod_4_circulated_with_deadline_and_checksum'), models.CheckConstraint(condition=models.Q(models.Q(('over_at__isnull', True), ('state__in', ['draft', 'circulated'])), models.Q(('over_at__isnull', False), ('state__in', ['adopted', 'stopped', 'withdrawn'])), _connector='OR'), name='silence_over_exactly_when_over')],
            },
        ),
        migrations.CreateModel(
            name='SilenceAddressee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addressees', to='bodies.silenceprocedure')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.party')),
            ],
            options={
                'verbose_name': 'addressee of a silence procedure',
                'constraints': [models.UniqueConstraint(fields=('procedure', 'party'), name='silence_addressee_once')],
            },
        ),
        migrations.CreateModel(
            name='SilenceReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='bodies.silenceprocedure')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.party')),
                ('kind', models.CharField(choices=[('no-objection', 'no objection'), ('objection', 'objection'), ('comment', 'comment'), ('extension', 'more time requested')], max_length=15, verbose_name='reply')),
                ('reasons', models.TextField(blank=True, verbose_name='reasons')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('is_late', models.BooleanField(default=False, verbose_name='late')),
            ],
            options={
                'verbose_name': 'reply in a silence procedure',
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'objection'), _negated=True), models.Q(('reasons', ''), _negated=True), _connector='OR'), name='bod_4_objection_with_reasons', violation_error_message='BOD-4: an objection gives its reasons.')],
            },
        ),
    ]
