"""The report as a Word document, made by pandoc from the HTML with the styles of ``reference.docx``."""

import subprocess
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from convoke.core.typesetting import right_to_left
from convoke.reporting.document import Report
from convoke.reporting.wording import plain

from . import html

REFERENCE = Path(__file__).resolve().parent.parent / "docx" / "reference.docx"
TIMEOUT = 120
"""Seconds after which pandoc is given up."""


def render(report: Report) -> bytes:
    """The document: heading styles, a table of contents, the language and its direction."""
    import pypandoc  # noqa: PLC0415  (needed for this alone)

    command = [
        pypandoc.get_pandoc_path(),
        "--sandbox",
        "--from=html",
        "--to=docx",
        "--shift-heading-level-by=-1",
        "--toc",
        "--toc-depth=3",
        f"--reference-doc={REFERENCE}",
        *(f"--metadata={name}={value}" for name, value in _metadata(report).items()),
        "--output=-",
    ]
    source = html.page(report, paper=True).encode()
    done = subprocess.run(command, input=source, check=True, capture_output=True, timeout=TIMEOUT)  # noqa: S603
    return right_to_left.turned(done.stdout) if report.direction == "rtl" else done.stdout


def _metadata(report: Report) -> dict[str, str]:
    """What pandoc sets before the contents, in the words of the report's language."""
    page = report.title_page
    with translation.override(report.language):
        facts = [_("%(label)s: %(value)s") % {"label": fact.label, "value": plain(fact.value)} for fact in page.facts]
        status_title = _("On this text")
    return {
        "lang": "en-GB" if report.language == "en" else report.language,
        "title": page.title,
        "subtitle": plain(page.subtitle),
        "author": plain(page.forum),
        "date": plain(page.when_and_where),
        "abstract-title": status_title,
        "abstract": " ".join([*(f"{fact}." for fact in facts), *(plain(line) for line in page.status)]),
        "toc-title": report.contents_title,
    }
