"""Addresses of what came of questionnaires, and choosing themes, below an edition."""

from django.urls import URLPattern

edition_patterns: list[URLPattern] = []
