"""A piece of a text: what a paragraph is, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

HEADING, TEXT, LIST, QUOTE, TABLE, FOOTNOTE = "heading", "text", "list", "quote", "table", "footnote"
"""The kinds of pieces, as ``Paragraph.Kind`` has them."""
KINDS = (HEADING, TEXT, LIST, QUOTE, TABLE, FOOTNOTE)
DEEPEST = 4
"""The deepest level of a heading."""


@dataclass(frozen=True)
class Piece:
    """One paragraph, heading, list, quotation, table or footnote, in all its languages.

    ``texts`` is Markdown by language: a heading without its marks (``level`` says 1 to 4), a footnote with
    them (``[^1]: …``). ``made_from`` is, by language, the checksum of the text a translation was made from.
    """

    key: str
    kind: str
    level: int
    is_numbered: bool
    texts: Mapping[str, str]
    made_from: Mapping[str, str] = field(default_factory=dict)
