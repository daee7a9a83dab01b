from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "convoke.outreach"
    label = "outreach"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.core.work import periodic, registry  # noqa: PLC0415
        from convoke.editions.continuing import register as carry_on  # noqa: PLC0415

        from . import checks, continuing, rules  # noqa: PLC0415, F401
        from .operations import notices, rounds, sending  # noqa: PLC0415

        register(*rules.POLICIES)
        registry.register(registry.JobKind(notices.JOB, _("Sending a notice"), sending.send_job))
        periodic.register(
            periodic.Round("outreach-send", 10.0, rounds.send),
            periodic.Round("outreach-bounces", 60.0, rounds.read_bounces),
            periodic.Round("outreach-newsletter", 900.0, rounds.compose_newsletter),
        )
        carry_on(continuing.NOTICES)
