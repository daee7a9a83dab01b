"""Who may read and change questionnaires, responses and what is made of them (CON-1, CON-2)."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.policy import Policy, by_audience
from convoke.directory.models import Capacity
from convoke.directory.roles import CHAIR, OFFICE, ROLES

from .models import (
    Answer,
    AnswerEdit,
    AnswerTag,
    Clearance,
    Delegation,
    Intake,
    KnownReply,
    Priority,
    QuestionMatch,
    Questionnaire,
    QuestionnaireVersion,
    ReplyCount,
    Response,
    Submission,
    SubmittedAnswer,
    Tag,
)
from .states import ClearanceState, DelegationState, QuestionnaireState

NOBODY = Q(pk__in=())
EVERY_ROLE = frozenset(role.code for role in ROLES)
ANSWERING = (Capacity.FOCAL_POINT, Capacity.DEPUTY)
"""The capacities that answer for a whole party."""
SMALLEST_GROUP = 5
"""CON-2: where answers are confidential, no figure is shown of a group with fewer answers than this."""
LONGEST_ASKED = dt.timedelta(days=730)
"""The farthest a deadline may lie ahead."""
FROZEN = _("A questionnaire is frozen once it was opened. A correction is made as a new version.")


def put_to_others(actor: Actor) -> Q:
    """LIB-1: a questionnaire is read by its audience and by those it is put to; a draft by the office alone."""
    if actor.has_role(*OFFICE):
        return Q()
    asked = Response.objects.filter(own_responses(actor)).values("questionnaire")
    return ~Q(state=QuestionnaireState.DRAFT) & (by_audience(actor) | Q(pk__in=asked))


def with_its_questionnaire(actor: Actor) -> Q:
    """LIB-1: what belongs to a questionnaire is read by who reads the questionnaire."""
    if actor.has_role(*OFFICE):
        return Q()
    return Q(questionnaire__in=Questionnaire.objects.filter(put_to_others(actor)).values("pk"))


def frozen_with_its_questionnaire(actor: Actor) -> Q:
    """A version that is still being drafted is the office's alone; that of a record is known from sources."""
    if actor.has_role(*OFFICE):
        return Q()
    of_record = Q(questionnaire__state=QuestionnaireState.CLOSED, questionnaire__opened_at__isnull=True)
    return with_its_questionnaire(actor) & (Q(frozen_at__isnull=False) | of_record)


def own_responses(actor: Actor) -> Q:
    """CON-2: a response is read by who answers for its party, by who was asked for a part, and by the office."""
    if actor.has_role(*OFFICE):
        return Q()
    if actor.account_id is None:
        return NOBODY
    return (
        Q(account=actor.account_id)
        | Q(party__in=actor.acting_for(ANSWERING))
        | Q(pk__in=_delegated_to(actor).values("response"))
        | Q(pk__in=_to_clear(actor).values("response"))
    )


def whole_responses(actor: Actor) -> QuerySet[Response]:
    """The responses the actor reads as a whole: of a party answered for, or to be cleared."""
    if actor.has_role(*OFFICE):
        return Response.objects.all()
    return Response.objects.filter(
        Q(account=actor.account_id or 0)
        | Q(party__in=actor.acting_for(ANSWERING))
        | Q(pk__in=_to_clear(actor).values("response"))
    )


def own_sections(actor: Actor) -> Q:
    """CON-2: answers being prepared are read by who reads the whole response, or was handed their section."""
    if actor.has_role(*OFFICE):
        return Q()
    if actor.account_id is None:
        return NOBODY
    handed = _delegated_to(actor).filter(response=OuterRef("response"), section=OuterRef("section"))
    return Q(response__in=whole_responses(actor).values("pk")) | Q(Exists(handed))


def with_its_response(actor: Actor) -> Q:
    """What belongs to a response is read by who reads all of it."""
    return Q() if actor.has_role(*OFFICE) else Q(response__in=whole_responses(actor).values("pk"))


def own_delegations(actor: Actor) -> Q:
    """A delegation is read by who reads the response, and by whom it is made to."""
    if actor.has_role(*OFFICE):
        return Q()
    return with_its_response(actor) | Q(mandate__in=actor.mandates())


def disclosed(actor: Actor) -> Q:
    """CON-2: a submission is read by its party and the office, and by others as far as the party disclosed it."""
    if actor.has_role(*OFFICE):
        return Q()
    shared = by_audience(actor) & Q(superseded_at__isnull=True) & ~Q(audience=Audience.TASK_FORCE)
    return shared | with_its_response(actor)


