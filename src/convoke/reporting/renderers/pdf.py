"""The report as a tagged PDF (PDF/UA-1), typeset with the fonts that come with the project."""

import re
from pathlib import Path
from typing import Any

from convoke.core.typesetting import typeset
from convoke.reporting.document import Report

from .plain import anchors, to_json

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "outcome.typ"
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s|$)")
"""An apostrophe as it is typed; print has a better one."""


def render(report: Report) -> bytes:
    """The PDF of a report; no font of the machine is used, so that it is the same everywhere."""
    data = to_json(report)
    _settle(data, anchors(report))
    return typeset(TEMPLATE, report=data)


def _settle(value: Any, known: frozenset[str]) -> None:
    """Removes links that lead nowhere (PDF/UA-1 refuses them); sets apostrophes."""
    if isinstance(value, list):
        for one in value:
            _settle(one, known)
    elif isinstance(value, dict):
        if "target" in value and value["target"] not in known:
            value["target"] = ""
        for key, one in value.items():
            if isinstance(one, str):
                value[key] = _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", one)
            else:
                _settle(one, known)
