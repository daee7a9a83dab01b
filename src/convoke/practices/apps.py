from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "convoke.practices"
    label = "practices"

    def ready(self) -> None:
        from convoke.core.loading import rows  # noqa: PLC0415
        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.outcomes.thread import kinds  # noqa: PLC0415
        from convoke.search.registry import register as findable  # noqa: PLC0415

        from . import loading, rules, searching, thread  # noqa: PLC0415

        register(*rules.POLICIES)
        rows.register(loading.LOADER)
        kinds.register(*thread.KINDS)
        findable(searching.PRACTICES)
