"""Who has which role in a session: proposed, invited, what they reply, how they withdraw, what is told of them."""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.formats import locale_for
from convoke.core.journal.operations import Recording, operation
from convoke.core.policy import require
from convoke.core.work.operations import request_job
from convoke.directory.models import Channel, Party, Person
from convoke.directory.operations.channels import add_channel
from convoke.directory.operations.people import NewPerson, enter_person

from ..models import PanelInvitation, PanelRole, Role, Session
from ..states import PANEL, PanelState

INVITING = "send-panel-invitation"
"""The background work that sends an invitation by e-mail."""
LONGEST_BIOGRAPHY, LONGEST_REASON = 2000, 500


def propose_role(
    *, actor: Actor, session: Session, person: Person, role: str, party: Party | None = None, function: str = "",
    institution: str = "",
) -> PanelRole:
    """Proposes somebody for a role in a session; the person learns of it by the invitation.

    Raises ValidationError for a role there is not, and for who has this role in the session already.
    """
    found = PanelRole(
        session=session, person=person, party=party, role=role, function=function.strip(),
        institution=institution.strip(), state=PanelState.PROPOSED,
    )
    require(actor, "propose", found)
    if role not in Role.values:
        raise ValidationError({"role": _("Choose one of the roles listed.")})
    with operation(
        actor=actor, verb="propose-panellist", on=session, edition=session.edition.code,
        party=party.code if party else "",
    ) as recording:
        Session.objects.select_for_update().get(pk=session.pk)
        there = PanelRole.objects.filter(session=session, part="")
        active = there.exclude(state__in=(PanelState.DECLINED, PanelState.WITHDRAWN))
        if active.filter(person=person, role=role).exists():
            raise ValidationError({"person": _("%(person)s has this role in the session already.") % {
                "person": person}})
        last = there.aggregate(last=Max("order"))["last"]
        found.order = 0 if last is None else last + 1
        found.full_clean(exclude=["session", "person", "party"])
        found.save()
        recording.facts = {"person": person.name, "role": role}
    return found


def propose_somebody_new(
    *, actor: Actor, session: Session, new: NewPerson, role: str, email: str = "", party: Party | None = None,
    function: str = "", institution: str = "",
) -> PanelRole:
    """Enters somebody the directory does not know, without a mandate, and proposes them for a role.

    Raises Denied for who may not enter people, or not keep their address; ValidationError as
    :func:`propose_role` does and for a name or an address that is none. Either all is done or nothing.
    """
    require(actor, "propose", PanelRole(session=session))
    with transaction.atomic():
        person = enter_person(actor=actor, new=new)
        if email.strip():
            add_channel(actor=actor, kind=Channel.Kind.EMAIL, address=email, person=person)
        return propose_role(
            actor=actor, session=session, person=person, role=role, party=party, function=function,
            institution=institution,
        )


def invite_panellist(*, actor: Actor, role: PanelRole) -> PanelRole:
    """Notes that somebody proposed is invited, or invited anew; raises ValidationError where that cannot follow."""
    require(actor, "invite", role)
    with _changing(actor, "invite-panellist", role) as recording:
        present = _invited(_take_on(role, PanelState.INVITED))
        recording.facts = _facts(present)
    return present


def send_panel_invitation(
    *, actor: Actor, role: PanelRole, means: str, language: str, subject: str, text: str, email: str = "",
    site: str = "",
) -> PanelInvitation:
    """Invites somebody by a letter with a link by which they answer: by e-mail, or to be printed.

    Who is invited already gets another letter, which takes the place of the one before. Raises
    ValidationError for a means, a language or an address that is none, for a letter without words,
    and where nobody can be invited.
    """
    require(actor, "invite", role)
    made = PanelInvitation(
        role=role, means=means, language=language, subject=" ".join(subject.split()), text=text.strip(),
        email=email.strip() if means == PanelInvitation.Means.EMAIL else "", sent_at=clock.now(),
    )
    made.full_clean(exclude=["role"], validate_constraints=False)
    if means == PanelInvitation.Means.EMAIL and not made.email:
        raise ValidationError({"email": _(
            "Please give the e-mail address the invitation goes to, such as office@example.org.")})
    with _changing(actor, "invite-panellist", role) as recording:
        present = _locked(role)
        if present.state != PanelState.INVITED:
            present = _take_on(role, PanelState.INVITED)
        made.role = _invited(present)
        made.save(force_insert=True)
        if made.means == PanelInvitation.Means.EMAIL:
            request_job(actor=actor, kind=INVITING, invitation=made.pk, site=site)
        recording.facts = {**_facts(present), "means": means}
    return made


def answer_invitation(
    *, actor: Actor, invitation: PanelInvitation, reply: str, reason: str = "",
) -> PanelRole:
    """What a panellist says by the link of the letter: that they come, do not, or will not come after all.

    Whoever has the link may: it stands in that person's letter alone. Said once more, the same changes nothing.
    Raises ValidationError for an answer that is none or cannot follow, and a refusal without its reason.
    """
    role = invitation.role
    if reply not in (PanelState.CONFIRMED, PanelState.DECLINED, PanelState.WITHDRAWN):
        raise ValidationError({"reply": _("Choose one of: confirmed, declined.")})
    if role.state == reply:
        return role
    verb = "withdraw-panellist" if reply == PanelState.WITHDRAWN else "reply-for-panellist"
    with _changing(_herself(actor, role), verb, role) as recording:
        present = _replied(role, PanelState(reply), reason)
        recording.facts = {**_facts(present), "reply": reply}
    return present


