"""Addresses of the directory: designations, invitations, channels."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
