"""Addresses of partnership teams."""

from django.urls import URLPattern, URLResolver, path

from ..pages.teams import calls, overview, space
from ..remember import remembered

edition_patterns: list[URLPattern | URLResolver] = [
    path("teams/", remembered(overview.teams), name="teams"),
    path("sessions/<str:code>/team/", space.team, name="team"),
    path("sessions/<str:code>/team/calls/<int:pk>/", calls.call, name="team-call"),
    path("sessions/<str:code>/team/calls/<int:pk>.ics", calls.file, name="team-call-file"),
    path("sessions/<str:code>/team/calls.ics", calls.calendar_file, name="team-calls-file"),
]
"""Below an edition."""
