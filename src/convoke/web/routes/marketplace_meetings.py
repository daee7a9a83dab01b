"""Addresses of the meetings of the marketplace."""

from django.urls import URLPattern, URLResolver, path

from ..pages.marketplace import availability, meeting_files, meetings

edition_patterns: list[URLPattern | URLResolver] = [
    path("marketplace/rooms/<int:number>/meeting/", meetings.propose, name="marketplace-room-meeting"),
    path("marketplace/meetings/", meetings.meetings, name="marketplace-meetings"),
    path("marketplace/meetings/meetings.ics", meeting_files.calendar, name="marketplace-meetings-calendar"),
    path("marketplace/meetings/cards.pdf", meeting_files.cards, name="marketplace-meetings-cards"),
    path("marketplace/meetings/<int:number>/", meetings.meeting, name="marketplace-meeting"),
    path(
        "marketplace/meetings/availability/<slug:party>/", availability.availability,
        name="marketplace-availability",
    ),
]
"""Below an edition."""
