"""Addresses of reaching who was asked, and what a questionnaire is, below an edition."""

from django.urls import URLPattern, path

from ...pages.consultation.chasing import about, comparing, files, lists, standing
from ...remember import remembered

ONE = "questionnaires/<slug:code>/"

edition_patterns: list[URLPattern] = [
    path("questionnaires/", remembered(lists.questionnaires), name="questionnaires"),
    path(ONE, remembered(about.questionnaire), name="questionnaire"),
    path(f"{ONE}answer/", about.answer, name="questionnaire-answer"),
    path(f"{ONE}compare/", remembered(comparing.compare), name="questionnaire-compare"),
    path(f"{ONE}standing/", standing.standing, name="questionnaire-standing"),
    path(
        f"{ONE}standing/<slug:name>.<slug:format>", files.standing_file, name="questionnaire-standing-file"
    ),
]
