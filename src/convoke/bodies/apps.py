from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "convoke.bodies"
    label = "bodies"

    def ready(self) -> None:
        from convoke.core.policy import register  # noqa: PLC0415

        from . import checks, rules  # noqa: PLC0415, F401

        register(*rules.POLICIES)
