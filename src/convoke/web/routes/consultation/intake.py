"""Addresses of answers handed in as files and on paper, below an edition."""

from django.urls import URLPattern, path

from ...pages.consultation.intake import files, handing, taking

ONE = "questionnaires/<slug:code>/"
OWN = f"{ONE}answer/<slug:party>/"
edition_patterns: list[URLPattern] = [
    path(f"{OWN}form.<slug:ending>", files.answer_form, name="answer-form-file"),
    path(f"{OWN}upload/", handing.upload, name="answer-upload"),
    path(f"{ONE}form.<slug:ending>", files.blank_form, name="questionnaire-form-file"),
    path(f"{ONE}received/", handing.received, name="received"),
    path(f"{ONE}handed-in/<int:pk>/", taking.one, name="intake"),
    path(f"{ONE}handed-in/<int:pk>/files/<uuid:file>/", files.handed_file, name="intake-file"),
]
