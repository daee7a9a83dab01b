"""From the rows of an XLSForm to a form: groups become sections, tables become grids."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from ..check import METADATA
from ..expressions import ExpressionFault, parse
from ..model import Choice, Form, Kind, Question, Section
from . import marks
from .container import Book
from .questions import Maker
from .rows import Row, Type, is_true, type_of

KNOWN_LOOKS = frozenset({"multiline", "table-list", "field-list", "label", "list-nolabel"})
"""Appearances that say something we represent."""
DEEPEST = 20
"""How many groups may stand within one another."""
_SMART = str.maketrans("‘’“”", "''\"\"")
_LITERAL_OR_NAME = re.compile(r"""("[^"]*"|'[^']*')|\$\{\s*([^{}]*?)\s*\}""")


@dataclass
class Node:
    """A row with its meaning, and the rows within it when it begins a group."""

    row: Row
    type: Type
    children: list["Node"] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        """Whether it is a group."""
        return self.type.name == "begin"

    @property
    def is_grid(self) -> bool:
        """Whether it is a group that shows one question for each row of a table."""
        if not self.is_group:
            return False
        words = self.row["appearance"].split()
        inner = [set(child.row["appearance"].split()) for child in self.children]
        shown = bool(inner) and all(one & {"label", "list-nolabel"} for one in inner)
        return self.row["kind"] == marks.GRID or "table-list" in words or shown


