"""Addresses of writing and correcting questionnaires, below an edition."""

from django.urls import URLPattern, path

from ...pages.consultation.authoring import files, opening, preview, questions, terms, translate, write

_ONE = "questionnaires/<slug:code>/"
_WRITE = f"{_ONE}write/"

edition_patterns: list[URLPattern] = [
    path("questionnaires/new/", terms.new, name="questionnaire-new"),
    path("questionnaires/import/", files.import_, name="questionnaire-import"),
    path(_WRITE, write.write, name="questionnaire-write"),
    path(f"{_WRITE}terms/", terms.change, name="questionnaire-terms"),
    path(f"{_WRITE}sections/new/", questions.section, name="questionnaire-section-new"),
    path(f"{_WRITE}sections/<slug:section>/", questions.section, name="questionnaire-section"),
    path(f"{_WRITE}questions/new/", questions.new_question, name="questionnaire-question-new"),
    path(f"{_WRITE}questions/<slug:question>/", questions.question, name="questionnaire-question"),
    path(f"{_WRITE}languages/", translate.languages, name="questionnaire-languages"),
    path(f"{_WRITE}languages/<slug:language>/", translate.translate, name="questionnaire-translate"),
    path(f"{_WRITE}open/", opening.open_, name="questionnaire-open"),
    path(f"{_WRITE}correct/", opening.correct, name="questionnaire-correct"),
    path(f"{_WRITE}manage/", opening.manage, name="questionnaire-manage"),
    path(f"{_ONE}versions/", opening.versions, name="questionnaire-versions"),
    path(f"{_ONE}preview/", preview.preview, name="questionnaire-preview"),
    path(f"{_ONE}xlsform.xlsx", files.export, name="questionnaire-export"),
]
