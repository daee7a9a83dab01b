import django.utils.timezone
from django.db import migrations, models

PLAN = "step-by-step"
NAME = {
    "en": "From e-mail to letter", "fr": "Du courriel à la lettre", "es": "Del correo electrónico a la carta",
    "nl": "Van e-mail tot brief", "ar": "من البريد الإلكتروني إلى الرسالة",
}
STEPS = (("email", 0), ("reminder", 10), ("phone", 7), ("mission", 7), ("letter", 14))


def add_plan(apps, schema_editor):
    plan, _made = apps.get_model("outreach", "EscalationPlan").objects.get_or_create(code=PLAN, defaults={"name": NAME})
    for order, (means, days) in enumerate(STEPS, 1):
        apps.get_model("outreach", "EscalationStep").objects.get_or_create(
            plan=plan, order=order, defaults={"means": means, "after_days": days}
        )


class Migration(migrations.Migration):
    """The plan every escalation follows unless another is chosen; what newsletters each subscriber had."""

    dependencies = [("outreach", "0001_network")]

    operations = [
        migrations.AddField(
            "subscription", "trying",
            models.PositiveIntegerField(default=0, help_text="number of the issue last handed to the mail server"),
        ),
        migrations.AddField(
            "subscription", "had",
            models.PositiveIntegerField(default=0, help_text="number of the issue last sent"),
        ),
        migrations.AlterField(
            "contactlogentry", "result",
            models.CharField(
                choices=[
                    ("sent", "sent"), ("reached", "reached"), ("no-answer", "no answer"), ("left-word", "left word"),
                    ("answered", "answered what was asked"), ("bounced", "came back"),
                    ("wrong", "number or address is wrong"),
                ],
                max_length=10, verbose_name="result",
            ),
        ),
        migrations.AlterField(
            "notice", "drafted_at", models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField("outboxmessage", "at", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AlterModelOptions(
            "outboxmessage", {"ordering": ["-pk"], "verbose_name": "message in the outbox"},
        ),
        migrations.RunPython(add_plan, migrations.RunPython.noop),
    ]
