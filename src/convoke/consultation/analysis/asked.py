"""What was asked over all versions of a questionnaire: answers to an earlier version are counted too."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..form.model import Choice, Form, Kind, Question, Section
from ..models import Questionnaire


@dataclass(frozen=True)
class Asked:
    """The questions in the order and the words of the last version, and those that only an earlier one asked."""

    form: Form
    dropped: frozenset[str] = frozenset()
    """Codes of the questions that the last version asks no more."""

    @property
    def questions(self) -> list[Question]:
        """All questions that are answered."""
        return [question for question in self.form.questions() if _is_counted(question)]

    @property
    def sections(self) -> list[tuple[Section, list[Question]]]:
        """The sections in which something is answered."""
        parts = [(one, [question for question in one.questions if _is_counted(question)]) for one in self.form.sections]
        return [(section, questions) for section, questions in parts if questions]

    def by_code(self, code: str) -> Question | None:
        """The question with a code, if it is one that is answered."""
        found = self.form.by_code.get(code)
        return found if found and _is_counted(found) else None


def asked(questionnaire: Questionnaire) -> Asked:
    """What was asked in the versions that were put to respondents; one query."""
    versions = questionnaire.versions.filter(frozen_at__isnull=False).order_by("-number")
    return merged([version.parsed for version in versions])


def merged(forms: Iterable[Form]) -> Asked:
    """Forms of several versions as one, the latest first: its words stand, choices and questions of earlier ones
    come after its own, so that no answer is left out."""
    rest = list(forms)
    if not rest:
        return Asked(Form())
    latest, *earlier = rest
    sections = {section.code: section for section in latest.sections}
    questions = {section.code: list(section.questions) for section in latest.sections}
    dropped: set[str] = set()
    known = dict(latest.section_of)
    for form in earlier:
        for section in form.sections:
            for question in section.questions:
                if question.code in known:
                    here = questions[known[question.code]]
                    place = next(at for at, one in enumerate(here) if one.code == question.code)
                    here[place] = _with_choices_of(here[place], question)
                else:
                    sections.setdefault(section.code, replace(section, questions=()))
                    questions.setdefault(section.code, []).append(question)
                    known[question.code] = section.code
                    dropped.add(question.code)
    whole = tuple(replace(section, questions=tuple(questions[code])) for code, section in sections.items())
    return Asked(replace(latest, sections=whole), frozenset(dropped))


def _with_choices_of(question: Question, earlier: Question) -> Question:
    choices = _more(question.choices, earlier.choices)
    rows = _more(question.rows, earlier.rows)
    if choices == question.choices and rows == question.rows:
        return question
    return replace(question, choices=choices, rows=rows)


def _more(own: tuple[Choice, ...], earlier: tuple[Choice, ...]) -> tuple[Choice, ...]:
    codes = {one.code for one in own}
    return (*own, *(one for one in earlier if one.code not in codes))


def _is_counted(question: Question) -> bool:
    """Notes are read only; what is calculated is counted like what is answered."""
    return question.kind != Kind.NOTE
