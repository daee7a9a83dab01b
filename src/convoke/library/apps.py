from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "convoke.library"
    label = "library"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from convoke.core.loading import rows  # noqa: PLC0415
        from convoke.core.policy import register  # noqa: PLC0415
        from convoke.core.work import registry  # noqa: PLC0415

        from . import loading, rules  # noqa: PLC0415
        from .files import jobs, reading_jobs  # noqa: PLC0415
        from .operations import files  # noqa: PLC0415

        register(*rules.POLICIES)
        rows.register(loading.LOADER)
        registry.register(registry.JobKind(jobs.KIND, _("Making the files of a paper"), jobs.make_renditions))
        registry.register(registry.JobKind(files.READING, _("Reading a file handed in"), reading_jobs.read_file))
        registry.register(
            registry.JobKind(files.IMPORTING, _("Taking a document over"), reading_jobs.import_document)
        )
