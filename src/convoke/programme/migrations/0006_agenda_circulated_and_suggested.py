"""The agenda as it is circulated, and what parties suggest for it."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0002_network'),
        ('editions', '0005_time_zone'),
        ('library', '0003_lib_2_published'),
        ('programme', '0005_panel_invitations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entries', models.JSONField(default=list, help_text='themes, roundtables and sessions as they stood')),
                ('checksum', models.CharField(help_text='SHA-256 of the entries', max_length=64)),
            ],
            options={
                'verbose_name': 'version of an agenda',
                'verbose_name_plural': 'versions of agendas',
                'ordering': ['version__number'],
            },
        ),
        migrations.CreateModel(
            name='ThemeSuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('title', models.JSONField(blank=True, default=dict, verbose_name='title')),
                ('reasons', models.JSONField(blank=True, default=dict, verbose_name='reasons')),
                ('may_be_named', models.BooleanField(default=False, help_text='once taken up, everyone reads it with the name of its party', verbose_name='may be named')),
                ('state', models.CharField(choices=[('open', 'to be answered'), ('taken-up', 'taken up as a theme'), ('joined', 'joined to a theme'), ('not-taken', 'not taken up'), ('withdrawn', 'withdrawn by its party')], default='open', max_length=10, verbose_name='state')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
            ],
            options={
                'verbose_name': 'suggestion for an agenda',
                'verbose_name_plural': 'suggestions for agendas',
                'ordering': ['number'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='themereason',
            name='theme_reason_once',
        ),
        migrations.RemoveConstraint(
            model_name='themereason',
            name='pro_5_one_reason',
        ),
        migrations.AddField(
            model_name='agendaversion',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda_versions', to='editions.edition'),
        ),
        migrations.AddField(
            model_name='agendaversion',
            name='version',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agenda', to='library.documentversion'),
        ),
        migrations.AddField(
            model_name='agendaadoption',
            name='text',
            field=models.ForeignKey(blank=True, help_text='the version that was adopted; none where the agenda was never circulated', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='programme.agendaversion'),
        ),
        migrations.AddField(
            model_name='themesuggestion',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='themesuggestion',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='themesuggestion',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='editions.edition'),
        ),
        migrations.AddField(
            model_name='themesuggestion',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='directory.party'),
        ),
        migrations.AddField(
            model_name='themereason',
            name='suggestion',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grounds', to='programme.themesuggestion'),
        ),
        migrations.AddConstraint(
            model_name='themereason',
            constraint=models.UniqueConstraint(models.F('theme'), django.db.models.functions.comparison.Coalesce('questionnaire', models.Value(0)), django.db.models.functions.comparison.Coalesce('priority', models.Value(0)), django.db.models.functions.comparison.Coalesce('earlier', models.Value(0)), django.db.models.functions.comparison.Coalesce('suggestion', models.Value(0)), name='theme_reason_once'),
        ),
        migrations.AddConstraint(
            model_name='themereason',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('earlier__isnull', True), ('priority__isnull', True), ('questionnaire__isnull', False), ('suggestion__isnull', True)), models.Q(('earlier__isnull', True), ('priority__isnull', False), ('questionnaire__isnull', True), ('suggestion__isnull', True)), models.Q(('earlier__isnull', False), ('priority__isnull', True), ('questionnaire__isnull', True), ('suggestion__isnull', True)), models.Q(('earlier__isnull', True), ('priority__isnull', True), ('questionnaire__isnull', True), ('suggestion__isnull', False)), _connector='OR'), name='pro_5_one_reason'),
        ),
        migrations.AddConstraint(
            model_name='themesuggestion',
            constraint=models.UniqueConstraint(fields=('edition', 'number'), name='suggestion_number_once'),
        ),
        migrations.AddConstraint(
            model_name='themesuggestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'not-taken'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='suggestion_not_taken_with_its_reason', violation_error_message='A suggestion that is not taken up is answered with a reason.'),
        ),
    ]
