from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "convoke.web"
    label = "web"
