"""Addresses of answering, delegating and clearing, below an edition."""

from django.urls import URLPattern, path

from ...pages.consultation.answering import handing, overview, receipts, saving, sections

OWN = "questionnaires/<slug:code>/answer/<slug:party>/"
edition_patterns: list[URLPattern] = [
    path(OWN, overview.overview, name="answer"),
    path(f"{OWN}save/", saving.save, name="answer-save"),
    path(f"{OWN}delegate/", handing.delegate, name="answer-delegate"),
    path(f"{OWN}clearance/", handing.clearance, name="answer-clearance"),
    path(f"{OWN}disclosure/", handing.disclosure, name="answer-disclosure"),
    path(f"{OWN}submission-<int:number>/", receipts.submission, name="answer-submission"),
    path(f"{OWN}receipt-<int:number>.pdf", receipts.receipt, name="answer-receipt"),
    path(f"{OWN}files/<uuid:pk>/", sections.file, name="answer-file"),
    path(f"{OWN}section/<slug:section>/", sections.section, name="answer-section"),
]
