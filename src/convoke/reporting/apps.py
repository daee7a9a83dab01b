from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "convoke.reporting"
    label = "reporting"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from convoke.core import policy  # noqa: PLC0415
        from convoke.core.work import registry  # noqa: PLC0415

        from . import checks, publishing, rules  # noqa: PLC0415, F401

        policy.register(*rules.POLICIES)
        registry.register(registry.JobKind(publishing.KIND, _("Composing the outcome report"), publishing.report_job))
