"""The formats of a report, each with the function that makes it."""

from collections.abc import Callable

from convoke.reporting.document import Report

from . import docx, html, pdf

RENDERERS: dict[str, Callable[[Report], bytes]] = {"pdf": pdf.render, "docx": docx.render, "html": html.render}
