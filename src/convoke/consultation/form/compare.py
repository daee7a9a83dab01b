"""What differs between two versions of a form, and what becomes of answers given to the earlier one (CON-3)."""

from dataclasses import dataclass, replace

from .model import Answers, Form, Question, Value
from .values import NotAccepted, read


@dataclass(frozen=True)
class Difference:
    """Codes of the questions that are new, changed (in anything a respondent sees or may answer), and gone."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        """Whether nothing differs in the questions."""
        return not (self.added or self.changed or self.removed)


def difference(earlier: Form, later: Form) -> Difference:
    """What differs in the questions of two versions; their order alone is no difference."""
    before, after = earlier.by_code, later.by_code
    return Difference(
        added=tuple(code for code in after if code not in before),
        changed=tuple(code for code in after if code in before and not _same(before[code], after[code])),
        removed=tuple(code for code in before if code not in after),
    )


def _same(before: Question, after: Question) -> bool:
    return replace(before, code="") == replace(after, code="")


def carried_over(later: Form, answers: Answers) -> tuple[dict[str, Value], dict[str, str]]:
    """Answers as far as they still answer the later version, and why others no longer do.

    Gives the values that stand, and for each question with an answer that is no longer
    accepted the sentence that says why. Nothing is thrown away by this: the caller keeps
    what does not stand aside.
    """
    kept: dict[str, Value] = {}
    fallen: dict[str, str] = {}
    for code, value in answers.items():
        question = later.by_code.get(code)
        if question is None:
            continue
        try:
            kept[code] = read(question, value)
        except NotAccepted as refusal:
            fallen[code] = str(refusal)
    return kept, fallen
