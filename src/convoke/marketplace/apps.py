from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    name = "convoke.marketplace"
    label = "marketplace"

    def ready(self) -> None:
        from convoke.core.policy import register  # noqa: PLC0415

        from . import rules  # noqa: PLC0415

        register(*rules.POLICIES)
