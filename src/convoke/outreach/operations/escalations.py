"""CON-4: reaching a party step by step, each logged with its result, until it answers."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.directory.models import Channel, Party, Person
from convoke.directory.operations.channels import mark_unreliable

from .. import purposes
from ..models import ContactLogEntry, Delivery, Escalation, EscalationPlan, EscalationStep, Notice
from ..rules import ACTING, MEANS
from ..states import ESCALATION, DeliveryState, EscalationState
from . import notices

DEFAULT_PLAN = "step-by-step"
BY_MAIL = (EscalationStep.Means.EMAIL, EscalationStep.Means.REMINDER)
Result = ContactLogEntry.Result


def open_escalation(*, actor: Actor, party: Party, about: str, plan: EscalationPlan | None = None) -> Escalation:
    """Begins to reach a party for one purpose; the first step is due today.

    Raises ValidationError where one is open for the purpose, Denied for others than the office.
    """
    require(actor, "open", Escalation)
    about = about.strip()
    if not about or len(about) > 120:
        raise ValidationError({"about": [_("Say in up to 120 characters what the party is asked for.")]})
    with operation(actor=actor, verb="open-escalation", party=party.code) as recording:
        if Escalation.objects.filter(party=party, about=about, state=EscalationState.OPEN).exists():
            raise ValidationError(
                _("CON-4: an escalation for this purpose is under way; its next step is shown below.")
            )
        plan = plan or EscalationPlan.objects.get(code=DEFAULT_PLAN)
        made = _begun(plan, plan.steps.first(), party, about)
        made.save()
        recording.on, recording.facts = party, {"about": about, "plan": plan.code}
    return made


def begin_for(
    *, actor: Actor, parties: Iterable[Party], about: str, plan: EscalationPlan | None = None
) -> list[Escalation]:
    """Begins to reach many parties for one purpose, at a constant number of queries; gives what was begun.

    A party with which one is open for the purpose is left as it is. The caller holds the
    transaction and the journal entry.
    """
    require(actor, "open", Escalation)
    open_now = Escalation.objects.filter(about=about, state=EscalationState.OPEN)
    going = set(open_now.values_list("party", flat=True))
    plan = plan or EscalationPlan.objects.get(code=DEFAULT_PLAN)
    first = plan.steps.first()
    return Escalation.objects.bulk_create(
        _begun(plan, first, party, about) for party in parties if party.pk not in going
    )


def close_escalation(*, actor: Actor, escalation: Escalation, reason: str = "") -> None:
    """Ends an escalation that is pursued no further; raises ValidationError for one that is over."""
    require(actor, "close", escalation)
    with operation(
        actor=actor, verb="close-escalation", on=escalation.party, party=escalation.party.code
    ) as recording:
        recording.facts = {"about": escalation.about, "reason": reason[:300]}
        _end(escalation, EscalationState.CLOSED)


def log_contact(
    *, actor: Actor, party: Party, means: str, result: str, channel: Channel | None = None,
    person: Person | None = None, note: str = "",
) -> ContactLogEntry:
    """CON-4: logs a contact made by hand, with its result, and takes the party's escalation on.

    A contact by the means of the next step is that step; “answered” ends the escalation; a wrong
    number marks its channel. Raises ValidationError for a means or result that there is not.
    """
    require(actor, "log", ContactLogEntry)
    by_hand = set(Result.values) - {Result.SENT, Result.BOUNCED}
    if means not in Channel.Kind.values or result not in by_hand:
        raise ValidationError(_("Choose by what means the party was contacted, and what came of it."))
    with operation(actor=actor, verb="log-contact", on=party, party=party.code) as recording:
        recording.facts = {"means": means, "result": result}
        going = _going(party, means)
        entry = _log(actor, party, going, means, result, note=note, channel=channel, person=person)
        if result == Result.WRONG and channel:
            mark_unreliable(actor=actor, channel=channel, reason=note or str(Result.WRONG.label))
        if going and result == Result.ANSWERED:
            _end(going, EscalationState.ANSWERED)
        elif going and entry.step_id:
            _advance(going)
    return entry


def send_step(*, actor: Actor, escalation: Escalation) -> Notice:
    """Does a step by e-mail: a notice to those who act for the party, through the same machinery as every notice.

    Raises ValidationError where the next step is not by e-mail or nobody of the party has an e-mail channel.
    """
    require(actor, "send", Notice)
    step = escalation.next_step
    if escalation.state != EscalationState.OPEN or step is None or step.means not in BY_MAIL:
        raise ValidationError(_("The next step of this escalation is not a message by e-mail."))
    party = escalation.party
    selection = {"parties": [party.code], "capacities": list(ACTING)}
    with operation(actor=actor, verb="send-step", on=party, party=party.code) as recording:
        purpose = purposes.find(escalation.about)
        subject, body = step_texts(
            actor=actor, about=escalation.about, is_reminder=step.means != BY_MAIL[0], purpose=purpose
        )
        link = purpose.link if purpose and purpose.link else f"/parties/{party.code}/"
        notice = notices.draft(
            actor=actor, subject=subject, body=body, selection=selection, about=escalation.about,
            link=link, code=f"escalation-{escalation.pk}-{step.order}",
        )
        notices.send(actor=actor, notice=notice)
        notices.prepare(actor=actor, notice=notice)
        if not Delivery.objects.filter(notice=notice, state=DeliveryState.QUEUED).exists():
            raise ValidationError(
                _("Nobody who acts for this party has a reliable e-mail channel. Pass this step over and go on.")
            )
        _log(actor, party, escalation, Channel.Kind.EMAIL, Result.SENT)
        _advance(escalation)
        recording.facts = {"about": escalation.about, "notice": notice.code}
    return notice


def pass_over(*, actor: Actor, escalation: Escalation) -> None:
    """Passes the next step over; raises ValidationError where there is none."""
    require(actor, "close", escalation)
    if escalation.state != EscalationState.OPEN or escalation.next_step is None:
        raise ValidationError(_("This escalation has no next step."))
    with operation(actor=actor, verb="pass-over", on=escalation.party, party=escalation.party.code) as recording:
        recording.facts = {"about": escalation.about, "means": escalation.next_step.means}
        _advance(escalation, at_once=True)


def step_texts(
    *, actor: Actor, about: str, is_reminder: bool, purpose: purposes.Purpose | None = None
) -> tuple[dict[str, str], dict[str, str]]:
    """Subject and text of a step by e-mail, in every language of the interface, as its purpose words them."""
    require(actor, "send", Notice)
    subject, body = {}, {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            subject[language], body[language] = _step_text(about, is_reminder, purpose)
    return subject, body


def _step_text(about: str, is_reminder: bool, purpose: purposes.Purpose | None) -> tuple[str, str]:
    if purpose is not None:
        subject, text = purpose.words()
    elif about == "focal-point":
        subject, text = _("Your national focal point"), _(
            "The Chair-in-Office invites your government to confirm or to designate its national focal point, "
            "and to let the task force know how the focal point is best reached."
        )
    else:
        subject, text = _("An invitation from the Chair-in-Office"), _(
            "The Chair-in-Office would be grateful for a word from your government on: %(about)s."
        ) % {"about": about}
    if is_reminder:
        return (_("Reminder: %(subject)s") % {"subject": subject})[:200], text + "\n\n" + _(
            "This follows a message sent earlier, in case it did not reach you."
        )
    return subject, text


def _begun(plan: EscalationPlan, first: EscalationStep | None, party: Party, about: str) -> Escalation:
    return Escalation(
        plan=plan, party=party, about=about, opened_on=clock.today(), next_step=first,
        next_on=clock.today() + dt.timedelta(days=first.after_days) if first else None,
    )


def _going(party: Party, means: str) -> Escalation | None:
    """The open escalation a contact belongs to: one whose next step it is, else any."""
    found = list(
        Escalation.objects.select_for_update().filter(party=party, state=EscalationState.OPEN).order_by("next_on", "pk")
    )
    fits = [one for one in found if one.next_step and means in MEANS[EscalationStep.Means(one.next_step.means)]]
    return next(iter((*fits, *found)), None)


def _log(
    actor: Actor, party: Party, going: Escalation | None, means: str, result: str, *, note: str = "",
    channel: Channel | None = None, person: Person | None = None,
) -> ContactLogEntry:
    step = going.next_step if going else None
    is_step = step is not None and means in MEANS[EscalationStep.Means(step.means)]
    return ContactLogEntry.objects.create(
        party=party, person=person or (channel.person if channel else None), channel=channel, escalation=going,
        step=step if is_step else None, means=means, result=result, note=note.strip()[:2000], at=clock.now(),
        by_id=actor.account_id,
    )


def _advance(escalation: Escalation, at_once: bool = False) -> None:
    present = escalation.next_step
    steps = escalation.plan.steps.filter(order__gt=present.order) if present else EscalationStep.objects.none()
    following = steps.order_by("order").first()
    escalation.next_step = following
    days = 0 if at_once or following is None else following.after_days
    escalation.next_on = clock.today() + dt.timedelta(days=days) if following else None
    escalation.save(update_fields=["next_step", "next_on"])


def _end(escalation: Escalation, to: EscalationState) -> None:
    if to not in ESCALATION[EscalationState(escalation.state)]:
        raise ValidationError(_("This escalation is over."))
    escalation.state, escalation.over_on = to, clock.today()
    escalation.next_step, escalation.next_on = None, None
    escalation.save(update_fields=["state", "over_on", "next_step", "next_on"])
