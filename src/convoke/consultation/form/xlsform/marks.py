"""What we write into an XLSForm beside what it knows, so that a form comes back as it went out."""

from ..model import Choice, Kind, Question, Words

YES_NO = "yes-no"
PARTY = "party"
CONTACT = "contact"
GRID = "grid"
PART = "part"
"""Marks a row that belongs to the question before it."""
WITH_PARTS = (YES_NO, CONTACT)
KINDS = (YES_NO, PARTY, CONTACT, GRID, PART)
UNKNOWN_LABEL = "—"
"""Stands in the place of a choice whose text the record does not tell."""


def choice(code: str, label: Words, is_unknown: bool) -> Choice:
    """A choice as it was before it was written."""
    return Choice(code, {} if is_unknown and set(label.values()) == {UNKNOWN_LABEL} else label, is_unknown)


def conditions(question: Question) -> str:
    """What bounds and the like say as a condition, for tools that know no bounds; empty for none."""
    parts = []
    if question.kind == Kind.NUMBER:
        parts = [f". {sign} {bound}" for sign, bound in ((">=", question.lowest), ("<=", question.highest)) if bound]
    elif question.kind == Kind.DATE:
        parts = [f". {sign} date('{bound}')" for sign, bound in ((">=", question.lowest), ("<=", question.highest))
                 if bound]
    elif question.kind == Kind.SEVERAL and question.at_most:
        parts = [f"count-selected(.) <= {question.at_most}"]
    return " and ".join(parts)


def with_conditions(question: Question) -> str:
    """A question's constraint together with what its bounds say."""
    own = conditions(question)
    return f"{own} and ({question.constraint})" if own and question.constraint else own or question.constraint


def without_conditions(question: Question, constraint: str) -> str:
    """The constraint as its author wrote it: the inverse of :func:`with_conditions`."""
    own = conditions(question)
    if not own or not constraint.startswith(own):
        return constraint
    if constraint == own:
        return ""
    before, after = f"{own} and (", ")"
    if constraint.startswith(before) and constraint.endswith(after):
        return constraint.removeprefix(before).removesuffix(after)
    return constraint
