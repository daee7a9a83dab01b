"""The report as HTML: a fragment for a page of the forum, and a page that stands alone."""

from pathlib import Path

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from convoke.reporting.document import Report

STYLES = Path(__file__).resolve().parent.parent / "static" / "reporting" / "report.css"


def fragment(report: Report) -> SafeString:
    """The report to be set into a page, which has its ``h1`` and links ``reporting/report.css``."""
    return mark_safe(get_template("reporting/report.html").render({"report": report}))  # noqa: S308


def page(report: Report, *, paper: bool = False) -> str:
    """A whole page that needs no other file.

    With ``paper`` it is made for a word processor: no contents, no styles, and names of
    paragraph styles instead.
    """
    styles = mark_safe(STYLES.read_text(encoding="utf-8"))  # noqa: S308  (our own sheet)
    context = {"report": report, "paper": paper, "styles": styles}
    return str(get_template("reporting/page.html").render(context))


def render(report: Report) -> bytes:
    """The page as a file."""
    return page(report).encode()
