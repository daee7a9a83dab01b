"""Addresses of writing and correcting questionnaires, below an edition."""

from django.urls import URLPattern

edition_patterns: list[URLPattern] = []
