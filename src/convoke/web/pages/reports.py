"""The outcome report: what is published, and composing it anew."""

import base64
import hashlib
import re

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from convoke.core.policy import allows, readable, require
from convoke.core.work.operations import request_job
from convoke.reporting.models import FORMATS, PublishedReport
from convoke.reporting.publishing import KIND, published_file

from ..errors import Missing
from .frame import actor_of, edition_or_missing, show


def report(request: HttpRequest, edition: str) -> HttpResponse:
    """The published reports of an edition; those who may, compose them anew."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    if request.method == "POST":
        require(actor, "report", PublishedReport)
        language, format_ = request.POST.get("language", ""), request.POST.get("format", "")
        if language in dict(settings.LANGUAGES) and format_ in FORMATS:
            job = request_job(
                actor=actor, kind=KIND, edition=found.code, language=language, format=format_
            )
            return redirect("job", pk=job.pk)
    published = readable(actor, PublishedReport).filter(edition=found)
    by_language = [
        (code, name, [one for one in published if one.language == code]) for code, name in settings.LANGUAGES
    ]
    return show(
        request,
        "web/public/report.html",
        edition=found,
        section="report",
        by_language=by_language,
        any_published=bool(published),
        may_report=allows(actor, "report", PublishedReport),
        formats=FORMATS.items(),
        wrong=request.method == "POST",
    )


def download(request: HttpRequest, edition: str, name: str) -> FileResponse:
    """A published report as a file (``outcome-report.fr.pdf``)."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    language, _dot, format_ = name.removeprefix("outcome-report.").partition(".")
    if format_ not in FORMATS:
        raise Missing(_("report"), name, [])
    published = readable(actor, PublishedReport).filter(edition=found)
    one = get_object_or_404(published, language=language, format=format_)
    response = FileResponse(
        published_file(one).open("rb"),
        as_attachment=format_ != "html",
        filename=f"{found.code}-{name}",
        content_type=FORMATS[format_].content_type,
    )
    if format_ == "html":
        response["Content-Security-Policy"] = _policy_for(published_file(one).read_bytes())
    return response


def _policy_for(page: bytes) -> str:
    """What a page that carries its own style sheet may load: that sheet, by its hash, and nothing else."""
    sheets = re.findall(rb"<style>(.*?)</style>", page, re.DOTALL)
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(sheet).digest()).decode()}'" for sheet in sheets]
    styles = " ".join(hashes) or "'none'"
    return f"default-src 'none'; style-src {styles}; frame-ancestors 'none'; base-uri 'none'"
