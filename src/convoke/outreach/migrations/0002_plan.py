"""The plan every escalation follows unless another is chosen."""

from django.db import migrations

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
    replaces = [
        ("outreach", "0001_network"),
        ("outreach", "0002_reaching"),
    ]
    dependencies = [("outreach", "0001_tables")]
    operations = [migrations.RunPython(add_plan, migrations.RunPython.noop)]
