from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "convoke.outcomes"
    label = "outcomes"

    def ready(self) -> None:
        from convoke.core.loading import rows  # noqa: PLC0415
        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.editions.continuing import register as carry_on  # noqa: PLC0415
        from convoke.search.registry import register as findable  # noqa: PLC0415

        from . import checks, continuing, loading, rules, searching  # noqa: PLC0415, F401
        from .thread import kinds, links  # noqa: PLC0415

        register(*rules.POLICIES)
        carry_on(continuing.ACTIONS)
        rows.register(loading.LOADER)
        kinds.register(*links.NODES, *links.LINKS)
        findable(searching.FINDINGS, searching.ACTIONS)
