"""What a report is made of: plain values that every renderer reads and none of them changes.

Nothing here knows the database, a format or a language: the composer decides what
stands in a report, the renderers decide how it looks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar


class Style(StrEnum):
    """How a piece of text differs from those around it."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LABEL = "label"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Inline:
    """A piece of text in one language.

    ``is_fallback`` tells that the report's language was asked for and another one
    found (LIB-3). ``target`` is the id of the place in the report it leads to.
    """

    text: str
    language: str
    is_fallback: bool = False
    style: Style = Style.PLAIN
    target: str = ""


Line = tuple[Inline, ...]
"""A run of text: a sentence, a heading, the content of a cell."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; the numbered ones are counted through the whole report, so that they can be cited."""

    kind: ClassVar[str] = "paragraph"
    content: Line
    number: str = ""
    id: str = ""
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``is_ordered`` when its order means something."""

    kind: ClassVar[str] = "items"
    items: tuple[Line, ...]
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a code, such as an action: its text and what is known of it.

    ``depth`` tells how far down it stands below the entry it details.
    """

    kind: ClassVar[str] = "entry"
    id: str
    code: str
    content: Line
    facts: tuple[Line, ...] = ()
    depth: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, how it was used, and by whom."""

    kind: ClassVar[str] = "definition"
    id: str
    term: Line
    text: Line
    notes: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width, and whether it holds numbers."""

    title: str
    share: int = 1
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row names the row."""

    kind: ClassVar[str] = "table"
    id: str
    number: str
    caption: Line
    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]
    notes: tuple[Line, ...] = ()

    @property
    def widths(self) -> list[int]:
        """The share of each column in percent."""
        whole = sum(column.share for column in self.columns)
        return [round(column.share * 100 / whole) for column in self.columns]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what it counts, how many, and the number as it is written."""

    label: str
    value: int
    text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart that is a table as well: every bar has its label and number beside it."""

    kind: ClassVar[str] = "bars"
    id: str
    number: str
    caption: Line
    label_title: str
    value_title: str
    bars: tuple[Bar, ...]

    @property
    def longest(self) -> int:
        """The value of the longest bar; at least 1."""
        return max((bar.value for bar in self.bars), default=0) or 1


Block = Paragraph | Items | Entry | Definition | Table | Bars


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report with its heading.

    ``label`` is the heading's number as it is printed (``II.``, ``Session 1.4``), empty
    for parts without one. ``level`` is 1 for a chapter, down to 4.
    """

    id: str
    level: int
    label: str
    title: Line
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    is_listed: bool = True
    """Whether the contents name it."""
    starts_page: bool = False

    @property
    def listed(self) -> tuple["Section", ...]:
        """The parts that the contents name under this one."""
        return tuple(section for section in self.sections if section.is_listed)

    def walk(self) -> Iterator["Section"]:
        """This section and all below it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the title page: what, and what it is."""

    label: str
    value: Line


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What stands on the title page."""

    forum: Line
    acronym: str
    title: str
    subtitle: Line
    when_and_where: Line
    facts: tuple[Fact, ...] = ()
    status: tuple[Line, ...] = ()
    accent: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report in one language."""

    language: str
    direction: str
    name: str
    """The title by which files and readers know it, as one plain text."""
    author: str
    title_page: TitlePage
    contents_title: str
    page_of: str
    """The words “page x of y” with ``{page}`` and ``{pages}`` in their places."""
    sections: tuple[Section, ...] = field(default=())

    def walk(self) -> Iterator[Section]:
        """All sections in reading order."""
        for section in self.sections:
            yield from section.walk()

    def blocks(self) -> Iterator[Block]:
        """All blocks in reading order."""
        for section in self.walk():
            yield from section.blocks
