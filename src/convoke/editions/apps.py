from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "convoke.editions"
    label = "editions"

    def ready(self) -> None:
        from convoke.core.loading import rows  # noqa: PLC0415
        from convoke.core.policy import register  # noqa: PLC0415

        from . import continuing, loading, rules  # noqa: PLC0415
        from .checks import forum, needed  # noqa: PLC0415, F401

        register(*rules.POLICIES)
        rows.register(loading.LOADER)
        continuing.register(continuing.CALENDAR)
