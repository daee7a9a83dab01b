"""The report as a tagged PDF (PDF/UA-1), typeset with the fonts that come with the project."""

import json
import re
from pathlib import Path
from typing import Any

from convoke.core import clock
from convoke.reporting.document import Report

from . import coverage
from .plain import anchors, to_json

HERE = Path(__file__).resolve().parent.parent
FONTS = HERE / "fonts"
TEMPLATE = HERE / "typst" / "outcome.typ"
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s|$)")
"""An apostrophe as it is typed; print has a better one."""


def render(report: Report) -> bytes:
    """The PDF of a report; no font of the machine is used, so that it is the same everywhere."""
    import typst  # noqa: PLC0415  (large, and needed for this alone)

    data = to_json(report)
    _settle(data, anchors(report), coverage.of_fonts(FONTS))
    pdf: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=clock.now().replace(microsecond=0),
    )
    return pdf


def _settle(value: Any, known: frozenset[str], covered: frozenset[int]) -> None:
    """Removes links that lead nowhere and signs no font has (PDF/UA-1 refuses both); sets apostrophes."""
    if isinstance(value, list):
        for one in value:
            _settle(one, known, covered)
    elif isinstance(value, dict):
        if "target" in value and value["target"] not in known:
            value["target"] = ""
        for key, one in value.items():
            if isinstance(one, str):
                value[key] = coverage.printable(_APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", one), covered)
            else:
                _settle(one, known, covered)