def describe_oneself(
    *, actor: Actor, invitation: PanelInvitation, biography: Mapping[str, str], languages: Collection[str] = ()
) -> PanelRole:
    """What a panellist tells of themselves by the link of the letter; raises as :func:`set_biography` does.

    Raises ValidationError also for somebody who has declined or withdrawn.
    """
    if invitation.role.state not in (PanelState.INVITED, PanelState.CONFIRMED):
        raise ValidationError(_("This invitation is over; nothing can be written to it any more."))
    return _described(_herself(actor, invitation.role), invitation.role, biography, languages)


def note_opened(*, actor: Actor, invitation: PanelInvitation) -> None:
    """Notes, once, that the link of a letter was opened."""
    if invitation.opened_at is None:
        with _changing(_herself(actor, invitation.role), "open-panel-invitation", invitation.role) as recording:
            PanelInvitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=clock.now())
            recording.facts = _facts(invitation.role)


def _herself(actor: Actor, role: PanelRole) -> Actor:
    """The panellist by name, where nobody is signed in."""
    return Actor(name=role.person.name) if actor.is_anonymous else actor


def reply_for_panellist(*, actor: Actor, role: PanelRole, reply: str, reason: str = "") -> PanelRole:
    """What somebody invited replies, as their party says or as the office was told.

    Raises Denied for another party's people, and ValidationError for a reply that is none, a refusal
    without its reason, and who was not invited.
    """
    require(actor, "reply", role)
    if reply not in (PanelState.CONFIRMED, PanelState.DECLINED):
        raise ValidationError({"reply": _("Choose one of: confirmed, declined.")})
    with _changing(actor, "reply-for-panellist", role) as recording:
        present = _replied(role, PanelState(reply), reason)
        recording.facts = {**_facts(present), "reply": reply}
    return present


def withdraw_panellist(*, actor: Actor, role: PanelRole, reason: str) -> PanelRole:
    """Somebody will not come after all: on any day, also the one before; the session shows who is missing.

    Raises Denied for another party's people, and ValidationError without a reason.
    """
    require(actor, "withdraw", role)
    with _changing(actor, "withdraw-panellist", role) as recording:
        present = _replied(role, PanelState.WITHDRAWN, reason)
        recording.facts = _facts(present)
    return present


def set_biography(
    *, actor: Actor, role: PanelRole, biography: Mapping[str, str], languages: Collection[str] = ()
) -> PanelRole:
    """What is told of somebody on a panel, by language, and the languages they speak in.

    Raises ValidationError for a text that is too long or a language that is none.
    """
    require(actor, "describe", role)
    return _described(actor, role, biography, languages)


def _described(
    actor: Actor, role: PanelRole, biography: Mapping[str, str], languages: Collection[str]
) -> PanelRole:
    texts = {language: text.strip() for language, text in biography.items() if text.strip()}
    if any(len(text) > LONGEST_BIOGRAPHY for text in texts.values()):
        raise ValidationError({"biography": _("A biography has at most %(number)s signs.") % {
            "number": LONGEST_BIOGRAPHY}})
    if unknown := sorted(code for code in set(languages) if code not in locale_for().languages):
        raise ValidationError({"languages": _("Give languages by their codes, such as en or fr; not known: %(codes)s.")
                               % {"codes": ", ".join(unknown)}})
    with _changing(actor, "set-biography", role) as recording:
        present = _locked(role)
        present.biography, present.languages = texts, list(dict.fromkeys(languages))
        present.full_clean(exclude=["session", "person", "party"])
        present.save(update_fields=["biography", "languages"])
        recording.facts = _facts(present)
    return present


def _changing(actor: Actor, verb: str, role: PanelRole) -> AbstractContextManager[Recording]:
    return operation(
        actor=actor, verb=verb, on=role.session, edition=role.session.edition.code,
        party=role.party.code if role.party else "", audience=Audience.PARTY if role.party else Audience.TASK_FORCE,
    )


def _facts(role: PanelRole) -> dict[str, str]:
    return {"person": role.person.name, "role": role.role}


def _locked(role: PanelRole) -> PanelRole:
    found = PanelRole.objects.select_for_update(of=("self",)).select_related("person", "party", "session__edition")
    return found.get(pk=role.pk)


def _take_on(role: PanelRole, to: PanelState) -> PanelRole:
    present = _locked(role)
    if to not in PANEL[PanelState(present.state)]:
        raise ValidationError(_("%(person)s is %(state)s and cannot become %(wanted)s."), params={
            "person": present.person, "state": present.get_state_display(), "wanted": to.label})
    present.state = to
    return present


def _invited(role: PanelRole) -> PanelRole:
    """A role whose person is invited from now on; what was replied before no longer counts."""
    role.invited_at, role.replied_at, role.reason = clock.now(), None, ""
    role.save()
    return role


def _replied(role: PanelRole, to: PanelState, reason: str) -> PanelRole:
    """A role with what its person replied; whoever does not come says why."""
    present = _take_on(role, to)
    present.replied_at = clock.now()
    present.reason = "" if to == PanelState.CONFIRMED else _reason(reason)
    present.save()
    return present


def _reason(reason: str) -> str:
    text = reason.strip()
    if not text or len(text) > LONGEST_REASON:
        raise ValidationError({"reason": _("Give the reason in at most %(number)s signs; the office sees it.") % {
            "number": LONGEST_REASON}})
    return text
