"""Addresses of modalities and hosting."""

from django.urls import URLPattern, URLResolver, path

from ..pages import continuing, hosting, modalities

urlpatterns: list[URLPattern | URLResolver] = [
    path("hosting/", hosting.hosting, name="hosting"),
    path("hosting/<int:pk>/accept/", hosting.accept, name="hosting-accept"),
    path("hosting/<int:pk>/withdraw/", hosting.withdraw, name="hosting-withdraw"),
]
edition_patterns: list[URLPattern | URLResolver] = [
    path("modalities/", modalities.modalities, name="modalities"),
    path("continue/", continuing.continuing, name="edition-continue"),
    path("modalities.csv", modalities.as_file, name="modalities-file"),
]
