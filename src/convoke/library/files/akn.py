"""A paper as an Akoma Ntoso 3.0 document (OASIS LegalDocML)."""

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from .outline import Line, above, body, lines, notes
from .paper import Paper
from .tree import Node

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGES = {"en": "eng", "fr": "fra", "es": "spa", "nl": "nld", "ar": "ara", "ru": "rus", "zh": "zho", "pt": "por"}
"""The codes of ISO 639-2 that the standard asks for."""
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_INLINE = {"strong": "b", "em": "i"}


def document(paper: Paper) -> bytes:
    """The document as XML, valid against the schema of the standard."""
    found = lines(paper)
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    doc = _add(root, "doc", name="paper")
    _meta(doc, paper)
    words = above(paper)
    preface = _add(doc, "preface")
    if paper.symbol:
        _add(_add(preface, "p"), "docNumber", paper.symbol)
    _add(_add(preface, "p"), "docTitle", words["title"])
    _Body(_add(doc, "mainBody"), notes(found)).write(body(found))
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=False)
    return made


def _meta(doc: Any, paper: Paper) -> None:
    name = re.sub(r"[^a-z0-9]+", "-", (paper.symbol or "paper").lower()).strip("-") or "paper"
    day, language = paper.date.isoformat(), LANGUAGES.get(paper.language, "und")
    work = f"/akn/un/doc/{day[:4]}/{name}"
    expression = f"{work}/{language}@v{paper.number}"
    identification = _add(_add(doc, "meta"), "identification", source="#forum")
    for level, address in (("Work", work), ("Expression", expression), ("Manifestation", f"{expression}.akn")):
        part = _add(identification, f"FRBR{level}")
        this = f"{expression}/!main.akn" if level == "Manifestation" else f"{address}/!main"
        _add(part, "FRBRthis", value=this)
        _add(part, "FRBRuri", value=address)
        _add(part, "FRBRdate", date=day, name="publication")
        _add(part, "FRBRauthor", href="#forum")
        if level == "Work":
            _add(part, "FRBRcountry", value="un")
            if paper.symbol:
                _add(part, "FRBRnumber", value=paper.symbol)
        if level == "Expression":
            _add(part, "FRBRlanguage", language=language)
    references = _add(identification.getparent(), "references", source="#forum")
    _add(references, "TLCOrganization", eId="forum", href="/ontology/organization/forum",
         showAs=paper.forum or "; ".join(paper.authors) or "forum")


@dataclass
class _Body:
    """The text, section within section; a footnote stands where it is referred to first."""

    body: Any
    footnotes: dict[str, Line]
    placed: set[str] = field(default_factory=set)

    def write(self, found: list[Line]) -> None:
        """Writes every piece below the heading it belongs to."""
        above_: list[tuple[int, Any]] = [(0, self.body)]
        for line in found:
            if line.level:
                while above_[-1][0] >= line.level:
                    above_.pop()
                section = self._piece(above_[-1][1], "section", line)
                self._inline(_add(section, "heading"), line.parts)
                above_.append((line.level, section))
            else:
                content = _add(self._piece(above_[-1][1], "paragraph", line), "content")
                for block in line.blocks:
                    self._block(content, block)
        for section in self.body.iter(f"{{{NAMESPACE}}}section"):
            if etree.QName(section[-1]).localname in ("num", "heading"):
                _add(_add(section, "content"), "p")

    def _piece(self, parent: Any, tag: str, line: Line) -> Any:
        made = _add(parent, tag, eId=f"p-{line.piece.key}")
        if line.is_fallback:
            made.set(_XML_LANGUAGE, line.language)
        if line.number:
            _add(made, "num", f"{line.number}.")
        return made

    def _block(self, parent: Any, block: Node, **attributes: str) -> None:
        """One block; the standard knows no quotation around blocks, so that its paragraphs say it themselves."""
        kind = block["t"]
        if kind == "p":
            self._inline(_add(parent, "p", **attributes), block["c"])
        elif kind == "list":
            self._list(_add(parent, "ol" if block["ordered"] else "ul"), block["items"])
        elif kind == "quote":
            for inner in block["c"]:
                self._block(parent, inner, **{"class": "quote"})
        elif kind == "table":
            self._table(parent, block["rows"])
        elif kind == "code":
            _add(parent, "p", block["text"], **{"class": "code"})

    def _list(self, listed: Any, items: list[list[Node]]) -> None:
        for item in items:
            one = _add(listed, "li")
            for inner in item:
                self._block(one, inner)

    def _table(self, parent: Any, rows: list[list[list[Node]]]) -> None:
        if etree.QName(parent).localname == "li":  # where the standard allows no table: row by row
            for row in rows:
                self._inline(_add(parent, "p"), [part for cell in row for part in (*cell, {"t": "text", "text": " "})])
            return
        table = _add(parent, "table")
        for place, row in enumerate(rows):
            line = _add(table, "tr")
            for cell in row:
                self._inline(_add(_add(line, "td" if place else "th"), "p"), cell)

    def _inline(self, parent: Any, parts: list[Node]) -> None:
        for part in parts:
            kind = part["t"]
            if kind == "text":
                _say(parent, part["text"])
            elif kind in _INLINE:
                self._inline(_add(parent, _INLINE[kind]), part["c"])
            elif kind == "code":
                _add(parent, "span", part["text"], **{"class": "code"})
            elif kind == "link":
                self._inline(_add(parent, "a", href=part["href"]), part["c"])
            elif kind == "break":
                _add(parent, "br")
            else:
                self._note(parent, part["label"])

    def _note(self, parent: Any, label: str) -> None:
        line = self.footnotes.get(label)
        if line is None:
            _say(parent, f"[^{label}]")
            return
        name = f"p-{line.piece.key}"
        if label in self.placed:
            _add(parent, "noteRef", href=f"#{name}", marker=line.number)
            return
        self.placed.add(label)
        note = _add(parent, "authorialNote", eId=name, marker=line.number, placement="bottom")
        if line.is_fallback:
            note.set(_XML_LANGUAGE, line.language)
        for block in line.blocks:
            self._block(note, block)


def _add(parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    made.text = text
    return made


def _say(parent: Any, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
