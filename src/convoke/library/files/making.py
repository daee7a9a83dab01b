"""A paper as HTML, PDF, Word document and Akoma Ntoso, all from one source."""

from collections.abc import Callable

from . import akn as _akn
from . import docx as _docx
from . import html as _html
from . import pdf as _pdf
from .paper import Paper


def html(paper: Paper) -> bytes:
    """A page of its own, which asks for nothing else."""
    return _html.document(paper)


def pdf(paper: Paper) -> bytes:
    """A tagged PDF (PDF/UA-1)."""
    return _pdf.document(paper)


def docx(paper: Paper) -> bytes:
    """A Word document."""
    return _docx.document(paper)


def akn(paper: Paper) -> bytes:
    """An Akoma Ntoso 3.0 document."""
    return _akn.document(paper)


MAKERS: dict[str, Callable[[Paper], bytes]] = {"html": html, "pdf": pdf, "docx": docx, "akn": akn}
"""The files of a paper that are kept; its page draws the text by ``html.fragment``, as the HTML file does."""
TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "akn": "application/akn+xml",
}
