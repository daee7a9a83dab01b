"""Addresses of the marketplace."""

from django.urls import URLPattern, URLResolver

edition_patterns: list[URLPattern | URLResolver] = [
]
"""Below an edition."""
