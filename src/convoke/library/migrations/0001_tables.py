"""The tables of the app."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('library', '0001_initial'), ('library', '0002_papers'), ('library', '0003_lib_2_published'), ('library', '0004_files_read_in_the_background')]

    initial = True

    dependencies = [
        ('core', '0001_tables'),
        ('directory', '0001_tables'),
        ('directory', '__first__'),
        ('editions', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.CharField(max_length=160, unique=True, verbose_name='file')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('title', models.JSONField(blank=True, default=dict, verbose_name='title')),
                ('short', models.JSONField(blank=True, default=dict, verbose_name='short title')),
            ],
            options={
                'verbose_name': 'source',
                'ordering': ['file'],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passages', models.JSONField(blank=True, default=list)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='editions.edition')),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('kind', models.CharField(choices=[('background-paper', 'Background paper'), ('concept-note', 'Concept note'), ('agenda', 'Agenda'), ('session-plan', 'Plan of a session'), ('note', 'Note')], max_length=30, verbose_name='kind')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='number')),
                ('symbol', models.CharField(blank=True, help_text='without the mark of a revision', max_length=80, verbose_name='symbol')),
                ('title', models.JSONField(blank=True, default=dict, verbose_name='title')),
                ('about', models.JSONField(blank=True, default=dict, verbose_name='about')),
                ('author', models.CharField(blank=True, max_length=300, verbose_name='author')),
                ('audience', models.CharField(choices=[('public', 'everyone'), ('participants', 'the participants of the edition'), ('friends', 'the Friends of the Forum and the task force'), ('team', "the session's team and the task force"), ('party', 'the party itself and the task force'), ('task-force', 'the Chair and the task force'), ('named', 'the persons named')], default='public', max_length=20)),
                ('language', models.CharField(default='en', max_length=8, verbose_name='written in')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='to be translated into')),
                ('is_record', models.BooleanField(default=False, help_text='known from sources alone: its text is not kept here')),
                ('authors', models.ManyToManyField(blank=True, related_name='documents', to='directory.party')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['code'],
                'indexes': [models.Index(fields=['edition', 'audience'], name='library_doc_edition_1cad40_idx')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='document_code_once'), models.UniqueConstraint(condition=models.Q(('symbol', ''), _negated=True), fields=('edition', 'symbol'), name='document_symbol_once', violation_error_message='There is a document with this symbol already.')],
            },
        ),
        migrations.CreateModel(
            name='DocumentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='library.document')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('state', models.CharField(choices=[('draft', 'being written'), ('circulated', 'circulated for comment'), ('published', 'published'), ('set-aside', 'set aside')], default='draft', max_length=12, verbose_name='state')),
                ('what_changed', models.JSONField(blank=True, default=dict, verbose_name='what changed')),
                ('is_correction', models.BooleanField(default=False, verbose_name='correction')),
                ('begun_at', models.DateTimeField(verbose_name='begun')),
                ('circulated_at', models.DateTimeField(blank=True, null=True, verbose_name='circulated')),
                ('comments_until', models.DateTimeField(blank=True, null=True, verbose_name='comments until')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('checksum', models.CharField(blank=True, help_text='SHA-256 of the text, or of the files, when it was published', max_length=64)),
            ],
            options={
                'verbose_name': 'version of a document',
                'verbose_name_plural': 'versions of documents',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='document_version_once'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('document',), name='document_one_draft'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('published_at__isnull', False), models.Q(('checksum', ''), _negated=True)), _connector='OR'), name='lib_2_published_with_checksum'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'circulated'), _negated=True), models.Q(('circulated_at__isnull', False), ('comments_until__isnull', False)), _connector='OR'), name='document_circulated_with_its_end')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='library.documentversion')),
                ('key', models.CharField(blank=True, help_text='empty: on the whole', max_length=16, verbose_name='paragraph')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='directory.party')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(verbose_name='at')),
                ('language', models.CharField(default='en', max_length=8, verbose_name='language')),
                ('text', models.TextField(verbose_name='comment')),
                ('proposal', models.TextField(blank=True, verbose_name='proposed wording')),
                ('state', models.CharField(choices=[('open', 'to be answered'), ('taken', 'taken'), ('partly', 'taken in part'), ('not-taken', 'not taken'), ('withdrawn', 'withdrawn by its party')], default='open', max_length=10, verbose_name='state')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['taken', 'partly', 'not-taken']), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='comment_answered_with_its_reason', violation_error_message='A comment is answered with a reason.')],
            },
        ),
        migrations.CreateModel(
            name='Paragraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paragraphs', to='library.documentversion')),
                ('key', models.CharField(max_length=16)),
                ('order', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('heading', 'heading'), ('text', 'paragraph'), ('list', 'list'), ('quote', 'quotation'), ('table', 'table'), ('footnote', 'footnote')], default='text', max_length=10, verbose_name='kind')),
                ('level', models.PositiveSmallIntegerField(default=0, help_text='of a heading, 1 to 4', verbose_name='level')),
                ('is_numbered', models.BooleanField(default=True, verbose_name='numbered')),
                ('texts', models.JSONField(default=dict, help_text='Markdown by language')),
                ('made_from', models.JSONField(blank=True, default=dict, help_text='by language, the checksum of the text it was translated from')),
                ('revisions', models.JSONField(blank=True, default=dict, help_text='by language, how often it was saved')),
            ],
            options={
                'verbose_name': 'paragraph',
                'verbose_name_plural': 'paragraphs',
                'ordering': ['order'],
                'indexes': [models.Index(fields=['version', 'order'], name='library_par_version_cca490_idx')],
                'constraints': [models.UniqueConstraint(fields=('version', 'key'), name='paragraph_key_once')],
            },
        ),
        migrations.CreateModel(
            name='ParagraphEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='library.documentversion')),
                ('key', models.CharField(max_length=16)),
                ('language', models.CharField(max_length=8)),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('is_aside', models.BooleanField(default=False, verbose_name='kept aside')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'earlier text of a paragraph',
                'verbose_name_plural': 'earlier texts of paragraphs',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['version', 'key', 'language'], name='library_par_version_4ca811_idx')],
            },
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='library.documentversion')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('format', models.CharField(help_text='pdf, docx, odt, html or akn', max_length=8, verbose_name='format')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('is_made', models.BooleanField(default=False, help_text='made here from the text')),
                ('state', models.CharField(choices=[('waiting', 'it is being read'), ('refused', 'it cannot be taken'), ('read', 'its text can be searched'), ('no-text', 'it holds no text, only pictures of pages'), ('locked', 'it is protected by a password'), ('held', 'held back until it has been checked')], default='read', max_length=10, verbose_name='state')),
                ('text', models.TextField(blank=True, help_text='the text that was found in it, for search')),
                ('coming', models.ForeignKey(blank=True, help_text='handed in last and being read; it takes the place of the file once it was', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('fault', models.CharField(blank=True, help_text='why the file handed in last cannot be taken', max_length=300, verbose_name='fault')),
            ],
            options={
                'verbose_name': 'file of a document',
                'verbose_name_plural': 'files of documents',
                'ordering': ['language', 'format'],
                'constraints': [models.UniqueConstraint(fields=('version', 'language', 'format'), name='rendition_once')],
            },
        ),
    ]
