"""Addresses of modalities and hosting."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
edition_patterns: list[URLPattern | URLResolver] = []
