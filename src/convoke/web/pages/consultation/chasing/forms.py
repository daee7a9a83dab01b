"""What a questionnaire asks, ready to be read in one of its languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from convoke.consultation.form.model import Choice, Form, Kind, Question
from convoke.core.languages import Translated, direction

KINDS: dict[Kind, str | Promise] = {
    Kind.SHORT: pgettext_lazy("kind of question", "a line of text"),
    Kind.LONG: pgettext_lazy("kind of question", "a text"),
    Kind.ONE: pgettext_lazy("kind of question", "one of these"),
    Kind.SEVERAL: pgettext_lazy("kind of question", "any of these"),
    Kind.RANKING: pgettext_lazy("kind of question", "an order of these"),
    Kind.GRID: pgettext_lazy("kind of question", "one of the scale for each line"),
    Kind.NUMBER: pgettext_lazy("kind of question", "a number"),
    Kind.DATE: pgettext_lazy("kind of question", "a date"),
    Kind.YES_NO: pgettext_lazy("kind of question", "yes or no, with an explanation"),
    Kind.PARTY: pgettext_lazy("kind of question", "a country or body"),
    Kind.FILE: pgettext_lazy("kind of question", "a file"),
    Kind.CONTACT: pgettext_lazy("kind of question", "whom to contact"),
    Kind.NOTE: pgettext_lazy("kind of question", "to be read"),
    Kind.CALCULATION: pgettext_lazy("kind of question", "calculated from other answers"),
}
"""How each kind of question is answered."""


@dataclass(frozen=True)
class Said:
    """A text in the language it is shown in."""

    words: str
    language: str
    is_fallback: bool = False

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return direction(self.language)


@dataclass(frozen=True)
class Asked:
    """A question as it is read: how it is answered, among what, on what condition."""

    number: int | None
    code: str
    label: Said
    hint: Said | None
    how: str
    choices: tuple[Said, ...]
    rows: tuple[Said, ...]
    unknown: int
    """Of how many choices and rows the record does not tell what they said."""
    is_conditional: bool
    is_required: bool


@dataclass(frozen=True)
class Part:
    """A section of the form."""

    code: str
    title: Said
    intro: Said | None
    is_conditional: bool
    questions: tuple[Asked, ...]


def parts(form: Form, language: str) -> list[Part]:
    """The sections of a form in one of its languages; what has no translation falls back and says so (LIB-3)."""
    number, found = 0, []
    for section in form.sections:
        asked = []
        for question in section.questions:
            number += question.is_answered
            asked.append(_asked(question, number if question.is_answered else None, language))
        found.append(Part(
            section.code, said(section.title, language) or Said(section.code, language),
            said(section.intro, language), bool(section.relevant), tuple(asked),
        ))
    return found


def said(text: Mapping[str, str], language: str) -> Said | None:
    """A text in a language, else in one it has; None where there is none."""
    known = Translated(text)
    shown = known.language_for(language)
    return Said(known[shown], shown, shown != language) if shown else None


def _asked(question: Question, number: int | None, language: str) -> Asked:
    return Asked(
        number, question.code, said(question.label, language) or Said(question.code, language),
        said(question.hint, language), _how(question), _choices(question.choices, language),
        _choices(question.rows, language), sum(one.is_unknown for one in (*question.choices, *question.rows)),
        bool(question.relevant),
        question.required and question.is_answered,
    )


def _choices(choices: tuple[Choice, ...], language: str) -> tuple[Said, ...]:
    """The choices of which it is known what they said."""
    known = [one for one in choices if not one.is_unknown]
    return tuple(said(one.label, language) or Said(one.code, language) for one in known)


def _how(question: Question) -> str:
    if question.kind == Kind.RANKING and question.first:
        return ngettext(
            "the first %(number)s of these, in order", "the first %(number)s of these, in order", question.first
        ) % {"number": question.first}
    if question.kind == Kind.SEVERAL and question.at_most:
        return _("at most %(number)s of these") % {"number": question.at_most}
    return str(KINDS[question.kind])