class Builder:
    """Builds a form of the rows of the survey and the choices; faults go to the book."""

    def __init__(self, book: Book, choices: list[Row]) -> None:
        self.book = book
        self.lists: dict[str, list[Choice]] = {}
        self.used: set[str] = set()
        self.row_of: dict[str, int] = {}
        """The number of the row of each section and question, by code."""
        self.renamed: dict[str, str] = {}
        self.metadata: list[str] = []
        self.looks: set[str] = set()
        for row in choices:
            self._choice(row)

    def build(self, rows: list[Row], languages: tuple[str, ...], title: dict[str, str]) -> Form:
        """The form, as far as it can be made."""
        nodes = self._tree(rows)
        self.maker = Maker(self.book, self.lists, self.used, languages)
        sections = tuple(self._sections(nodes, title))
        for name in sorted(set(self.lists) - self.used - {"convoke_yes_no"}):
            self.book.warnings.append(_("The choices “%(name)s” are used by no question and are not kept.") % {
                "name": name
            })
        if self.looks:
            self.book.warnings.append(_("Not kept, since a question has one look here: appearance %(looks)s.") % {
                "looks": ", ".join(sorted(self.looks))
            })
        form = Form(sections=sections, languages=languages, metadata=tuple(self.metadata))
        return _expressions(form, self._expression)

    def _choice(self, row: Row) -> None:
        if not row["list_name"] or not row["name"]:
            self.book.fault("choices", row.number, _("A choice needs the name of its list and a name of its own."))
            return
        choice = marks.choice(row["name"], row.words("label"), is_true(row["unknown"]) is True)
        self.lists.setdefault(row["list_name"], []).append(choice)

    def _tree(self, rows: list[Row]) -> list[Node]:
        top: list[Node] = []
        open_groups: list[Node] = []
        for row in rows:
            if is_true(row["disabled"]) is True:
                self.book.warnings.append(_("Row %(row)s is disabled and was left out.") % {"row": row.number})
                continue
            if not row["type"]:
                self._without_type(row)
                continue
            type_ = type_of(row["type"])
            if type_.name == "end_group" and open_groups:
                open_groups.pop()
            elif type_.name == "end_group":
                self.book.fault("survey", row.number, _("A group ends here that has not begun."))
            elif type_.name in METADATA:
                self._kept(row, type_.name)
            elif not type_.name:
                self._refused(row)
            else:
                self._place(Node(row, type_), top, open_groups)
        for node in open_groups:
            self.book.fault("survey", node.row.number, _("The group that begins here does not end."))
        return top

    def _place(self, node: Node, top: list[Node], open_groups: list[Node]) -> None:
        """Puts a row into the group that is open."""
        if len(open_groups) < DEEPEST:
            (open_groups[-1].children if open_groups else top).append(node)
        elif len(open_groups) == DEEPEST:
            self.book.fault("survey", node.row.number, _("Accepted: up to %(most)s groups within one another.") % {
                "most": DEEPEST
            })
        self.looks |= set(node.row["appearance"].split()) - KNOWN_LOOKS
        if node.is_group:
            self._group(node.row)
            open_groups.append(node)

    def _kept(self, row: Row, type_: str) -> None:
        if type_ not in self.metadata:
            self.metadata.append(type_)
        if row["parameters"]:
            self.book.warnings.append(_("Row %(row)s: the parameters are not kept.") % {"row": row.number})

    def _group(self, row: Row) -> None:
        """What a group cannot have is said, not dropped."""
        if row["constraint"] or row["calculation"] or is_true(row["required"]) is not False:
            self.book.fault("survey", row.number, _(
                "A group has no “required”, “constraint” or “calculation”; its questions have."))

    def _without_type(self, row: Row) -> None:
        if row["name"] or row.words("label"):
            self.book.fault("survey", row.number, _("The row has no type."))
        else:
            self.book.warnings.append(_("Row %(row)s has no type, name or label and was left out.") % {
                "row": row.number
            })

    def _refused(self, row: Row) -> None:
        self.book.fault("survey", row.number, _(
            "The type “%(type)s” cannot be represented here. Accepted: text, select_one, select_multiple, rank, "
            "integer, decimal, range, date, file, image, note, calculate, acknowledge, begin_group and end_group, and "
            "metadata such as start and end.") % {"type": row["type"][:60]})

    def _sections(self, nodes: list[Node], title: dict[str, str]) -> Iterator[Section]:
        loose: list[Node] = []
        number = 0
        for node in [*nodes, None]:
            if node is not None and (not node.is_group or node.is_grid):
                loose.append(node)
                continue
            if loose:
                number += 1
                code = self._free("questions" if number == 1 else f"questions_{number}", nodes)
                self.row_of[code] = loose[0].row.number
                yield Section(code, title, questions=tuple(self._questions(loose, "")))
                loose = []
            if node is not None:
                yield self._section(node)

    def _section(self, node: Node) -> Section:
        row = node.row
        code = self._name(row)
        title = row.words("label")
        if not title:
            title = {self.maker.languages[0]: code}
            self.book.warnings.append(_("Row %(row)s: the group has no label; its name stands as its title.") % {
                "row": row.number
            })
        intro = row.words("intro") or row.words("hint")
        return Section(code, title, intro, row["relevant"], tuple(self._questions(node.children, "")))

    def _questions(self, nodes: list[Node], condition: str) -> Iterator[Question]:
        """The questions of a group; groups within it are laid flat, with their condition on each question."""
        waiting = list(nodes)
        while waiting:
            node = waiting.pop(0)
            row, relevant = node.row, _both(condition, node.row["relevant"])
            if node.is_grid:
                yield self._grid(node, relevant)
            elif node.is_group:
                yield from self._flat(node, relevant)
            elif row["kind"] == marks.PART:
                self.book.fault("survey", row.number, _(
                    "This row belongs to a question that does not stand before it."))
            else:
                parts = []
                while row["kind"] in marks.WITH_PARTS and waiting and waiting[0].row["kind"] == marks.PART:
                    parts.append(waiting.pop(0).row["name"])
                yield self.maker.question(row, node.type, self._name(row), relevant, parts)

    def _flat(self, node: Node, relevant: str) -> Iterator[Question]:
        row = node.row
        label, hint = row.words("label"), row.words("hint")
        if label or hint:
            self.book.warnings.append(_("Row %(row)s: a group within a group became a note, followed by its "
                                        "questions.") % {"row": row.number})
            yield Question(self._name(row), Kind.NOTE, label or hint, hint if label else {}, relevant=relevant)
        yield from self._questions(node.children, relevant)

    def _grid(self, node: Node, relevant: str) -> Question:
        code = self._name(node.row)
        rows = [child for child in node.children if "label" not in child.row["appearance"].split()]
        for child in rows:
            self.row_of.setdefault(child.row["name"], child.row.number)
        question, renamed = self.maker.grid(node.row, [(child.row, child.type) for child in rows], code, relevant)
        self.renamed |= renamed
        return question

    def _name(self, row: Row) -> str:
        name = row["name"] or (f"note_{row.number}" if type_of(row["type"]).name == "note" else "")
        if not name:
            self.book.fault("survey", row.number, _("The row has no name."))
            name = f"row_{row.number}"
        self.row_of[name] = row.number
        return name

    def _free(self, code: str, nodes: list[Node]) -> str:
        taken: set[str] = set()
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            taken.add(node.row["name"])
            waiting.extend(node.children)
        while code in taken:
            code += "_"
        return code

    def _expression(self, source: str) -> str:
        """An expression as we read it: straight quotes where a spreadsheet made them round, new names of grid rows."""
        try:
            parse(source)
        except ExpressionFault:
            straight = source.translate(_SMART)
            try:
                parse(straight)
            except ExpressionFault:
                return source
            source = straight

        def renamed(found: re.Match[str]) -> str:
            name = found[2]
            return f"${{{self.renamed[name]}}}" if name in self.renamed else found[0]

        return _LITERAL_OR_NAME.sub(renamed, source) if self.renamed else source


def _both(one: str, other: str) -> str:
    return f"({one}) and ({other})" if one and other else one or other


def _expressions(form: Form, change: Callable[[str], str]) -> Form:
    def changed(source: str) -> str:
        return change(source) if source else ""

    return replace(form, sections=tuple(
        replace(section, relevant=changed(section.relevant), questions=tuple(
            replace(question, relevant=changed(question.relevant), constraint=changed(question.constraint),
                    calculation=changed(question.calculation))
            for question in section.questions
        ))
        for section in form.sections
    ))
