from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MarketplaceConfig(AppConfig):
    name = "convoke.marketplace"
    label = "marketplace"

    def ready(self) -> None:
        from convoke.core.loading import rows  # noqa: PLC0415
        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.core.work import periodic, registry  # noqa: PLC0415
        from convoke.search.registry import register as findable  # noqa: PLC0415

        from . import checks, loading, rules, searching  # noqa: PLC0415, F401
        from .fair import schedules as reading  # noqa: PLC0415
        from .operations import (  # noqa: PLC0415
            reminding,
            schedule_telling,
            schedules,
            telling,
            telling_meetings,
        )

        register(*rules.POLICIES)
        rows.register(loading.LOADER)
        findable(searching.REQUESTS, searching.PROVIDERS)
        periodic.register(
            periodic.Round("marketplace-tell", 60.0, telling.tell),
            periodic.Round("marketplace-tell-meetings", 60.0, telling_meetings.tell_of_meetings),
            periodic.Round("marketplace-schedule-tell", 60.0, schedule_telling.tell_of_schedules),
            periodic.Round("marketplace-remind", 3600.0, reminding.remind),
        )
        registry.register(registry.JobKind(
            reading.KIND, _("Scheduling the meetings"), schedules.schedule_job, can_stop=True))
