from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "convoke.search"
    label = "search"

    def ready(self) -> None:
        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.core.work import periodic  # noqa: PLC0415
        from convoke.core.work import registry as work  # noqa: PLC0415

        from . import indexing, registry, rounds, rules, searching  # noqa: PLC0415

        register(*rules.POLICIES)
        registry.register(searching.DOCUMENTS, searching.PARTIES)
        work.register(indexing.JOB)
        periodic.register(*rounds.ROUNDS)
