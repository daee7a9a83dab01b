from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    name = "convoke.marketplace"
    label = "marketplace"

    def ready(self) -> None:
        from convoke.core.loading import rows  # noqa: PLC0415
        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.core.work import periodic  # noqa: PLC0415
        from convoke.search.registry import register as findable  # noqa: PLC0415

        from . import loading, rules, searching  # noqa: PLC0415
        from .operations import reminding, telling, telling_meetings  # noqa: PLC0415

        register(*rules.POLICIES)
        rows.register(loading.LOADER)
        findable(searching.REQUESTS, searching.PROVIDERS)
        periodic.register(
            periodic.Round("marketplace-tell", 60.0, telling.tell),
            periodic.Round("marketplace-tell-meetings", 60.0, telling_meetings.tell_of_meetings),
            periodic.Round("marketplace-remind", 3600.0, reminding.remind),
        )
