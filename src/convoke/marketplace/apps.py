from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    name = "convoke.marketplace"
    label = "marketplace"
