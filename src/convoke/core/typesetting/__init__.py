"""Typesetting: a template and what it is told become a tagged PDF (PDF/UA-1), the same on every machine."""

import json
from pathlib import Path
from typing import Any

from .. import clock
from . import coverage

FONTS = Path(__file__).resolve().parent / "fonts"
"""The fonts that come with the project; no font of the machine is used."""


def typeset(template: Path, **told: Any) -> bytes:
    """The PDF of a typst template; ``told`` reaches it as JSON, one input for each name.

    Signs that no font has are replaced (:mod:`.coverage`): PDF/UA-1 takes none.
    """
    import typst  # noqa: PLC0415  (large, and needed for this alone)

    covered = coverage.of_fonts(FONTS)
    pdf: bytes = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={
            name: coverage.printable(json.dumps(value, ensure_ascii=False), covered) for name, value in told.items()
        },
        pdf_standards="ua-1",
        timestamp=clock.now().replace(microsecond=0),
    )
    return pdf
