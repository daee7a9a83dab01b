"""Addresses of bodies, meetings and silence procedures."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
