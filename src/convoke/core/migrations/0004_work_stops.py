"""Background work can be asked to stop with what it has."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='job',
            name='stop_asked_at',
            field=models.DateTimeField(blank=True, help_text='when somebody asked it to end with what it has', null=True),
        ),
    ]
