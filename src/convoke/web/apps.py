from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "convoke.web"
    label = "web"

    def ready(self) -> None:
        from convoke.outreach.newsletter import use_renderer  # noqa: PLC0415

        from . import digest  # noqa: PLC0415

        use_renderer(digest.lines)
