"""What a form's answers are called in expressions and in XLSForm, and how they read there.

Every answer is the text of a node that bears its question's code. Some have more nodes: a grid
one for each row (``code_row``, and none for the grid itself), yes-no one for the explanation
(``code_why``), contact details one for each line after the name (``code_email`` …). An
unanswered question is an empty text.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .model import CONTACT_FIELDS, Answers, Form, Kind, Question, Value


class NumberText(str):
    """The text of a number: compared as a number, shown as it was written."""

    __slots__ = ()


class Node(NamedTuple):
    """A node: which question it belongs to, and which part of its answer it is (empty: all of it)."""

    question: Question
    part: str = ""


def nodes(form: Form) -> Mapping[str, Node]:
    """The nodes of a form by name; made once for each form."""
    found: dict[str, Node] | None = vars(form).get("_nodes")
    if found is None:
        found = {name: node for question in form.questions() for name, node in nodes_of(question)}
        vars(form)["_nodes"] = found
    return found


def nodes_of(question: Question) -> Iterator[tuple[str, Node]]:
    """The nodes of a question with their names."""
    code = question.code
    if question.kind == Kind.NOTE:
        return
    if question.kind == Kind.GRID:
        yield from ((f"{code}_{row.code}", Node(question, row.code)) for row in question.rows)
    elif question.kind == Kind.YES_NO:
        yield from ((code, Node(question, "answer")), (f"{code}_why", Node(question, "why")))
    elif question.kind == Kind.CONTACT:
        yield code, Node(question, "name")
        yield from ((f"{code}_{part}", Node(question, part)) for part in CONTACT_FIELDS[1:])
    else:
        yield code, Node(question)


def node_text(form: Form, answers: Answers, name: str) -> str:
    """The text of a node; empty for no answer, and for a name that no node bears."""
    node = nodes(form).get(name)
    return text_of(node, answers.get(node.question.code)) if node else ""


def text_of(node: Node, value: Value) -> str:
    """The text of a node, given the value of its question's answer."""
    if node.part or node.question.kind == Kind.FILE:
        return _plain(value.get(node.part or "name")) if isinstance(value, Mapping) else ""
    if isinstance(value, list | tuple):
        return " ".join(_plain(one) for one in value)
    text = _plain(value)
    return NumberText(text) if text and node.question.kind == Kind.NUMBER else text


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None or isinstance(value, Mapping) else str(value)
