"""The tables of the app."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('practices', '0001_initial')]

    initial = True

    dependencies = [
        ('directory', '0001_tables'),
        ('editions', '0001_tables'),
        ('outcomes', '0001_tables'),
        ('programme', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='instruments', to='editions.forum')),
                ('code', models.SlugField(max_length=80)),
                ('title', models.JSONField(blank=True, default=dict, verbose_name='title')),
            ],
            options={
                'verbose_name': 'instrument',
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('forum', 'code'), name='instrument_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practices', to='editions.edition')),
                ('code', models.SlugField(max_length=80, verbose_name='code')),
                ('order', models.PositiveIntegerField(default=0)),
                ('title', models.JSONField(blank=True, default=dict, verbose_name='title')),
                ('summary', models.JSONField(blank=True, default=dict, verbose_name='summary')),
                ('caveat', models.JSONField(blank=True, default=dict, verbose_name='reservation')),
                ('sector', models.CharField(choices=[('agriculture', 'Agriculture'), ('data', 'Data'), ('domestic-work', 'Domestic work'), ('education', 'Education'), ('finance', 'Finance'), ('general', 'General'), ('governance', 'Governance'), ('health', 'Health'), ('labour-market', 'Labour market'), ('maritime', 'Maritime work')], max_length=20, verbose_name='sector')),
                ('side', models.CharField(choices=[('origin', 'Country of origin'), ('destination', 'Country of destination'), ('joint', 'Both together'), ('regional', 'Region'), ('global', 'Worldwide')], max_length=12, verbose_name='side')),
                ('stage', models.CharField(blank=True, choices=[('pre-departure', 'Before departure'), ('abroad', 'While abroad'), ('return', 'Return'), ('all', 'All stages')], max_length=15, verbose_name='stage')),
                ('figures', models.JSONField(blank=True, default=dict, verbose_name='figures')),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='programme.session')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='programme.theme')),
                ('other_bodies', models.JSONField(blank=True, default=list, verbose_name='further bodies')),
                ('is_unnamed', models.BooleanField(default=False, verbose_name='country not named')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('audience', models.CharField(choices=[('public', 'everyone'), ('participants', 'the participants of the edition'), ('friends', 'the Friends of the Forum and the task force'), ('team', "the session's team and the task force"), ('party', 'the party itself and the task force'), ('task-force', 'the Chair and the task force'), ('named', 'the persons named')], default='public', max_length=20)),
                ('instruments', models.ManyToManyField(blank=True, related_name='practices', to='practices.instrument')),
                ('also_in', models.ManyToManyField(blank=True, related_name='also_practices', to='programme.session')),
                ('findings', models.ManyToManyField(blank=True, related_name='practices', to='outcomes.finding')),
                ('cross_references', models.ManyToManyField(blank=True, related_name='practices', to='outcomes.crossreference')),
            ],
            options={
                'verbose_name': 'practice',
                'verbose_name_plural': 'practices',
                'ordering': ['order'],
                'indexes': [models.Index(fields=['edition', 'audience', 'order'], name='practices_p_edition_f7c729_idx')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='practice_code_once'), models.CheckConstraint(condition=models.Q(models.Q(('session__isnull', False), ('theme__isnull', True)), models.Q(('session__isnull', True), ('theme__isnull', False)), _connector='OR'), name='practice_has_one_origin')],
            },
        ),
        migrations.CreateModel(
            name='PracticeParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='practices.practice')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='directory.party')),
                ('role', models.CharField(choices=[('country', 'Country'), ('organisation', 'Organisation'), ('from', 'Start of the corridor'), ('to', 'End of the corridor')], max_length=12)),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'party of a practice',
                'ordering': ['role', 'order'],
                'constraints': [models.UniqueConstraint(fields=('practice', 'party', 'role'), name='practice_party_once')],
            },
        ),
    ]
