"""The tables of the app."""

import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('directory', '0001_initial'), ('directory', '0002_network'), ('directory', '0003_gender_as_stated')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('core', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Grouping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80, unique=True, verbose_name='code')),
                ('kind', models.CharField(choices=[('region', 'Region'), ('subregion', 'Sub-region'), ('development', 'Development'), ('political', 'Political'), ('economic', 'Economic'), ('income', 'Income'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('name', models.JSONField(blank=True, default=dict, verbose_name='name')),
                ('m49', models.CharField(blank=True, max_length=3)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='directory.grouping')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('as_of', models.DateField(blank=True, null=True, verbose_name='as of')),
                ('note', models.TextField(blank=True, verbose_name='note')),
            ],
            options={
                'verbose_name': 'grouping',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(help_text='ISO alpha-3 in lower case, or a slug', max_length=80, unique=True, verbose_name='code')),
                ('kind', models.CharField(choices=[('state', 'State'), ('observer', 'Observer'), ('international-organisation', 'International organisation'), ('regional-body', 'Regional body'), ('regional-consultative-process', 'Regional consultative process'), ('civil-society', 'Civil society organisation'), ('private-sector', 'Private sector body'), ('academic', 'Academic body')], db_index=True, max_length=40, verbose_name='kind')),
                ('acronym', models.CharField(blank=True, max_length=40, verbose_name='acronym')),
                ('iso2', models.CharField(blank=True, max_length=2, null=True, unique=True)),
                ('iso3', models.CharField(blank=True, max_length=3, null=True, unique=True)),
                ('m49', models.CharField(blank=True, max_length=3, null=True, unique=True)),
                ('un_since', models.DateField(blank=True, null=True, verbose_name='in the United Nations since')),
                ('un_until', models.DateField(blank=True, null=True, verbose_name='in the United Nations until')),
                ('official_name', models.JSONField(blank=True, default=dict, verbose_name='official name')),
                ('is_exercise', models.BooleanField(default=False, help_text='does not exist; only for demonstration and training', verbose_name='exercise')),
            ],
            options={
                'verbose_name': 'party',
                'verbose_name_plural': 'parties',
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('is_exercise', False), ('kind', 'state'), _negated=True), models.Q(('iso2__isnull', False), ('iso3__isnull', False), ('m49__isnull', False)), _connector='OR'), name='party_state_has_codes'), models.CheckConstraint(condition=models.Q(('un_until__isnull', True), ('un_since__isnull', True), ('un_until__gt', models.F('un_since')), _connector='OR'), name='party_un_period_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=120, unique=True, verbose_name='code')),
                ('honorific', models.CharField(blank=True, help_text='H.E., Ms, Professor', max_length=60, verbose_name='title')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('fr', 'Français'), ('es', 'Español'), ('nl', 'Nederlands'), ('ar', 'العربية')], help_text='to be addressed in', max_length=8, verbose_name='language')),
                ('gender', models.CharField(blank=True, choices=[(None, 'not stated'), ('woman', 'woman'), ('man', 'man'), ('another', 'another')], help_text='as the person, or who designates them, states it; shown in counts alone', max_length=8, verbose_name='gender')),
                ('is_published', models.BooleanField(default=False, help_text='a panel, a report, an office of the forum', verbose_name='named in published records')),
                ('is_exercise', models.BooleanField(default=False, verbose_name='exercise')),
                ('merged_into', models.ForeignKey(blank=True, help_text='the person this duplicate was merged into', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='directory.person')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['name'],
                'indexes': [models.Index(fields=['name'], name='directory_p_name_b6ec97_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='person_not_merged_into_itself')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='directory.person')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='directory.party')),
                ('capacity', models.CharField(choices=[('chair', 'Chair-in-Office'), ('executive-director', 'Executive Director'), ('task-force', 'Member of the task force'), ('coordinator', 'Coordinator'), ('focal-point', 'Focal point'), ('deputy', 'Deputy focal point'), ('contributor', 'Contributor'), ('team-member', 'Member of a partnership team'), ('rapporteur', 'Rapporteur'), ('note-taker', 'Note-taker'), ('delegate', 'Delegate'), ('observer', 'Observer'), ('civil-society', 'Civil society participant'), ('provider', 'Provider on the marketplace'), ('press', 'Press'), ('other', 'Other capacity')], max_length=30, verbose_name='capacity')),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='function')),
                ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('designation', models.CharField(blank=True, help_text='who designated, which note', max_length=300, verbose_name='designation')),
                ('note_date', models.DateField(blank=True, null=True, verbose_name='date of the note')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('passages', models.JSONField(blank=True, default=list)),
            ],
            options={
                'verbose_name': 'mandate',
                'indexes': [models.Index(fields=['party', 'capacity', 'since', 'until'], name='directory_m_party_i_5bbf93_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('capacity', 'focal-point'), ('until__isnull', True)), fields=('party',), name='dir_1_one_open_focal_point', violation_error_message='DIR-1: a party has one focal point at a time; end the present mandate first.'), models.UniqueConstraint(models.F('person'), django.db.models.functions.comparison.Coalesce('party', models.Value(0)), models.F('capacity'), django.db.models.functions.comparison.Coalesce('since', models.Value(datetime.date(1, 1, 1), output_field=models.DateField())), name='mandate_once'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='mandate_period_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='channels', to='directory.person')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='channels', to='directory.party')),
                ('kind', models.CharField(choices=[('email', 'E-mail'), ('phone', 'Telephone'), ('fax', 'Fax'), ('post', 'Post'), ('permanent-mission', 'Permanent mission'), ('embassy', 'Embassy')], max_length=20, verbose_name='kind')),
                ('address', models.CharField(max_length=300, verbose_name='address or number')),
                ('label', models.CharField(blank=True, help_text='office, assistant, hours', max_length=120, verbose_name='note')),
                ('is_official', models.BooleanField(default=False, verbose_name='official')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order of preference')),
                ('unreliable_since', models.DateField(blank=True, null=True, verbose_name='unreliable since')),
                ('unreliable_reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('until', models.DateField(blank=True, help_text='no longer in use from this day on', null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'channel',
                'verbose_name_plural': 'channels',
                'ordering': ['order', 'pk'],
                'indexes': [models.Index(fields=['kind', 'address'], name='directory_c_kind_19c3aa_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('party__isnull', True), ('person__isnull', False)), models.Q(('party__isnull', False), ('person__isnull', True)), _connector='OR'), name='channel_of_person_or_party'), models.CheckConstraint(condition=models.Q(models.Q(('unreliable_reason', ''), ('unreliable_since__isnull', True)), models.Q(('unreliable_since__isnull', False), models.Q(('unreliable_reason', ''), _negated=True)), _connector='OR'), name='channel_unreliable_with_its_reason'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('person', 'kind', 'address'), name='channel_of_person_once'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('party', 'kind', 'address'), name='channel_of_party_once')],
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('person', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account', to='directory.person')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'Français'), ('es', 'Español'), ('nl', 'Nederlands'), ('ar', 'العربية')], default='en', max_length=8, verbose_name='language')),
                ('time_zone', models.CharField(default='UTC', help_text='for deadlines and meetings', max_length=60, verbose_name='time zone')),
                ('seen_entry', models.PositiveBigIntegerField(default=0, help_text='number of the last journal entry at the visit before this one')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('date_joined', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'account',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='account_email_once_in_any_case')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='directory.mandate')),
                ('means', models.CharField(choices=[('email', 'by e-mail'), ('letter', 'by a printed letter')], max_length=10)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(default='en', max_length=8)),
                ('code_hash', models.CharField(max_length=64, unique=True)),
                ('state', models.CharField(choices=[('sent', 'sent'), ('accepted', 'accepted'), ('revoked', 'revoked'), ('expired', 'expired')], default='sent', max_length=10, verbose_name='state')),
                ('sent_at', models.DateTimeField(verbose_name='sent')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('over_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-sent_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'sent')), fields=('mandate',), name='invitation_one_open_a_mandate'), models.CheckConstraint(condition=models.Q(models.Q(('over_at__isnull', True), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('over_at__isnull', False)), _connector='OR'), name='invitation_over_exactly_when_not_sent'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('sent_at'))), name='invitation_expires_later')],
            },
        ),
        migrations.CreateModel(
            name='GroupingMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grouping', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='directory.grouping')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='directory.party')),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name': 'membership of a grouping',
                'constraints': [models.UniqueConstraint(models.F('grouping'), models.F('party'), django.db.models.functions.comparison.Coalesce('since', models.Value(datetime.date(1, 1, 1), output_field=models.DateField())), name='membership_once_a_period'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='membership_period_in_order')],
            },
        ),
        migrations.CreateModel(
            name='PartyName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='directory.party')),
                ('language', models.CharField(max_length=8)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('sort_key', models.TextField()),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'name of a party',
                'indexes': [models.Index(fields=['language', 'party'], name='directory_p_languag_79a0aa_idx')],
                'constraints': [models.UniqueConstraint(models.F('party'), models.F('language'), django.db.models.functions.comparison.Coalesce('until', models.Value(datetime.date(1, 1, 1), output_field=models.DateField())), name='party_name_once_a_period'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('since__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='party_name_period_in_order')],
            },
        ),
    ]
