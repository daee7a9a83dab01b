"""The tables of the app."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('marketplace', '0001_initial')]

    initial = True

    dependencies = [
        ('core', '0002_tables'),
        ('directory', '0001_tables'),
        ('directory', '__first__'),
        ('editions', '0001_tables'),
        ('library', '0001_tables'),
        ('programme', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Provider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='providers', to='editions.edition')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='providers', to='directory.party')),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='providers', to='directory.person', verbose_name='contact')),
                ('offer', models.JSONField(blank=True, default=dict, verbose_name='what it can do')),
                ('past_work', models.JSONField(blank=True, default=dict, verbose_name='past work')),
                ('services', models.JSONField(default=list, verbose_name='kinds of help')),
                ('languages', models.JSONField(default=list, verbose_name='languages')),
                ('gives_funds', models.BooleanField(default=False, verbose_name='gives funds')),
                ('state', models.CharField(choices=[('invited', 'invited'), ('registered', 'registered'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='invited', max_length=10, verbose_name='state')),
                ('invited_at', models.DateTimeField(blank=True, null=True, verbose_name='invited')),
                ('registered_at', models.DateTimeField(blank=True, null=True, verbose_name='registered')),
                ('regions', models.ManyToManyField(blank=True, related_name='providers', to='directory.grouping', verbose_name='regions')),
                ('themes', models.ManyToManyField(blank=True, related_name='providers', to='programme.theme', verbose_name='themes')),
            ],
            options={
                'verbose_name': 'provider',
                'verbose_name_plural': 'providers',
                'ordering': ['party__code'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'party'), name='provider_once')],
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='editions.edition')),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='directory.party')),
                ('owner', models.ForeignKey(blank=True, help_text='the representative of the government with whom providers talk', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='directory.person', verbose_name='owner')),
                ('title', models.JSONField(blank=True, default=dict, verbose_name='title')),
                ('need', models.JSONField(blank=True, default=dict, verbose_name='what is needed')),
                ('services', models.JSONField(default=list, verbose_name='kinds of help')),
                ('beneficiaries', models.JSONField(blank=True, default=dict, verbose_name='for whom')),
                ('place', models.JSONField(blank=True, default=dict, verbose_name='where')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='begins')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('cost', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='cost')),
                ('funded', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='funded already')),
                ('funded_by', models.CharField(blank=True, max_length=300, verbose_name='funded by')),
                ('languages', models.JSONField(default=list, verbose_name='languages of the project')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted for review'), ('published', 'published to providers'), ('closed', 'closed'), ('withdrawn', 'withdrawn by its owner')], default='draft', max_length=10, verbose_name='state')),
                ('reason', models.TextField(blank=True, help_text='why it was sent back, closed or withdrawn', verbose_name='reason')),
                ('begun_at', models.DateTimeField(verbose_name='begun')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('themes', models.ManyToManyField(blank=True, related_name='requests', to='programme.theme', verbose_name='themes')),
                ('papers', models.ManyToManyField(blank=True, related_name='requests', to='library.document', verbose_name='papers')),
            ],
            options={
                'verbose_name': 'request',
                'verbose_name_plural': 'requests',
                'ordering': ['code'],
                'indexes': [models.Index(fields=['edition', 'state'], name='marketplace_edition_0f217a_idx')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='request_code_once'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('owner__isnull', False), _connector='OR'), name='mkt_3_submitted_with_its_owner', violation_error_message='MKT-3: a request names its owner.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='mkt_4_published_once_reviewed'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='request_in_order', violation_error_message='A project ends on the day it begins, or later.'), models.CheckConstraint(condition=models.Q(models.Q(('cost__isnull', True), ('funded__isnull', True)), models.Q(('currency', ''), _negated=True), _connector='OR'), name='request_costs_in_a_currency', violation_error_message='FUN-1: an amount is stated in a currency.'), models.CheckConstraint(condition=models.Q(('funded__isnull', True), ('cost__isnull', True), ('funded__lte', models.F('cost')), _connector='OR'), name='request_funded_within_its_cost', violation_error_message='No more is funded than the project costs.')],
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interests', to='marketplace.request')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interests', to='marketplace.provider')),
                ('state', models.CharField(choices=[('shown', 'waits for the owner'), ('accepted', 'in conversation'), ('declined', 'declined by the owner'), ('withdrawn', 'withdrawn by the provider')], default='shown', max_length=10, verbose_name='state')),
                ('may_be_shown', models.BooleanField(default=False, help_text='so that they coordinate (MKT-2)', verbose_name='may be shown to the other providers of the request')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('shown_at', models.DateTimeField(verbose_name='shown')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
            ],
            options={
                'verbose_name': 'interest in a request',
                'verbose_name_plural': 'interests in requests',
                'ordering': ['shown_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('request', 'provider'), name='interest_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='interest_declined_with_its_reason', violation_error_message='An interest is declined with a reason.')],
            },
        ),
        migrations.CreateModel(
            name='Marketplace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='marketplace', to='editions.edition')),
                ('purpose', models.JSONField(blank=True, default=dict, verbose_name='purpose')),
                ('organiser', models.JSONField(blank=True, default=dict, verbose_name='organised by')),
                ('services', models.JSONField(default=list, verbose_name='what may be asked for')),
                ('minutes', models.PositiveSmallIntegerField(default=60, verbose_name='minutes of a meeting')),
                ('contact', models.EmailField(blank=True, max_length=254, verbose_name='contact')),
            ],
            options={
                'verbose_name': 'marketplace',
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes__gte', 5)), name='marketplace_meeting_has_a_length')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='marketplace.interest')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.party')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(verbose_name='at')),
                ('language', models.CharField(default='en', max_length=8, verbose_name='language')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('phrase', models.CharField(blank=True, max_length=30, verbose_name='standard phrase')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='told by e-mail')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read by the other side')),
            ],
            options={
                'verbose_name': 'message in a room',
                'verbose_name_plural': 'messages in rooms',
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('phrase', ''), _negated=True), ('file__isnull', False), _connector='OR'), name='message_says_something', violation_error_message='A message has words, a phrase or a file.')],
            },
        ),
        migrations.CreateModel(
            name='OnRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('marketplace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='on_record', to='marketplace.marketplace')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('kind', models.CharField(choices=[('rule', 'Rule'), ('scope', 'What projects were about'), ('purpose', 'What meetings were for'), ('figure', 'Figure'), ('result', 'Result'), ('issue', 'Open issue'), ('next-step', 'Next step')], max_length=12, verbose_name='kind')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('text', models.JSONField(blank=True, default=dict, verbose_name='text')),
                ('value', models.PositiveIntegerField(blank=True, null=True, verbose_name='value')),
                ('qualifier', models.CharField(blank=True, max_length=20, verbose_name='qualifier')),
                ('stated_in', models.JSONField(blank=True, default=dict, verbose_name='stated in')),
            ],
            options={
                'verbose_name': 'fact on a marketplace',
                'verbose_name_plural': 'facts on marketplaces',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('marketplace', 'code'), name='fact_on_record_once')],
            },
        ),
        migrations.CreateModel(
            name='Window',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('marketplace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='windows', to='marketplace.marketplace')),
                ('kind', models.CharField(choices=[('invitation', 'Invitation'), ('requests', 'Submission of requests'), ('upload', 'Review and registration'), ('open', 'Open for business'), ('meetings', 'Meetings'), ('monitoring', 'Follow-up of projects')], max_length=12, verbose_name='kind')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='begins')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends')),
                ('starts', models.JSONField(blank=True, default=dict, verbose_name='begins, in words')),
                ('ends', models.JSONField(blank=True, default=dict, verbose_name='ends, in words')),
                ('text', models.JSONField(blank=True, default=dict, verbose_name='text')),
            ],
            options={
                'verbose_name': 'window of a marketplace',
                'verbose_name_plural': 'windows of a marketplace',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('marketplace', 'kind'), name='window_once'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='window_in_order', violation_error_message='A window ends on the day it begins, or later.')],
            },
        ),
    ]
