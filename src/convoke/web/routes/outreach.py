"""Addresses of notices, contacts and the newsletter."""

from django.urls import URLPattern, URLResolver, path

from ..pages.outreach import hooks, links, newsletter, notices, office, outbox, parties

urlpatterns: list[URLPattern | URLResolver] = [
    path("outreach/", office.outreach, name="outreach"),
    path("outreach/notices/new/", notices.new, name="notice-new"),
    path("outreach/notices/<slug:code>/", notices.notice, name="notice"),
    path("outreach/notices/<slug:code>/edit/", notices.edit, name="notice-edit"),
    path("outreach/notices/<slug:code>/preview/", notices.preview, name="notice-preview"),
    path("outreach/notices/<slug:code>/send/", notices.send, name="notice-send"),
    path("outreach/notices/<slug:code>/cancel/", notices.cancel, name="notice-cancel"),
    path("outreach/notices/<slug:code>/deliveries.csv", notices.deliveries_file, name="notice-file"),
    path("outreach/deliveries/<int:pk>/", notices.decide, name="delivery-decide"),
    path("outreach/parties/<slug:code>/", parties.party, name="outreach-party"),
    path("outreach/parties/<slug:code>/log/", parties.log, name="contact-log"),
    path("outreach/parties/<slug:code>/escalations/", parties.open_one, name="escalation-open"),
    path("outreach/escalations/<int:pk>/", parties.step, name="escalation-step"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/", outbox.message, name="outbox-message"),
    path("n/<str:token>/", links.notice_link, name="notice-link"),
    path("newsletter/", newsletter.newsletter, name="newsletter"),
    path("newsletter/compose/", newsletter.compose, name="newsletter-compose"),
    path("newsletter/<int:number>/", newsletter.issue, name="newsletter-issue"),
    path("newsletter/confirm/<str:token>/", newsletter.confirm, name="newsletter-confirm"),
    path("newsletter/end/<str:token>/", newsletter.end, name="newsletter-end"),
]
machine_patterns: list[URLPattern | URLResolver] = [path("hooks/bounces/", hooks.bounces, name="bounce-hook")]
"""Addresses without a language, for machines."""
