from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "convoke.bodies"
    label = "bodies"

    def ready(self) -> None:
        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.editions.continuing import register as carry_on  # noqa: PLC0415

        from . import checks, continuing, rules  # noqa: PLC0415, F401

        register(*rules.POLICIES)
        carry_on(continuing.WORKING_GROUPS)
