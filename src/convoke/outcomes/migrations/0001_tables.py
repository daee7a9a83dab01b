"""The tables of the app."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('outcomes', '0001_initial'), ('outcomes', '0002_taken_up'), ('outcomes', '0003_request_origins')]

    initial = True

    dependencies = [
        ('directory', '0001_tables'),
        ('editions', '0001_tables'),
        ('library', '0001_tables'),
        ('marketplace', '0001_tables'),
        ('programme', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='editions.edition')),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('order', models.PositiveIntegerField(default=0)),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='programme.session')),
                ('roundtable', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='programme.roundtable')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='programme.theme')),
                ('part', models.CharField(blank=True, choices=[('general', 'Meeting as a whole'), ('way-forward', 'The way forward'), ('marketplace', 'Marketplace'), ('summary', 'Executive summary'), ('chair', 'Conclusions of the Chair')], max_length=20)),
                ('audience', models.CharField(choices=[('public', 'everyone'), ('participants', 'the participants of the edition'), ('friends', 'the Friends of the Forum and the task force'), ('team', "the session's team and the task force"), ('party', 'the party itself and the task force'), ('task-force', 'the Chair and the task force'), ('named', 'the persons named')], default='public', max_length=20)),
                ('kind', models.CharField(choices=[('finding', 'Finding'), ('observation', 'Horizontal observation'), ('message', 'Message of the general debate'), ('conclusion', 'General conclusion'), ('way-forward', 'Way forward'), ('summary', 'Summary'), ('chair-conclusion', 'Conclusion of the Chair')], default='finding', max_length=20)),
                ('arose_in', models.CharField(blank=True, choices=[('background', 'Introduction'), ('background-paper', 'Background paper'), ('panel', 'Panel'), ('discussion', 'Discussion'), ('observations', 'Main observations'), ('session-report', 'Session report')], max_length=20)),
                ('heading', models.JSONField(blank=True, default=dict, verbose_name='heading')),
                ('text', models.JSONField(blank=True, default=dict, verbose_name='text')),
                ('figures', models.JSONField(blank=True, default=dict)),
                ('subjects', models.ManyToManyField(blank=True, related_name='%(class)ss', to='programme.subject')),
                ('horizontal', models.ManyToManyField(blank=True, related_name='horizontal_%(class)ss', to='programme.theme')),
                ('papers', models.ManyToManyField(blank=True, related_name='findings', to='library.document')),
            ],
            options={
                'verbose_name': 'finding',
                'verbose_name_plural': 'findings',
                'ordering': ['order'],
                'indexes': [models.Index(fields=['edition', 'kind', 'audience', 'order'], name='outcomes_fi_edition_cba684_idx')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='finding_code_once'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('session__isnull', True)), models.Q(('roundtable__isnull', True)), models.Q(('theme__isnull', True)), models.Q(('part', ''), _negated=True)), models.Q(('part', ''), ('roundtable__isnull', True), ('session__isnull', False), ('theme__isnull', True)), models.Q(('part', ''), ('roundtable__isnull', False), ('session__isnull', True), ('theme__isnull', True)), models.Q(('part', ''), ('roundtable__isnull', True), ('session__isnull', True), ('theme__isnull', False)), _connector='OR'), name='out_2_finding_has_one_origin', violation_error_message='OUT-2: name the one place it comes from.')],
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='editions.edition')),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('order', models.PositiveIntegerField(default=0)),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='programme.session')),
                ('roundtable', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='programme.roundtable')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='programme.theme')),
                ('part', models.CharField(blank=True, choices=[('general', 'Meeting as a whole'), ('way-forward', 'The way forward'), ('marketplace', 'Marketplace'), ('summary', 'Executive summary'), ('chair', 'Conclusions of the Chair')], max_length=20)),
                ('audience', models.CharField(choices=[('public', 'everyone'), ('participants', 'the participants of the edition'), ('friends', 'the Friends of the Forum and the task force'), ('team', "the session's team and the task force"), ('party', 'the party itself and the task force'), ('task-force', 'the Chair and the task force'), ('named', 'the persons named')], default='public', max_length=20)),
                ('kind', models.CharField(choices=[('action', 'Action'), ('recommendation', 'Recommendation'), ('suggestion', 'Suggestion')], max_length=15, verbose_name='kind')),
                ('group', models.CharField(choices=[('outcome', 'Outcomes of the sessions'), ('process', 'Actions on the process'), ('suggestion', 'Suggestions not taken up')], max_length=12)),
                ('status', models.CharField(choices=[('agreed', 'agreed in the session'), ('proposed', 'proposed'), ('invited', 'governments are invited'), ('suggested', 'suggested')], max_length=10, verbose_name='status')),
                ('text', models.JSONField(blank=True, default=dict, verbose_name='text')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='outcomes.action')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('is_national', models.BooleanField(default=False)),
                ('is_bilateral', models.BooleanField(default=False)),
                ('is_regional', models.BooleanField(default=False)),
                ('is_global', models.BooleanField(default=False)),
                ('term', models.CharField(blank=True, choices=[('short', 'Short term'), ('medium', 'Medium term'), ('long', 'Long term'), ('', 'Not stated')], max_length=8, verbose_name='term')),
                ('deliverable', models.JSONField(blank=True, default=dict, verbose_name='deliverable')),
                ('report_to', models.JSONField(blank=True, default=dict, verbose_name='report to')),
                ('due', models.JSONField(blank=True, default=dict, verbose_name='due')),
                ('lead_note', models.JSONField(blank=True, default=dict, verbose_name='on the lead')),
                ('note', models.JSONField(blank=True, default=dict, verbose_name='note')),
                ('arose_in', models.CharField(blank=True, choices=[('background', 'Introduction'), ('background-paper', 'Background paper'), ('panel', 'Panel'), ('discussion', 'Discussion'), ('observations', 'Main observations'), ('session-report', 'Session report')], max_length=20)),
                ('subjects', models.ManyToManyField(blank=True, related_name='%(class)ss', to='programme.subject')),
                ('horizontal', models.ManyToManyField(blank=True, related_name='horizontal_%(class)ss', to='programme.theme')),
                ('rests_on', models.ManyToManyField(blank=True, related_name='leads_to', to='outcomes.finding')),
            ],
            options={
                'verbose_name': 'action',
                'verbose_name_plural': 'actions',
                'ordering': ['order'],
                'indexes': [models.Index(fields=['edition', 'group', 'audience', 'order'], name='outcomes_ac_edition_1bb5e0_idx')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='action_code_once'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('session__isnull', True)), models.Q(('roundtable__isnull', True)), models.Q(('theme__isnull', True)), models.Q(('part', ''), _negated=True)), models.Q(('part', ''), ('roundtable__isnull', True), ('session__isnull', False), ('theme__isnull', True)), models.Q(('part', ''), ('roundtable__isnull', False), ('session__isnull', True), ('theme__isnull', True)), models.Q(('part', ''), ('roundtable__isnull', True), ('session__isnull', True), ('theme__isnull', False)), _connector='OR'), name='out_2_action_has_one_origin', violation_error_message='OUT-2: name the one place it comes from.'), models.CheckConstraint(condition=models.Q(('passages', []), _negated=True), name='out_2_action_names_its_passage', violation_error_message='OUT-2: an action names the passage it comes from.')],
            },
        ),
        migrations.CreateModel(
            name='CrossReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cross_references', to='editions.edition')),
                ('code', models.CharField(max_length=20)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('footnote', models.PositiveSmallIntegerField()),
                ('finding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='references', to='outcomes.finding')),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='references', to='outcomes.action')),
                ('to_session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='cited_by', to='programme.session')),
                ('to_roundtable', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='cited_by', to='programme.roundtable')),
                ('to_theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='cited_by', to='programme.theme')),
                ('to_action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cited_by', to='outcomes.action')),
                ('cited_part', models.CharField(blank=True, choices=[('background', 'introduction'), ('introductory-note', 'introductory note'), ('background-paper', 'background paper'), ('panel', 'panel'), ('discussion', 'discussion'), ('recommendations', 'recommendations'), ('speech', 'speech')], max_length=20)),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'verbose_name': 'cross-reference',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='cross_reference_once'), models.CheckConstraint(condition=models.Q(models.Q(('action__isnull', True), ('finding__isnull', False)), models.Q(('action__isnull', False), ('finding__isnull', True)), _connector='OR'), name='cross_reference_one_source'), models.CheckConstraint(condition=models.Q(models.Q(('to_roundtable__isnull', True), ('to_session__isnull', False), ('to_theme__isnull', True)), models.Q(('to_roundtable__isnull', False), ('to_session__isnull', True), ('to_theme__isnull', True)), models.Q(('to_roundtable__isnull', True), ('to_session__isnull', True), ('to_theme__isnull', False)), _connector='OR'), name='cross_reference_one_target')],
            },
        ),
        migrations.CreateModel(
            name='ReportDue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports_due', to='editions.edition')),
                ('code', models.SlugField(max_length=80)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('item', models.JSONField(blank=True, default=dict, verbose_name='item')),
                ('reporter', models.JSONField(blank=True, default=dict, verbose_name='reporter')),
                ('due_at', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports_expected', to='editions.edition')),
                ('due', models.JSONField(blank=True, default=dict, verbose_name='due')),
                ('reporters', models.ManyToManyField(blank=True, related_name='reports_due', to='directory.party')),
                ('actions', models.ManyToManyField(blank=True, related_name='reports_due', to='outcomes.action')),
            ],
            options={
                'verbose_name': 'report due',
                'verbose_name_plural': 'reports due',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='report_due_code_once')],
            },
        ),
        migrations.CreateModel(
            name='RequestOrigin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='origins', to='marketplace.request')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='request_origins', to='outcomes.action')),
            ],
            options={
                'verbose_name': 'action a request comes from',
                'verbose_name_plural': 'actions requests come from',
                'constraints': [models.UniqueConstraint(fields=('request', 'action'), name='request_origin_once')],
            },
        ),
        migrations.CreateModel(
            name='SessionReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='session_references', to='editions.edition')),
                ('footnote', models.PositiveSmallIntegerField()),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='references', to='programme.session')),
                ('roundtable', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='references', to='programme.roundtable')),
                ('about', models.CharField(max_length=300, verbose_name='about')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('themes', models.ManyToManyField(related_name='session_references', to='programme.theme')),
                ('actions', models.ManyToManyField(blank=True, related_name='session_references', to='outcomes.action')),
            ],
            options={
                'verbose_name': 'reference to horizontal issues',
                'ordering': ['footnote'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'footnote'), name='session_reference_once'), models.CheckConstraint(condition=models.Q(models.Q(('roundtable__isnull', True), ('session__isnull', False)), models.Q(('roundtable__isnull', False), ('session__isnull', True)), _connector='OR'), name='session_reference_one_source')],
            },
        ),
        migrations.CreateModel(
            name='TakenUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taken_up', to='programme.theme')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_up', to='outcomes.action')),
            ],
            options={
                'verbose_name': 'action taken up by an agenda',
                'verbose_name_plural': 'actions taken up by agendas',
                'constraints': [models.UniqueConstraint(fields=('theme', 'action'), name='action_taken_up_once')],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='outcomes.action')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='directory.party')),
                ('role', models.CharField(choices=[('lead', 'lead'), ('partner', 'partner')], max_length=8, verbose_name='role')),
                ('basis', models.CharField(choices=[('volunteered', 'volunteered'), ('named', 'named in the report')], max_length=12, verbose_name='basis')),
                ('text', models.JSONField(blank=True, default=dict, verbose_name='text')),
            ],
            options={
                'verbose_name': 'commitment',
                'verbose_name_plural': 'commitments',
                'ordering': ['action', 'role', 'party'],
                'constraints': [models.UniqueConstraint(fields=('action', 'party', 'role'), name='commitment_once')],
            },
        ),
    ]
