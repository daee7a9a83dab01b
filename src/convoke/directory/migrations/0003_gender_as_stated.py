"""PRO-3: what gender somebody states; nobody has stated one until they do."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0002_network'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='gender',
            field=models.CharField(blank=True, choices=[(None, 'not stated'), ('woman', 'woman'), ('man', 'man'), ('another', 'another')], help_text='as the person, or who designates them, states it; shown in counts alone', max_length=8, verbose_name='gender'),
        ),
    ]
