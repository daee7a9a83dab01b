"""A paper as a Word document, written by pandoc: heading styles, footnotes, tables; Arabic from right to left."""

import io
import json
from typing import Any

from convoke.core.typesetting import right_to_left

from ..text.pieces import TEXT
from . import pandoc
from .outline import Line, above, body, lines, notes
from .paper import Paper
from .tree import Node

_PLAIN: list[Any] = ["", [], []]
_DEFAULT = {"t": "AlignDefault"}


def document(paper: Paper) -> bytes:
    """The document, with symbol and language above and the number of the page below each page."""
    found, words = lines(paper), above(paper)
    writer = _Writer(notes(found))
    blocks = [_styled("Title", words["title"])]
    facts = " · ".join(fact for fact in (paper.symbol, words["version"], words["authors"], words["date"]) if fact)
    blocks.append(_styled("Subtitle", facts))
    for line in body(found):
        blocks += writer.line(line)
    ast = {
        "pandoc-api-version": [1, 23], "blocks": blocks,
        "meta": {"lang": {"t": "MetaString", "c": "en-GB" if paper.language == "en" else paper.language}},
    }
    made = _framed(pandoc.convert(json.dumps(ast).encode(), "--from=json", "--to=docx"), paper, words)
    return right_to_left.turned(made) if paper.direction == "rtl" else made


class _Writer:
    """Writes lines as pandoc's blocks; a footnote stands where it is referred to first, then its number alone."""

    def __init__(self, footnotes: dict[str, Line]) -> None:
        self.footnotes = footnotes
        self.placed: set[str] = set()

    def line(self, line: Line) -> list[Node]:
        """The blocks of a piece; what is not translated in a division of its own language."""
        if line.level:
            number = [_text(f"{line.number}. ")] if line.number else []
            made: list[Node] = [
                {"t": "Header", "c": [line.level, [f"p-{line.piece.key}", [], []], number + self.inline(line.parts)]}
            ]
        else:
            made = [self.block(block) for block in line.blocks]
            if line.number and line.piece.kind == TEXT and made and made[0]["t"] == "Para":
                made[0]["c"].insert(0, _text(f"{line.number}.\t"))
        if not line.is_fallback:
            return made
        word = {"t": "Para", "c": [{"t": "Emph", "c": [_text(line.word)]}]}
        return [word, {"t": "Div", "c": [["", [], [["lang", line.language], ["dir", line.direction]]], made]}]

    def block(self, block: Node) -> Node:
        """One block."""
        kind = block["t"]
        if kind == "list":
            items = [[self.block(inner) for inner in item] for item in block["items"]]
            if block["ordered"]:
                return {"t": "OrderedList", "c": [[block["start"], {"t": "Decimal"}, {"t": "Period"}], items]}
            return {"t": "BulletList", "c": items}
        if kind == "quote":
            return {"t": "BlockQuote", "c": [self.block(inner) for inner in block["c"]]}
        if kind == "code":
            return {"t": "CodeBlock", "c": [_PLAIN, block["text"]]}
        if kind == "table":
            return self.table(block)
        return {"t": "HorizontalRule"} if kind == "rule" else {"t": "Para", "c": self.inline(block["c"])}

    def table(self, block: Node) -> Node:
        """A table whose first row is its head."""
        rows = [
            [_PLAIN, [
                [_PLAIN, _DEFAULT, 1, 1, [{"t": "Plain", "c": self.inline(cell)}]]
                for cell in [*row, *[[] for _missing in range(block["columns"] - len(row))]]
            ]]
            for row in block["rows"]
        ]
        widths = [[_DEFAULT, {"t": "ColWidth", "c": 1 / block["columns"]}]] * block["columns"]
        return {"t": "Table", "c": [
            _PLAIN, [None, []], widths, [_PLAIN, rows[:1]], [[_PLAIN, 0, [], rows[1:]]], [_PLAIN, []],
        ]}

    def inline(self, parts: list[Node]) -> list[Node]:
        """Parts of a line."""
        return [self.part(part) for part in parts]

    def part(self, part: Node) -> Node:
        """One part."""
        kind = part["t"]
        if kind == "text":
            return _text(part["text"])
        if kind in ("strong", "em"):
            return {"t": "Strong" if kind == "strong" else "Emph", "c": self.inline(part["c"])}
        if kind == "code":
            return {"t": "Code", "c": [_PLAIN, part["text"]]}
        if kind == "link":
            return {"t": "Link", "c": [_PLAIN, self.inline(part["c"]), [part["href"], ""]]}
        return {"t": "LineBreak"} if kind == "break" else self.note(part["label"])

    def note(self, label: str) -> Node:
        """A footnote, or its number where it stands already."""
        line = self.footnotes.get(label)
        if line is None:
            return _text(f"[^{label}]")
        if label in self.placed:
            return {"t": "Superscript", "c": [_text(line.number)]}
        self.placed.add(label)
        return {"t": "Note", "c": [self.block(block) for block in line.blocks]}


def _text(words: str) -> Node:
    return {"t": "Str", "c": words}


def _styled(style: str, words: str) -> Node:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [{"t": "Para", "c": [_text(words)]}]]}


def _framed(content: bytes, paper: Paper, words: dict[str, str]) -> bytes:
    """The document with its head and foot, its title and its authors."""
    from docx import Document  # noqa: PLC0415  (needed for this alone)
    from docx.oxml import OxmlElement  # noqa: PLC0415  (needed for this alone)
    from docx.oxml.ns import qn  # noqa: PLC0415  (needed for this alone)

    document = Document(io.BytesIO(content))
    section = document.sections[0]
    section.header.paragraphs[0].text = " · ".join(filter(None, (paper.symbol, words["language_name"])))
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    section.footer.paragraphs[0]._p.append(field)
    properties = document.core_properties
    properties.title, properties.author = words["title"][:255], words["authors"][:255]
    properties.language = paper.language
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
