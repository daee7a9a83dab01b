"""Addresses of answers handed in as files and on paper, below an edition."""

from django.urls import URLPattern

edition_patterns: list[URLPattern] = []
