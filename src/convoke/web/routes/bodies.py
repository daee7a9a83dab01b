"""Addresses of bodies, meetings, silence procedures and calendars."""

from django.urls import URLPattern, URLResolver, path

from ..pages.bodies import calendars, groups, meetings, silence

urlpatterns: list[URLPattern | URLResolver] = [
    path("bodies/", groups.bodies, name="bodies"),
    path("bodies/new/", groups.new, name="body-new"),
    path("bodies/<slug:code>/", groups.body, name="body"),
    path("bodies/<slug:code>/meetings/new/", meetings.plan, name="meeting-new"),
    path("bodies/<slug:code>/meetings/<slug:meeting>/", meetings.meeting, name="meeting"),
    path("bodies/<slug:code>/meetings/<slug:meeting>/change/", meetings.change, name="meeting-change"),
    path("bodies/<slug:code>/meetings/<slug:meeting>/meeting.ics", calendars.meeting, name="meeting-file"),
    path(
        "bodies/<slug:code>/meetings/<slug:meeting>/documents/<uuid:pk>/", meetings.document, name="meeting-document"
    ),
    path("silence/", silence.procedures, name="silence-list"),
    path("silence/new/", silence.draft, name="silence-new"),
    path("silence/<slug:code>/", silence.procedure, name="silence"),
    path("silence/<slug:code>/change/", silence.draft, name="silence-change"),
    path("silence/<slug:code>/record.pdf", silence.record, name="silence-record"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("<slug:edition>/calendar.ics", calendars.edition, name="calendar-file"),
]
"""Below a language."""
feed_patterns: list[URLPattern | URLResolver] = [
    path("calendar/<str:token>.ics", calendars.feed, name="calendar-feed"),
]
"""Without a language: the address is in the calendar programmes of their holders."""
