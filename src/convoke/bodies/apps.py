from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "convoke.bodies"
    label = "bodies"

    def ready(self) -> None:
        from convoke.core.loading import rows  # noqa: PLC0415
        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.core.work import periodic  # noqa: PLC0415
        from convoke.editions.continuing import register as carry_on  # noqa: PLC0415

        from . import checks, continuing, loading, rounds, rules  # noqa: PLC0415, F401

        register(*rules.POLICIES)
        rows.register(loading.LOADER)
        periodic.register(*rounds.ROUNDS)
        carry_on(continuing.WORKING_GROUPS)
