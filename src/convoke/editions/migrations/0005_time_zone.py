from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("editions", "0004_symbols")]

    operations = [
        migrations.AddField(
            "edition", "time_zone",
            models.CharField(default="UTC", max_length=60, verbose_name="time zone of the meeting"),
        ),
    ]
