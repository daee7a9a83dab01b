"""Addresses of answering, delegating and clearing, below an edition."""

from django.urls import URLPattern

edition_patterns: list[URLPattern] = []
