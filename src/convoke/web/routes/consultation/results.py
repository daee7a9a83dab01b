"""Addresses of what came of questionnaires, and choosing themes, below an edition."""

from django.urls import URLPattern, path

from ...pages.consultation.results import answers, choosing, overview, priorities, question
from ...remember import remembered

ALL = "questionnaires/<slug:code>/results/"

edition_patterns: list[URLPattern] = [
    path(ALL, remembered(overview.results), name="results"),
    path(f"{ALL}answers/", remembered(answers.answers), name="results-answers"),
    path(
        f"{ALL}priorities/<slug:question>/", remembered(priorities.priorities), name="results-priorities"
    ),
    path(
        f"{ALL}priorities/<slug:question>.<slug:format>", remembered(priorities.file), name="results-priorities-file"
    ),
    path(f"{ALL}choose/<slug:question>/", choosing.choose, name="results-choose"),
    path(f"{ALL}<slug:question>.<slug:format>", remembered(question.file), name="results-file"),
    path(f"{ALL}<slug:question>/", remembered(question.question), name="results-question"),
]
