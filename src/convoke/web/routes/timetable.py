"""Addresses of panels and the timetable, below an edition."""

from django.urls import URLPattern, URLResolver, path

from ..pages.timetable import answering, interpreting, inviting, panel, plan, printing, public
from ..remember import remembered

edition_patterns: list[URLPattern | URLResolver] = [
    path("timetable/", remembered(public.timetable), name="timetable"),
    path("timetable/hall/", public.hall, name="timetable-hall"),
    path("timetable/plan/", plan.plan, name="timetable-plan"),
    path("timetable/interpretation/", interpreting.interpretation, name="timetable-interpretation"),
    path("timetable/timetable.ics", public.calendar, name="timetable-file"),
    path("timetable/timetable.pdf", printing.printed, name="timetable-print"),
    path("timetable/<str:code>.ics", public.calendar, name="timetable-session-file"),
    path("sessions/<str:code>/panel/", panel.panel, name="session-panel"),
    path("sessions/<str:code>/panel/<int:pk>/invite/", inviting.invite, name="panel-invite"),
    path("sessions/<str:code>/panel/<int:pk>/letter.pdf", inviting.letter, name="panel-letter"),
    path("panel-invitation/<str:token>/", answering.reply, name="panel-reply"),
    path("panel-invitation/<str:token>/session.ics", answering.calendar, name="panel-reply-calendar"),
]
