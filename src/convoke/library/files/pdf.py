"""A paper as a tagged PDF (PDF/UA-1)."""

from pathlib import Path

from convoke.core.typesetting import typeset

from .outline import Line, above, body, lines, notes
from .paper import Paper

TEMPLATE = Path(__file__).resolve().parent / "typst" / "paper.typ"


def document(paper: Paper) -> bytes:
    """The PDF, the same on every machine."""
    found = lines(paper)
    told = {
        **above(paper), "language": paper.language, "direction": paper.direction,
        "lines": [_line(line) for line in body(found)],
        "footnotes": {label: _line(line) for label, line in notes(found).items()},
    }
    return typeset(TEMPLATE, paper=told)


def _line(line: Line) -> dict[str, object]:
    is_heading = line.level > 0
    return {
        "kind": line.piece.kind, "number": line.number, "level": line.level, "language": line.language,
        "direction": line.direction, "is_fallback": line.is_fallback, "word": line.word,
        "parts": line.parts if is_heading else [], "blocks": [] if is_heading else line.blocks,
    }
