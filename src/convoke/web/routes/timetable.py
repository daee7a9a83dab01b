"""Addresses of panels and the timetable, below an edition."""

from django.urls import URLPattern, URLResolver, path

from ..pages.timetable import panel, plan, printing, public
from ..remember import remembered

edition_patterns: list[URLPattern | URLResolver] = [
    path("timetable/", remembered(public.timetable), name="timetable"),
    path("timetable/hall/", public.hall, name="timetable-hall"),
    path("timetable/plan/", plan.plan, name="timetable-plan"),
    path("timetable/timetable.ics", public.calendar, name="timetable-file"),
    path("timetable/timetable.pdf", printing.printed, name="timetable-print"),
    path("timetable/<str:code>.ics", public.calendar, name="timetable-session-file"),
    path("sessions/<str:code>/panel/", panel.panel, name="session-panel"),
]
