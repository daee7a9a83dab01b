"""Addresses of questionnaires, below an edition."""

from django.urls import URLPattern

from . import answering, authoring, chasing, intake, results

edition_patterns: list[URLPattern] = [
    *authoring.edition_patterns,
    *answering.edition_patterns,
    *intake.edition_patterns,
    *results.edition_patterns,
    *chasing.edition_patterns,
]
