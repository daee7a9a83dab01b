from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "convoke.web"
    label = "web"

    def ready(self) -> None:
        from convoke.core.work import registry as work  # noqa: PLC0415
        from convoke.outreach.newsletter import use_renderer  # noqa: PLC0415

        from . import cards, digest  # noqa: PLC0415

        use_renderer(digest.lines)
        work.register(work.JobKind(cards.KIND, _("Making the cards of meetings"), cards.cards_job))
