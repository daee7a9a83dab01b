from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "convoke.programme"
    label = "programme"

    def ready(self) -> None:
        from convoke.core.loading import rows  # noqa: PLC0415
        from convoke.core.policy import register  # noqa: PLC0415

        from . import checks, loading, rules  # noqa: PLC0415, F401

        register(*rules.POLICIES)
        rows.register(loading.LOADER)
