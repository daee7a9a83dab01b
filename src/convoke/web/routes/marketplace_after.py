"""Addresses of what comes after the meetings of a marketplace."""

from django.urls import URLPattern, URLResolver, path

from ..pages.marketplace import afterwards, outcome, progress

edition_patterns: list[URLPattern | URLResolver] = [
    path("marketplace/meetings/<int:number>/outcome/", outcome.outcome, name="meeting-outcome"),
    path("marketplace/requests/<str:code>/progress/", progress.progress, name="request-progress"),
    path("marketplace/afterwards/", afterwards.afterwards, name="marketplace-afterwards"),
    path("marketplace/afterwards/meetings.csv", afterwards.meetings_file, name="afterwards-meetings-file"),
    path("marketplace/afterwards/projects.csv", afterwards.projects_file, name="afterwards-projects-file"),
    path("marketplace/afterwards/activities.xml", afterwards.activities, name="afterwards-activities-file"),
]
"""Below an edition."""
