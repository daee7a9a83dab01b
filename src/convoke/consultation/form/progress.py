"""How far the answers to a form are: what is asked now, what is missing, what does not fit, what is calculated."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.languages import Translated

from .expressions import Expression, ExpressionFault, parse, shown
from .functions import truth
from .model import Answers, Form, Kind, Question
from .nodes import NumberText, nodes, nodes_of, text_of
from .values import is_empty


@dataclass(frozen=True)
class Progress:
    """How far a section is."""

    relevant: bool
    """Whether anything in it is shown now."""
    asked: int
    answered: int
    missing: int
    """How many of those asked are required and not answered yet."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing required is missing."""
        return not self.missing


@dataclass(frozen=True)
class Standing:
    """How far the answers to a form are."""

    relevant: frozenset[str]
    """Codes of what is shown now: questions, notes and calculations."""
    missing: tuple[str, ...]
    """Codes of the questions that are asked now, required and not answered (a grid: in every row), in their order."""
    faults: Mapping[str, str]
    """A sentence for each question whose answer does not fit its constraint."""
    calculated: Mapping[str, str]
    sections: Mapping[str, Progress]
    """By the code of the section, in their order."""

    @property
    def asked(self) -> int:
        """How many questions are asked now."""
        return sum(section.asked for section in self.sections.values())

    @property
    def answered(self) -> int:
        """How many of those have an answer."""
        return sum(section.answered for section in self.sections.values())

    @property
    def is_complete(self) -> bool:
        """Whether nothing required is missing and everything fits."""
        return not self.missing and not self.faults


@dataclass(frozen=True)
class Step:
    """What is evaluated for one question, after everything it depends on."""

    question: Question
    section: str
    section_relevant: Expression | None
    relevant: Expression | None
    constraint: Expression | None
    calculation: Expression | None


def plan(form: Form) -> tuple[Step, ...]:
    """The steps of evaluating a form, each after those it depends on; made once for each form.

    An expression that cannot be read counts as none, and what depends on itself stands where the
    form has it: :mod:`.check` says both before a form is opened.
    """
    steps: tuple[Step, ...] | None = vars(form).get("_plan")
    if steps is None:
        steps = _ordered(form, {step.question.code: step for step in _steps(form)})
        vars(form)["_plan"] = steps
    return steps


def depends_on(form: Form, step: Step) -> list[str]:
    """The codes of the questions whose answers must be known before a question's turn, in their order."""
    known = nodes(form)
    names = [
        name for one in (step.section_relevant, step.relevant, step.calculation) if one is not None
        for name in sorted(one.references)
    ]
    return list(dict.fromkeys(known[name].question.code for name in names if name in known))


def standing(form: Form, answers: Answers, today: dt.date | None = None) -> Standing:
    """How far answers are. What is not asked now counts as empty for whatever depends on it."""
    return _Evaluation(form, answers, today or clock.today()).run()


def _steps(form: Form) -> Iterable[Step]:
    for section in form.sections:
        of_section = _expression(section.relevant)
        for question in section.questions:
            yield Step(
                question, section.code, of_section, _expression(question.relevant), _expression(question.constraint),
                _expression(question.calculation) if question.kind == Kind.CALCULATION else None,
            )


def _expression(source: str) -> Expression | None:
    try:
        return parse(source) if source.strip() else None
    except ExpressionFault:
        return None


def _ordered(form: Form, steps: dict[str, Step]) -> tuple[Step, ...]:
    """Depth first, without recursion: a form may depend on itself through hundreds of questions."""
    needs = {code: depends_on(form, step) for code, step in steps.items()}
    done: dict[str, Step] = {}
    entered: set[str] = set()
    for first in steps:
        waiting = [first]
        while waiting:
            code = waiting[-1]
            left = [] if code in entered else [one for one in needs[code] if one not in done and one not in entered]
            entered.add(code)
            if left:
                waiting.extend(reversed(left))
            else:
                done.setdefault(waiting.pop(), steps[code])
    return tuple(done.values())


class _Evaluation:
    """One walk over a form with one set of answers."""

    def __init__(self, form: Form, answers: Answers, today: dt.date) -> None:
        self.form, self.answers, self.today = form, answers, today
        self.nodes = nodes(form)
        self.relevant: set[str] = set()
        self.shown_sections: dict[str, bool] = {}
        self.calculated: dict[str, str] = {}

    def run(self) -> Standing:
        steps = {step.question.code: step for step in plan(self.form)}
        for code, step in steps.items():
            if self._is_relevant(step):
                self.relevant.add(code)
                if step.calculation is not None:
                    self._calculate(code, step.calculation)
        asked = [question for question in self.form.questions() if question.code in self.relevant]
        missing = tuple(
            question.code for question in asked
            if question.required and question.is_answered and not self._is_answered(question)
        )
        return Standing(
            relevant=frozenset(self.relevant),
            missing=missing,
            faults={question.code: said for question in asked
                    if (said := self._fault(question, steps[question.code].constraint))},
            calculated={question.code: self.calculated[question.code] for question in asked
                        if question.code in self.calculated},
            sections=self._sections(frozenset(missing)),
        )

    def look(self, name: str) -> str:
        """The text of a node as an expression sees it."""
        node = self.nodes.get(name)
        if node is None or node.question.code not in self.relevant:
            return ""
        code = node.question.code
        if node.question.kind == Kind.CALCULATION:
            return self.calculated.get(code, "")
        return text_of(node, self.answers.get(code))

    def _holds(self, expression: Expression, own: str = "") -> bool:
        return truth(expression.value(self.look, own, self.today))

    def _is_relevant(self, step: Step) -> bool:
        if step.section not in self.shown_sections:
            self.shown_sections[step.section] = step.section_relevant is None or self._holds(step.section_relevant)
        return self.shown_sections[step.section] and (step.relevant is None or self._holds(step.relevant))

    def _calculate(self, code: str, expression: Expression) -> None:
        given = expression.value(self.look, "", self.today)
        text = shown(given)
        self.calculated[code] = NumberText(text) if text and isinstance(given, float) else text

    def _is_answered(self, question: Question) -> bool:
        value = self.answers.get(question.code)
        if question.kind == Kind.GRID:
            return isinstance(value, Mapping) and all(value.get(row.code) for row in question.rows)
        if question.kind == Kind.YES_NO:
            return isinstance(value, Mapping) and not is_empty(value.get("answer"))
        return not is_empty(value)

    def _fault(self, question: Question, constraint: Expression | None) -> str:
        """What is said of an answer that does not fit; a grid is looked at row by row."""
        if constraint is None or not question.is_answered:
            return ""
        own = [self.look(name) for name, _node in nodes_of(question)]
        looked_at = own if question.kind == Kind.GRID else own[:1]
        if all(self._holds(constraint, text) for text in looked_at if text):
            return ""
        return Translated(question.constraint_message).text() or _(
            "This answer does not fit what is asked here; please look at it again."
        )

    def _sections(self, missing: frozenset[str]) -> dict[str, Progress]:
        found = {}
        for section in self.form.sections:
            asked = [one for one in section.questions if one.code in self.relevant]
            answered_kinds = [one for one in asked if one.is_answered]
            found[section.code] = Progress(
                relevant=bool(asked),
                asked=len(answered_kinds),
                answered=sum(not is_empty(self.answers.get(one.code)) for one in answered_kinds),
                missing=sum(one.code in missing for one in answered_kinds),
            )
        return found
