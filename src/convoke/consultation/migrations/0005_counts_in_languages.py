"""What was counted, and ranks told in words, in several languages."""

from django.db import migrations, models


WORDS = (("ReplyCount", "what", "what_in"), ("Priority", "rank_group", "rank_group_in"))


def into_languages(apps, schema_editor):
    for model, old, new in WORDS:
        for one in apps.get_model("consultation", model).objects.exclude(**{old: ""}):
            setattr(one, new, {"en": getattr(one, old)})
            one.save(update_fields=[new])


def into_english(apps, schema_editor):
    for model, old, new in WORDS:
        for one in apps.get_model("consultation", model).objects.exclude(**{new: {}}):
            setattr(one, old, getattr(one, new).get("en", ""))
            one.save(update_fields=[old])


class Migration(migrations.Migration):

    dependencies = [("consultation", "0004_con_frozen")]

    operations = [
        migrations.AlterField("replycount", "what", models.CharField(max_length=200, blank=True)),
        migrations.AddField(
            "replycount", "what_in", models.JSONField(blank=True, default=dict, verbose_name="what was counted")
        ),
        migrations.AddField(
            "priority", "rank_group_in", models.JSONField(blank=True, default=dict, verbose_name="rank in words")
        ),
        migrations.RunPython(into_languages, into_english),
        migrations.RemoveField("replycount", "what"),
        migrations.RemoveField("priority", "rank_group"),
        migrations.RenameField("replycount", "what_in", "what"),
        migrations.RenameField("priority", "rank_group_in", "rank_group"),
    ]
