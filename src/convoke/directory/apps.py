from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "convoke.directory"
    label = "directory"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from convoke.core.loading import rows  # noqa: PLC0415
        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.core.work import periodic, registry  # noqa: PLC0415

        from . import loading, messages, queries, rules  # noqa: PLC0415
        from .exchange import jobs  # noqa: PLC0415
        from .operations import invitations  # noqa: PLC0415

        register(*rules.POLICIES)
        rows.register(loading.LOADER)
        registry.use_actors(queries.actor_of_account)
        registry.register(
            registry.JobKind(invitations.KIND, _("Sending an invitation"), messages.send_invitation)
        )
        registry.register(registry.JobKind(jobs.KIND, _("Importing people and mandates"), jobs.import_job))
        periodic.register(periodic.Round("invitations", 300, invitations.expire_invitations))
