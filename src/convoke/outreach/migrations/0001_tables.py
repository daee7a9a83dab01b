"""The tables of the app."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('outreach', '0001_network'), ('outreach', '0002_reaching')]

    initial = True

    dependencies = [
        ('directory', '0001_tables'),
        ('directory', '__first__'),
        ('editions', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='EscalationPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80, unique=True, verbose_name='code')),
                ('name', models.JSONField(blank=True, default=dict, verbose_name='name')),
            ],
            options={
                'verbose_name': 'escalation plan',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(max_length=200, unique=True)),
                ('sender', models.CharField(max_length=300)),
                ('recipients', models.JSONField(default=list)),
                ('subject', models.CharField(max_length=300)),
                ('text', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('attachments', models.JSONField(blank=True, default=list, help_text='name, type and size of each')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'message in the outbox',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='EscalationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='outreach.escalationplan')),
                ('order', models.PositiveSmallIntegerField()),
                ('means', models.CharField(choices=[('email', 'E-mail'), ('reminder', 'Reminder by e-mail'), ('phone', 'Telephone call'), ('mission', 'Permanent mission or embassy'), ('letter', 'Letter')], max_length=10)),
                ('after_days', models.PositiveSmallIntegerField(default=0, verbose_name='days after the step before')),
            ],
            options={
                'verbose_name': 'step of an escalation plan',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'order'), name='escalation_step_order_once')],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='outreach.escalationplan')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='directory.party')),
                ('about', models.CharField(help_text='what is asked for, such as “focal-point”', max_length=120, verbose_name='about')),
                ('state', models.CharField(choices=[('open', 'open'), ('answered', 'answered'), ('closed', 'closed')], default='open', max_length=10)),
                ('next_step', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.escalationstep')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='next step on')),
                ('opened_on', models.DateField(verbose_name='opened')),
                ('over_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'escalation',
                'verbose_name_plural': 'escalations',
                'ordering': ['next_on', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('party', 'about'), name='escalation_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('over_on__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('over_on__isnull', False)), _connector='OR'), name='escalation_over_exactly_when_over')],
            },
        ),
        migrations.CreateModel(
            name='ContactLogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='directory.party')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='directory.person')),
                ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contacts', to='directory.channel')),
                ('escalation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='outreach.escalation')),
                ('step', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.escalationstep')),
                ('means', models.CharField(choices=[('email', 'E-mail'), ('phone', 'Telephone'), ('fax', 'Fax'), ('post', 'Post'), ('permanent-mission', 'Permanent mission'), ('embassy', 'Embassy')], max_length=20, verbose_name='means')),
                ('result', models.CharField(choices=[('sent', 'sent'), ('reached', 'reached'), ('no-answer', 'no answer'), ('left-word', 'left word'), ('answered', 'answered what was asked'), ('bounced', 'came back'), ('wrong', 'number or address is wrong')], max_length=10, verbose_name='result')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'entry of the contact log',
                'verbose_name_plural': 'entries of the contact log',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['party', '-at'], name='outreach_co_party_i_1faf1d_idx')],
            },
        ),
        migrations.CreateModel(
            name='NewsletterIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('first_entry', models.PositiveBigIntegerField(help_text='first journal entry it covers')),
                ('last_entry', models.PositiveBigIntegerField(help_text='last journal entry it covers')),
                ('composed_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('draft', 'being drafted'), ('queued', 'being sent'), ('sent', 'sent'), ('cancelled', 'cancelled')], default='draft', max_length=10)),
                ('sent_to', models.PositiveIntegerField(default=0)),
                ('over_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'issue of the newsletter',
                'ordering': ['-number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_entry__gte', models.F('first_entry'))), name='newsletter_entries_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80, unique=True, verbose_name='code')),
                ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='editions.edition')),
                ('subject', models.JSONField(blank=True, default=dict, verbose_name='subject')),
                ('body', models.JSONField(blank=True, default=dict, help_text='Markdown', verbose_name='text')),
                ('link', models.CharField(blank=True, help_text='the page it leads to', max_length=300, verbose_name='link')),
                ('about', models.CharField(blank=True, help_text='what an answer to it counts for', max_length=120)),
                ('selection', models.JSONField(default=dict, verbose_name='selection')),
                ('per_minute', models.PositiveSmallIntegerField(default=120, verbose_name='messages a minute')),
                ('state', models.CharField(choices=[('draft', 'being drafted'), ('queued', 'being sent'), ('sent', 'sent'), ('cancelled', 'cancelled')], default='draft', max_length=10, verbose_name='state')),
                ('drafted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('queued_at', models.DateTimeField(blank=True, null=True)),
                ('over_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-drafted_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state', 'draft'), ('state', 'cancelled'), ('queued_at__isnull', False), _connector='OR'), name='notice_queued_with_its_time'), models.CheckConstraint(condition=models.Q(('per_minute__gt', 0)), name='notice_pace_above_zero')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='outreach.notice')),
                ('mandate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='directory.mandate')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='directory.person')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='directory.party')),
                ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliveries', to='directory.channel')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('language', models.CharField(max_length=8)),
                ('state', models.CharField(choices=[('queued', 'queued'), ('sending', 'being handed over'), ('sent', 'sent'), ('opened', 'link opened'), ('answered', 'answered'), ('bounced', 'came back'), ('unreachable', 'no channel'), ('uncertain', 'interrupted while being handed over'), ('cancelled', 'cancelled')], default='queued', max_length=12, verbose_name='state')),
                ('token', models.CharField(help_text='tells who opened the link', max_length=43, unique=True)),
                ('sending_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('bounced_at', models.DateTimeField(blank=True, null=True)),
                ('bounce_reason', models.CharField(blank=True, max_length=300)),
                ('worker', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['notice', 'state'], name='outreach_de_notice__6e8a5c_idx'), models.Index(fields=['address'], name='outreach_de_address_ec8c0d_idx')],
                'constraints': [models.UniqueConstraint(fields=('notice', 'person'), name='delivery_once_a_person'), models.CheckConstraint(condition=models.Q(('state', 'unreachable'), models.Q(('address', ''), _negated=True), _connector='OR'), name='delivery_with_an_address_unless_unreachable')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'Français'), ('es', 'Español'), ('nl', 'Nederlands'), ('ar', 'العربية')], default='en', max_length=8)),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to=settings.AUTH_USER_MODEL)),
                ('token', models.CharField(max_length=43, unique=True)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('trying', models.PositiveIntegerField(default=0, help_text='number of the issue last handed to the mail server')),
                ('had', models.PositiveIntegerField(default=0, help_text='number of the issue last sent')),
            ],
            options={
                'verbose_name': 'subscription of the newsletter',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('ended_at__isnull', True)), name='subscription_one_open')],
            },
        ),
    ]
