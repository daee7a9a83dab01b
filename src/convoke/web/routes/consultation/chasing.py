"""Addresses of reaching who was asked, and what a questionnaire is, below an edition."""

from django.urls import URLPattern

edition_patterns: list[URLPattern] = []
