"""MKT-6: who records what came of a meeting, and how far a project is."""

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.core.policy import Policy
from convoke.directory.roles import OFFICE

from ..models import Confirmation, Interest, OutcomeForm, ProjectReport, Reminder
from ..states import InterestState
from .meetings import SIDES, own_meeting
from .sides import NOBODY, OFFERING, asked_by, asking_side, in_room


def forms_seen(actor: Actor) -> Q:
    """MKT-1, MKT-6: a form is read by the two sides of its meeting and the office."""
    return in_room(actor, "meeting__interest__")


def confirmations_seen(actor: Actor) -> Q:
    """MKT-6: what each side says of a form is read by both, and by the office."""
    return in_room(actor, "form__meeting__interest__")


def reports_seen(actor: Actor) -> Q:
    """A report on a project is read by its owner's side, by the party that reports, and by the office."""
    if actor.has_role(*OFFICE):
        return Q()
    return asking_side(actor) | Q(party__in=actor.acting_for(OFFERING))


def own_report(actor: Actor, report: ProjectReport) -> bool:
    """Whether the actor speaks for the owner's side, or for a provider in conversation on the project."""
    if report.party_id == report.request.party_id:
        return type(report.request).objects.filter(asked_by(actor), pk=report.request_id).exists()
    talks = Interest.objects.filter(
        request=report.request_id, provider__party=report.party_id, state=InterestState.ACCEPTED)
    return talks.filter(provider__party__in=actor.acting_for(OFFERING)).exists()


def reminders_seen(actor: Actor) -> Q:
    """When whom was reminded is known to the office."""
    return Q() if actor.has_role(*OFFICE) else NOBODY


POLICIES = (
    Policy(
        OutcomeForm, forms_seen, verbs={"write": SIDES, "remind": frozenset()},
        guards={"write": lambda actor, form: own_meeting(actor, form.meeting)},
    ),
    Policy(
        Confirmation, confirmations_seen, verbs={"give": SIDES},
        guards={"give": lambda actor, said: own_meeting(actor, said.form.meeting)},
    ),
    Policy(
        ProjectReport, reports_seen, verbs={"write": SIDES, "remind": frozenset()}, guards={"write": own_report},
    ),
    Policy(Reminder, reminders_seen),
)
