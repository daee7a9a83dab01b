"""The Markdown of a piece as a tree of plain values, from which every format but HTML is written.

A block is a mapping with its kind under ``t``: ``p``, ``list``, ``quote``, ``table``, ``code``, ``rule``; so is an
inline part: ``text``, ``strong``, ``em``, ``code``, ``link``, ``break``, ``note``.
"""

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ..text.markdown import clean, without_label

Node = dict[str, Any]

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["reference", "image"])
REFERENCE = re.compile(r"\[\^([^\]\s^]+)\]")
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


def blocks(markdown: str) -> list[Node]:
    """The blocks of a piece; the label of a footnote is left out."""
    root = SyntaxTreeNode(_PARSER.parse(without_label(clean(markdown))))
    return [made for child in root.children for made in _block(child)]


def inlines(markdown: str) -> list[Node]:
    """The parts of a piece of one line, such as a heading."""
    return _parts(SyntaxTreeNode(_PARSER.parseInline(without_label(clean(markdown)).replace("\n", " "))))


def _block(node: SyntaxTreeNode) -> list[Node]:
    if node.type in ("paragraph", "heading"):
        return [{"t": "p", "c": _parts(node)}]
    if node.type in ("bullet_list", "ordered_list"):
        items = [[made for child in item.children for made in _block(child)] for item in node.children]
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 1
        return [{"t": "list", "ordered": node.type == "ordered_list", "start": start, "items": items}]
    if node.type == "blockquote":
        return [{"t": "quote", "c": [made for child in node.children for made in _block(child)]}]
    if node.type == "table":
        rows = [[_parts(cell) for cell in row.children] for part in node.children for row in part.children]
        return [{"t": "table", "rows": rows, "columns": max(map(len, rows))}]
    if node.type in ("fence", "code_block"):
        return [{"t": "code", "text": node.content.rstrip("\n")}]
    return [{"t": "rule"}] if node.type == "hr" else []


def _parts(node: SyntaxTreeNode) -> list[Node]:
    found: list[Node] = []
    for child in node.children:
        if child.type in ("inline", "root"):
            found += _parts(child)
        elif child.type == "text":
            found += _words(child.content)
        elif child.type in ("strong", "em"):
            found.append({"t": child.type, "c": _parts(child)})
        elif child.type == "code_inline":
            found.append({"t": "code", "text": child.content})
        elif child.type == "softbreak":
            found.append({"t": "text", "text": " "})
        elif child.type == "hardbreak":
            found.append({"t": "break"})
        elif child.type == "link":
            address = str(child.attrs.get("href", ""))
            parts = _parts(child)
            found += [{"t": "link", "href": address, "c": parts}] if _ADDRESS.fullmatch(address) else parts
    return found


def _words(text: str) -> list[Node]:
    found: list[Node] = []
    for place, part in enumerate(REFERENCE.split(text)):
        if place % 2:
            found.append({"t": "note", "label": part})
        elif part:
            found.append({"t": "text", "text": part})
    return found
