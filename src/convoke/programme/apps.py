from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "convoke.programme"
    label = "programme"

    def ready(self) -> None:
        from convoke.core.loading import rows  # noqa: PLC0415
        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.library.rules import register_team  # noqa: PLC0415
        from convoke.search.registry import register as findable  # noqa: PLC0415

        from . import checks, loading, rules, searching  # noqa: PLC0415, F401
        from .teams import rights  # noqa: PLC0415

        register(*rules.POLICIES)
        rows.register(loading.LOADER)
        findable(searching.SESSIONS)
        register_team(rights.papers_of_teams)
