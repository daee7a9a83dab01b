"""The tables of the app."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('editions', '0001_initial'), ('editions', '0002_network'), ('editions', '0003_modalities'), ('editions', '0004_symbols'), ('editions', '0005_time_zone')]

    initial = True

    dependencies = [
        ('directory', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Forum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('acronym', models.CharField(blank=True, max_length=40, verbose_name='acronym')),
                ('name', models.JSONField(blank=True, default=dict, verbose_name='name')),
                ('symbol_pattern', models.CharField(default='{forum}/{year}/{session}/{kind}', help_text='of its documents: from forum, year, session, kind and number', max_length=80, verbose_name='pattern of symbols')),
            ],
            options={
                'verbose_name': 'forum',
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='editions.forum')),
                ('code', models.SlugField(max_length=80, unique=True, verbose_name='code')),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='number')),
                ('name', models.JSONField(blank=True, default=dict, verbose_name='name')),
                ('theme', models.JSONField(blank=True, default=dict, verbose_name='general theme')),
                ('chair', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions_chaired', to='directory.party')),
                ('host', models.ForeignKey(blank=True, help_text='the host country, where a source names it apart from the chair', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions_hosted', to='directory.party')),
                ('city', models.JSONField(blank=True, default=dict, verbose_name='city')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('state', models.CharField(choices=[('announced', 'announced'), ('preparing', 'in preparation'), ('meeting', 'meeting'), ('following-up', 'following up'), ('closed', 'closed')], default='announced', max_length=20, verbose_name='state')),
                ('languages', models.JSONField(default=list, verbose_name='languages of the meeting')),
                ('time_zone', models.CharField(default='UTC', max_length=60, verbose_name='time zone of the meeting')),
                ('accent', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$')], verbose_name='accent colour')),
            ],
            options={
                'verbose_name': 'edition',
                'verbose_name_plural': 'editions',
                'ordering': ['ordinal'],
                'constraints': [models.UniqueConstraint(fields=('forum', 'ordinal'), name='edition_ordinal_once'), models.UniqueConstraint(condition=models.Q(('state', 'meeting')), fields=('forum',), name='ed_3_one_meeting', violation_error_message='ED-3: another edition of this forum is meeting now.'), models.CheckConstraint(condition=models.Q(models.Q(('ends_on__isnull', True), ('starts_on__isnull', True)), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='edition_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='HostingInterest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hosting_interests', to='editions.forum')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hosting_interests', to='directory.party')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('city', models.CharField(blank=True, max_length=120, verbose_name='city')),
                ('text', models.TextField(verbose_name='what the government says')),
                ('state', models.CharField(choices=[('expressed', 'before the Troika'), ('accepted', 'accepted'), ('withdrawn', 'withdrawn')], default='expressed', max_length=10, verbose_name='state')),
                ('expressed_at', models.DateTimeField(verbose_name='expressed')),
                ('over_at', models.DateTimeField(blank=True, null=True)),
                ('edition', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hosting_interest', to='editions.edition')),
            ],
            options={
                'verbose_name': 'expression of interest in hosting',
                'ordering': ['year', 'expressed_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'expressed')), fields=('forum', 'party', 'year'), name='ed_2_one_open_interest_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('over_at__isnull', True), ('state', 'expressed')), models.Q(models.Q(('state', 'expressed'), _negated=True), ('over_at__isnull', False)), _connector='OR'), name='hosting_over_exactly_when_over')],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='editions.edition')),
                ('code', models.SlugField(max_length=80, verbose_name='code')),
                ('kind', models.CharField(choices=[('conference', 'Conference'), ('document', 'Document'), ('un-meeting', 'Meeting at the United Nations'), ('offer', 'Offer to host'), ('survey', 'Survey'), ('survey-result', 'Survey result'), ('preparatory-meeting', 'Preparatory meeting'), ('website', 'Website'), ('marketplace', 'Marketplace'), ('civil-society', 'Civil society'), ('forum-session', 'Meeting of the Forum'), ('handover', 'Handover'), ('follow-up', 'Follow-up'), ('next-edition', 'Next edition'), ('announcement', 'Announcement'), ('background', 'Background'), ('context', 'Elsewhere')], max_length=30, verbose_name='kind')),
                ('title', models.JSONField(blank=True, default=dict, verbose_name='title')),
                ('place', models.JSONField(blank=True, default=dict, verbose_name='place')),
                ('starts_on', models.DateField(blank=True, help_text='first day of the time the source gives', null=True)),
                ('ends_on', models.DateField(blank=True, help_text='last day of the time the source gives', null=True)),
                ('precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('season', 'to the season'), ('year', 'to the year'), ('approximate', 'approximately')], max_length=20)),
                ('season', models.CharField(blank=True, max_length=20)),
                ('who', models.JSONField(blank=True, default=list, verbose_name='who')),
                ('figures', models.JSONField(blank=True, default=list, verbose_name='figures')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('is_proposed', models.BooleanField(default=False, help_text='carried on from an earlier edition', verbose_name='proposed')),
            ],
            options={
                'verbose_name': 'milestone',
                'verbose_name_plural': 'milestones',
                'ordering': [models.OrderBy(models.F('starts_on'), nulls_last=True), 'ends_on', 'code'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='milestone_code_once'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='milestone_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Modality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='modalities', to='editions.edition')),
                ('code', models.SlugField(max_length=20, verbose_name='code')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('section', models.JSONField(blank=True, default=dict, verbose_name='section')),
                ('subject', models.CharField(max_length=60, verbose_name='subject')),
                ('strength', models.CharField(choices=[('shall', 'rule'), ('in_principle', 'in principle'), ('should', 'should'), ('may', 'may'), ('practice', 'practice')], max_length=12, verbose_name='strength')),
                ('statement', models.JSONField(blank=True, default=dict, verbose_name='statement')),
                ('constraint', models.JSONField(default=dict, verbose_name='constraint')),
                ('check_kind', models.CharField(blank=True, choices=[('pass_fail', 'met or not'), ('indicator', 'shown by figures'), ('', 'not checked')], max_length=10)),
                ('note', models.JSONField(blank=True, default=dict, verbose_name='note')),
                ('document', models.JSONField(blank=True, default=dict, help_text='the text the rule stands in; empty for practice', verbose_name='document')),
                ('variants', models.JSONField(blank=True, default=list, help_text='what sources say that disagree: value, file and lines of each')),
            ],
            options={
                'verbose_name': 'modality',
                'verbose_name_plural': 'modalities',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='modality_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Principle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='principles', to='editions.forum')),
                ('code', models.SlugField(max_length=80)),
                ('kind', models.CharField(choices=[('principle', 'Guiding principle'), ('purpose', 'Purpose')], max_length=10)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('text', models.JSONField(blank=True, default=dict, verbose_name='text')),
            ],
            options={
                'verbose_name': 'principle',
                'ordering': ['kind', 'order'],
                'constraints': [models.UniqueConstraint(fields=('forum', 'code'), name='principle_code_once')],
            },
        ),
        migrations.CreateModel(
            name='EditionFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='editions.edition')),
                ('code', models.SlugField(max_length=80)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('scope', models.JSONField(blank=True, default=dict, verbose_name='scope')),
                ('unit', models.JSONField(blank=True, default=dict, verbose_name='unit')),
                ('qualifier', models.CharField(choices=[('exact', 'exactly'), ('about', 'about'), ('over', 'more than'), ('up_to', 'up to')], default='exact', max_length=10)),
                ('value', models.PositiveIntegerField()),
                ('note', models.JSONField(blank=True, default=dict, verbose_name='note')),
            ],
            options={
                'verbose_name': 'figure',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='figure_code_once')],
            },
        ),
    ]
