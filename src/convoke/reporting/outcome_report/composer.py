"""What all chapters share: the records, the language, and the running numbers."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.outcomes.models import Action, Finding
from convoke.programme.models import Roundtable, Session, Theme
from convoke.reporting import numbering
from convoke.reporting.document import Block, Column, Line, Paragraph, Section, Style, Table
from convoke.reporting.records import Records
from convoke.reporting.wording import Voice


class Composer:
    """Makes the parts of one report in one language.

    Paragraphs, tables, chapters and annexes are numbered in the order in which they are
    made, so they have to be made in the order in which they are read.
    """

    def __init__(self, records: Records, language: str) -> None:
        self.records = records
        self.language = language
        self.voice = Voice(language)
        self._paragraphs = self._tables = self._chapters = self._annexes = 0

    def numbered(self, content: Line, anchor: str = "") -> Paragraph:
        """A paragraph with the next number."""
        self._paragraphs += 1
        return Paragraph(content, number=f"{self.voice.number(self._paragraphs)}.", id=anchor)

    def text(self, content: Line | str, *, is_note: bool = False) -> tuple[Paragraph, ...]:
        """A paragraph without a number; none when there is no text."""
        line = self.voice.own(content) if isinstance(content, str) else content
        return (Paragraph(line, is_note=is_note),) if line else ()

    def table(
        self,
        anchor: str,
        title: Line | str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Line]],
        notes: Sequence[Line] = (),
    ) -> tuple[Table, ...]:
        """A table with the next number; none when there are no rows."""
        found = tuple(tuple(row) for row in rows)
        if not found:
            return ()
        number, caption = self.caption(title)
        return (Table(anchor, number, caption, tuple(columns), found, tuple(notes)),)

    def caption(self, title: Line | str) -> tuple[str, Line]:
        """The next number of a table, and the caption that goes with it."""
        self._tables += 1
        number = _("Table %(number)s") % {"number": self.voice.number(self._tables)}
        line = self.voice.own(title) if isinstance(title, str) else title
        return number, line

    def chapter(
        self, anchor: str, title: str, blocks: Sequence[Block] = (), sections: Sequence[Section] = ()
    ) -> Section | None:
        """A chapter with the next number; None when there is nothing in it."""
        if not blocks and not sections:
            return None
        self._chapters += 1
        label = numbering.chapter(self._chapters, self.language)
        return Section(anchor, 1, label, self.voice.own(title), tuple(blocks), tuple(sections))

    def annex(
        self, anchor: str, title: str, blocks: Sequence[Block] = (), sections: Sequence[Section] = ()
    ) -> Section | None:
        """An annex with the next letter, on a page of its own; None when there is nothing in it."""
        if not blocks and not sections:
            return None
        self._annexes += 1
        letter = numbering.letter(self._annexes, self.language)
        label = _("Annex %(letter)s.") % {"letter": letter}
        return Section(
            anchor, 1, label, self.voice.own(title), tuple(blocks), tuple(sections), starts_page=True
        )

    def part(
        self, number: int, anchor: str, title: Line, blocks: Sequence[Block] = (), sections: Sequence[Section] = ()
    ) -> Section:
        """A part of a chapter, with a letter."""
        label = numbering.part(number, self.language)
        return Section(anchor, 2, label, title, tuple(blocks), tuple(sections))

    def annex_part(self, number: int, anchor: str, title: Line, blocks: Sequence[Block]) -> Section:
        """A part of the annex that is being made, with the annex's letter and a number."""
        label = f"{numbering.letter(self._annexes + 1, self.language)}.{self.voice.number(number)}"
        return Section(anchor, 2, label, title, tuple(blocks))

    def heading(
        self, anchor: str, level: int, title: Line | str, blocks: Sequence[Block]
    ) -> tuple[Section, ...]:
        """A part without a number that the contents do not list; none when it is empty."""
        if not blocks:
            return ()
        line = self.voice.own(title) if isinstance(title, str) else title
        return (Section(anchor, level, "", line, tuple(blocks), is_listed=False),)

    def finding(self, finding: Finding) -> Paragraph:
        """A finding as a numbered paragraph, with what it refers to and the actions that rest on it."""
        v = self.voice
        places = self.places(finding)
        actions = v.listed(self.action_link(action) for action in finding.leads_to.all())
        return self.numbered(
            v.sentences(
                [
                    v.said(finding.text),
                    v.phrase(_("See %(places)s."), places=places) if places else (),
                    v.phrase(_("Actions: %(codes)s."), codes=actions) if actions else (),
                ]
            ),
            f"finding-{finding.code}",
        )

    def places(self, thing: Finding | Action) -> Line:
        """Where a horizontal observation or policy direction was discussed: “1.2 (panel), 1.3”."""
        field = "finding_id" if isinstance(thing, Finding) else "action_id"
        found: dict[tuple[str, str], Line] = {}
        for reference in self.records.references:
            if getattr(reference, field) != thing.pk:
                continue
            target = reference.to_session or reference.to_roundtable or reference.to_theme
            if target is None:
                continue
            line = self.place_link(target)
            part = reference.get_cited_part_display() if reference.cited_part else ""
            if part:
                line = self.voice.phrase(
                    pgettext("place cited", "%(place)s (%(part)s)"), place=line, part=part
                )
            found.setdefault((anchor_of(target), part), line)
        return self.voice.listed(found.values())

    def place_link(self, place: Session | Roundtable | Theme) -> Line:
        """A short link to a session, a roundtable or an issue."""
        anchor = anchor_of(place)
        if isinstance(place, Session) and place.kind == Session.Kind.ROUNDTABLE:
            return self.voice.code(place.code, anchor)
        if isinstance(place, Roundtable):
            name = _("roundtable %(number)s") % {"number": self.voice.number(place.number)}
            return self.voice.own(name, target=anchor)
        return self.voice.own(place.title.text(self.language), target=anchor)

    def action_link(self, action: Action) -> Line:
        """The code of an action, leading to it."""
        return self.voice.code(action.code, f"action-{action.code}")

    def parties(self, parties: Iterable[Party]) -> Line:
        """The names of parties in the alphabetical order of the language."""
        names = self.records.names
        return self.voice.listed(self.voice.own(names.name(party)) for party in names.sort(set(parties)))

    def edition_name(self, edition: Edition) -> Line:
        """An edition by its place and year, or by its Chair while the place is not known."""
        v = self.voice
        chair = v.own(self.records.names.name(edition.chair)) if edition.chair else ()
        place = v.said(edition.city) if edition.city else chair
        return v.phrase(pgettext("edition", "%(place)s %(year)s"), place=place, year=str(edition.year))

    def session_title(self, session: Session) -> Line:
        """The label and title of a session, in one line."""
        v = self.voice
        if session.kind == Session.Kind.PLENARY:
            return v.said(session.title)
        return v.phrase(_("session %(code)s, %(title)s"), code=session.code, title=v.said(session.title))

    def strong(self, text: str) -> Line:
        """Text that stands out."""
        return self.voice.own(text, Style.STRONG)


def anchor_of(thing: Session | Roundtable | Theme) -> str:
    """The id under which a session, a roundtable or an issue stands in the report."""
    kinds: dict[type, str] = {Session: "session", Roundtable: "roundtable", Theme: "issue"}
    return f"{kinds[type(thing)]}-{thing.code}"
