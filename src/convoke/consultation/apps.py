from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "convoke.consultation"
    label = "consultation"

    def ready(self) -> None:
        from convoke.core.loading import rows  # noqa: PLC0415
        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.editions.continuing import register as carry_on  # noqa: PLC0415

        from . import continuing, loading, rules  # noqa: PLC0415
        from .operations import chasing  # noqa: PLC0415, F401 (what reminders on a questionnaire say)

        register(*rules.POLICIES)
        rows.register(loading.LOADER)
        carry_on(continuing.QUESTIONNAIRES)
