from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "convoke.handover"
    label = "handover"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from convoke.core.work.registry import JobKind, register  # noqa: PLC0415

        from . import operations  # noqa: PLC0415

        register(JobKind("load", _("Loading a data folder"), operations.load_job))
