from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "convoke.programme"
    label = "programme"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from convoke.core.loading import rows  # noqa: PLC0415
        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.core.work import registry  # noqa: PLC0415
        from convoke.library.rules import register_team  # noqa: PLC0415
        from convoke.search.registry import register as findable  # noqa: PLC0415

        from . import checks, loading, rules, searching  # noqa: PLC0415, F401
        from .operations import timetable_notices  # noqa: PLC0415, F401 (what notices on a timetable are about)
        from .operations.panels import INVITING  # noqa: PLC0415
        from .teams import rights  # noqa: PLC0415
        from .timetable import letters  # noqa: PLC0415

        register(*rules.POLICIES)
        rows.register(loading.LOADER)
        findable(searching.SESSIONS)
        register_team(rights.papers_of_teams)
        registry.register(registry.JobKind(INVITING, _("Sending an invitation to a panel"), letters.send))
