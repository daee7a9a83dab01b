"""Reading a response while it is prepared: how far each section is, who has it, what is kept aside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.periods import in_force
from convoke.core.policy import readable
from convoke.directory.models import Mandate
from convoke.directory.roles import FOCAL_POINT, ROLES

from ..form.model import Form, Question, Section, Value
from ..form.progress import Progress, Standing, standing
from ..models import Answer, AnswerEdit, Clearance, Delegation, Disclosure, Questionnaire, Response, Submission
from ..queries import checksum_of_answers, present_answers
from ..rules import answers_for, whole_responses
from ..states import EDITABLE, ClearanceState, DelegationState, QuestionnaireState


@dataclass(frozen=True)
class Handed:
    """A section in the hands of somebody; ``has_ended``: their mandate is over, and with it their access."""

    delegation: Delegation
    has_ended: bool
    is_own: bool
    """Whether it was handed to whoever reads."""

    @property
    def is_out(self) -> bool:
        """Whether it is with the ministry now."""
        return self.delegation.state == DelegationState.DELEGATED


@dataclass(frozen=True)
class Part:
    """A section as the overview shows it."""

    section: Section
    progress: Progress
    missing: tuple[Question, ...]
    faults: tuple[tuple[Question, str], ...]
    look_again: tuple[tuple[Question, str], ...]
    handed: tuple[Handed, ...]
    may_edit: bool


@dataclass(frozen=True)
class Asked:
    """Somebody asked to clear; ``holds``: cleared, and nothing was changed since."""

    clearance: Clearance
    holds: bool
    is_own: bool
    has_ended: bool


@dataclass
class Prepared:
    """A response as it is being prepared, as far as its reader may see it; a constant number of queries."""

    actor: Actor
    response: Response
    marks: dict[str, Answer] = field(default_factory=dict)
    delegations: list[Delegation] = field(default_factory=list)
    clearances: list[Clearance] = field(default_factory=list)
    aside: list[AnswerEdit] = field(default_factory=list)
    own_mandates: frozenset[int] = frozenset()
    whole: dict[str, Value] = field(default_factory=dict)
    """All answers of the response: what is asked may depend on answers the reader does not see."""
    reads_all: bool = False
    """Whether the reader reads the whole response rather than the sections handed over."""
    answers_for: bool = False
    """Whether the reader answers for the party."""

    @cached_property
    def form(self) -> Form:
        """The form of the version the draft is on."""
        return self.response.version.parsed

    @cached_property
    def answers(self) -> dict[str, Value]:
        """The answers that say something, by question."""
        return {code: one.value for code, one in self.marks.items() if one.value is not None}

    @cached_property
    def stands(self) -> Standing:
        """How far the answers are."""
        return standing(self.form, self.whole)

    @cached_property
    def may_type(self) -> bool:
        """Whether anything may be typed now, by whomever."""
        is_open = self.response.questionnaire.state == QuestionnaireState.OPEN
        return is_open and self.response.state in EDITABLE

    @cached_property
    def own_sections(self) -> frozenset[str]:
        """The sections the reader may type into."""
        if not self.may_type:
            return frozenset()
        if self.answers_for:
            return frozenset(section.code for section in self.form.sections)
        return frozenset(
            one.section for one in self.delegations
            if one.mandate_id in self.own_mandates and one.state == DelegationState.DELEGATED
        )

    @cached_property
    def parts(self) -> list[Part]:
        """The sections that are asked now and that the reader may read."""
        return [self._part(section) for section in self.form.sections if self._is_shown(section)]

    @cached_property
    def asked_to_clear(self) -> list[Asked]:
        """Who was asked to clear."""
        now = checksum_of_answers(self.response, self.answers) if self.reads_all else ""
        return [
            Asked(
                one, one.state == ClearanceState.CLEARED and one.checksum == now,
                one.mandate_id in self.own_mandates, has_ended(one.mandate),
            )
            for one in self.clearances
        ]

    def _is_shown(self, section: Section) -> bool:
        handed = {
            one.section for one in self.delegations
            if one.mandate_id in self.own_mandates and one.state == DelegationState.DELEGATED
        }
        return self.stands.sections[section.code].relevant and (self.reads_all or section.code in handed)

    def _part(self, section: Section) -> Part:
        questions = {one.code: one for one in section.questions}
        return Part(
            section=section,
            progress=self.stands.sections[section.code],
            missing=tuple(questions[code] for code in self.stands.missing if code in questions),
            faults=tuple((questions[code], said) for code, said in self.stands.faults.items() if code in questions),
            look_again=tuple(
                (question, self.marks[code].look_again) for code, question in questions.items()
                if code in self.marks and self.marks[code].look_again
            ),
            handed=tuple(
                Handed(one, has_ended(one.mandate), one.mandate_id in self.own_mandates)
                for one in self.delegations if one.section == section.code
            ),
            may_edit=section.code in self.own_sections,
        )


def prepared(actor: Actor, response: Response) -> Prepared:
    """A response as it is being prepared, read as ``actor``; eight queries."""
    answers = readable(actor, Answer).filter(response=response).select_related("by__person")
    delegations = readable(actor, Delegation).filter(response=response)
    clearances = readable(actor, Clearance).filter(response=response).exclude(state=ClearanceState.WITHDRAWN)
    return Prepared(
        actor=actor,
        response=response,
        marks={one.question: one for one in answers},
        delegations=list(
            delegations.exclude(state=DelegationState.WITHDRAWN).select_related("mandate__person", "mandate__party")
        ),
        clearances=list(clearances.select_related("mandate__person", "mandate__party")),
        aside=list(kept_aside(actor, response)),
        whole=present_answers(response),
        own_mandates=frozenset(actor.mandates()),
        reads_all=whole_responses(actor).filter(pk=response.pk).exists(),
        answers_for=bool(actor.account_id) and answers_for(actor, response),
    )


def kept_aside(actor: Actor, response: Response) -> QuerySet[AnswerEdit]:
    """The texts kept aside that nobody has settled yet, the latest first."""
    return readable(actor, AnswerEdit).filter(response=response, is_aside=True).select_related("by__person")


def submissions_of(actor: Actor, response: Response) -> QuerySet[Submission]:
    """CON-1: all submissions of a response, the latest first, for who reads the whole response."""
    if not whole_responses(actor).filter(pk=response.pk).exists():
        return Submission.objects.none()
    found = readable(actor, Submission).filter(response=response)
    return found.select_related("version", "by__person", "confirmed_by__person").order_by("-number")


def nameable(actor: Actor, response: Response) -> list[Mandate]:
    """The mandates of the party in force today that a section can be handed to, or clearance asked of."""
    if response.party is None:
        return []
    found = readable(actor, Mandate).filter(in_force(clock.today()), party=response.party)
    return list(found.select_related("person", "party").order_by("person__name", "pk"))


def has_ended(mandate: Mandate) -> bool:
    """Whether a mandate is over today."""
    return mandate.until is not None and mandate.until <= clock.today()


_AUDIENCES: Mapping[str, frozenset[str]] = {
    Disclosure.PUBLIC: frozenset({Audience.PUBLIC.value}),
    Disclosure.PARTICIPANTS: next(role.audiences for role in ROLES if role.code == "delegate"),
    Disclosure.FRIENDS: next(role.audiences for role in ROLES if role.code == FOCAL_POINT),
}


def seen_by_others(
    questionnaire: Questionnaire, eyes: str, chosen: Mapping[str, str], answers: Mapping[str, Value], default: str
) -> dict[str, Value]:
    """CON-2: the answers that ``eyes`` (one of :class:`Disclosure`) would read, if it were submitted so.

    ``chosen`` are the disclosures of single answers; ``default`` that of the response.
    """
    by_answer = questionnaire.disclosed_by == Questionnaire.DisclosedBy.ANSWER
    seen = _AUDIENCES.get(eyes, frozenset())
    return {
        code: value for code, value in answers.items()
        if ((by_answer and chosen.get(code)) or default) in seen
    }
