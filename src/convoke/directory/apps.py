from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "convoke.directory"
    label = "directory"

    def ready(self) -> None:
        from convoke.core.loading import rows  # noqa: PLC0415
        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.core.work.registry import use_actors  # noqa: PLC0415

        from . import loading, queries, rules  # noqa: PLC0415

        register(*rules.POLICIES)
        rows.register(loading.LOADER)
        use_actors(queries.actor_of_account)