def disclosed_answers(actor: Actor) -> Q:
    """CON-2: as for submissions, answer by answer."""
    if actor.has_role(*OFFICE):
        return Q()
    own = Q(submission__response__in=whole_responses(actor).values("pk"))
    return (by_audience(actor) & Q(until__isnull=True) & ~Q(audience=Audience.TASK_FORCE)) | own


def office_alone(actor: Actor) -> Q:
    """What the office keeps to itself."""
    return Q() if actor.has_role(*OFFICE) else NOBODY


def of_both_questionnaires(actor: Actor) -> Q:
    """A comparison is read by who reads both questionnaires."""
    if actor.has_role(*OFFICE):
        return Q()
    read = Questionnaire.objects.filter(put_to_others(actor)).values("pk")
    return Q(earlier__in=read, later__in=read)


def answers_for(actor: Actor, response: Response) -> bool:
    """CON-1: whether the actor answers for the response's party, or is its participant."""
    if response.account_id is not None:
        return response.account_id == actor.account_id
    return response.party_id in actor.acting_for(ANSWERING)


def may_see_results(actor: Actor, questionnaire: Questionnaire) -> bool:
    """CON-2: totals are seen by the office at any time, by the stated audience once they are published."""
    if actor.has_role(*OFFICE):
        return True
    published = questionnaire.results_published_at is not None
    return published and (questionnaire.results_audience in actor.audiences)


def why_not_published(questionnaire: Questionnaire) -> str:
    """CON-2: why the totals cannot be published now, as a sentence; empty where they can.

    They are published anew when nobody's confidential answer can be worked out from the difference: either no
    confidential answer came since, or at least :data:`SMALLEST_GROUP`.
    """
    if questionnaire.opened_at is None:
        return str(_("There are no totals: the questionnaire was not opened here."))
    if questionnaire.results_published_at is None:
        return ""
    since = SubmittedAnswer.objects.filter(questionnaire=questionnaire, since__gt=questionnaire.results_published_at)
    confidential = since.filter(audience=Audience.TASK_FORCE).values("submission__response").distinct().count()
    if 0 < confidential < SMALLEST_GROUP:
        return str(_("CON-2: too few confidential answers came since the totals were published; the difference would "
                     "tell what they are. Publish them anew once five have come."))
    return "" if since.exists() else str(_("The totals were published, and no answer came since."))


def may_edit(actor: Actor, response: Response, section: str) -> bool:
    """Whether the actor may type into a section now: who answers for the party, or who was handed it."""
    if answers_for(actor, response):
        return True
    return _delegated_to(actor).filter(response=response, section=section).exists()


def _delegated_to(actor: Actor) -> QuerySet[Delegation]:
    return Delegation.objects.filter(
        state=DelegationState.DELEGATED, mandate__in=actor.mandates()
    )


def _to_clear(actor: Actor) -> QuerySet[Clearance]:
    return Clearance.objects.filter(mandate__in=actor.mandates()).exclude(
        state=ClearanceState.WITHDRAWN
    )


_OWN = dict.fromkeys(
    ("delegate", "ask-clearance", "submit", "reopen", "decline", "disclose", "confirm"), EVERY_ROLE
)

POLICIES = (
    Policy(
        Questionnaire, put_to_others,
        verbs=dict.fromkeys(
            ("draft", "change", "open", "correct", "close", "extend", "chase", "tag", "choose", "match", "encode"),
            OFFICE,
        ) | {"publish-results": frozenset({CHAIR, *OFFICE})},
    ),
    Policy(QuestionnaireVersion, frozen_with_its_questionnaire),
    Policy(ReplyCount, with_its_questionnaire),
    Policy(KnownReply, with_its_questionnaire),
    Policy(Priority, with_its_questionnaire),
    Policy(
        Response, own_responses, verbs=_OWN | {"answer": EVERY_ROLE},
        guards=dict.fromkeys(_OWN, answers_for),
    ),
    Policy(Answer, own_sections),
    Policy(AnswerEdit, own_sections),
    Policy(Delegation, own_delegations),
    Policy(Clearance, own_delegations),
    Policy(Submission, disclosed),
    Policy(SubmittedAnswer, disclosed_answers),
    Policy(Intake, with_its_response),
    Policy(Tag, office_alone),
    Policy(AnswerTag, office_alone),
    Policy(QuestionMatch, of_both_questionnaires),
)
