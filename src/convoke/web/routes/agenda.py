"""Addresses of the agenda of an edition."""

from django.urls import path

from ..pages.agenda import circulating, composing, reading, suggesting, taking_up
from ..remember import remembered

edition_patterns = [
    path("agenda/", remembered(reading.page), name="agenda"),
    path("agenda/compare/", remembered(reading.compared), name="agenda-compare"),
    path("agenda/compose/", composing.compose, name="agenda-compose"),
    path("agenda/compose/deed/", composing.deed, name="agenda-deed"),
    path("agenda/compose/issues/new/", composing.issue, name="agenda-issue-new"),
    path("agenda/compose/issues/<str:code>/", composing.issue, name="agenda-issue"),
    path("agenda/compose/roundtables/new/", composing.roundtable, name="agenda-roundtable-new"),
    path("agenda/compose/roundtables/<str:code>/", composing.roundtable, name="agenda-roundtable"),
    path("agenda/compose/sessions/new/", composing.session, name="agenda-session-new"),
    path("agenda/compose/sessions/<str:code>/", composing.session, name="agenda-session"),
    path("agenda/compose/take-up/", taking_up.page, name="agenda-take-up"),
    path("agenda/compose/sessions/<str:code>/note/", composing.concept_note, name="agenda-concept-note"),
    path("agenda/circulate/", circulating.page, name="agenda-circulate"),
    path("agenda/suggestions/", suggesting.suggestions, name="agenda-suggestions"),
    path("agenda/suggestions/new/", suggesting.new, name="agenda-suggestion-new"),
    path("agenda/suggestions/<int:number>/", suggesting.suggestion, name="agenda-suggestion"),
    path("agenda/adopt/", composing.adopt, name="agenda-adopt"),
]
