"""Who has which role in a session: proposed, invited, what they reply, how they withdraw, what is told of them."""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.formats import locale_for
from convoke.core.journal.operations import Recording, operation
from convoke.core.policy import require
from convoke.directory.models import Party, Person

from ..models import PanelRole, Role, Session
from ..states import PANEL, PanelState

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


def invite_panellist(*, actor: Actor, role: PanelRole) -> PanelRole:
    """Notes that somebody proposed is invited, or invited anew; raises ValidationError where that cannot follow."""
    require(actor, "invite", role)
    with _changing(actor, "invite-panellist", role) as recording:
        present = _take_on(role, PanelState.INVITED)
        present.invited_at, present.replied_at, present.reason = clock.now(), None, ""
        present.save()
        recording.facts = _facts(present)
    return present


def reply_for_panellist(*, actor: Actor, role: PanelRole, reply: str, reason: str = "") -> PanelRole:
    """What somebody invited replies, as their party says or as the office was told.

    Raises Denied for another party's people, and ValidationError for a reply that is none, a refusal
    without its reason, and who was not invited.
    """
    require(actor, "reply", role)
    if reply not in (PanelState.CONFIRMED, PanelState.DECLINED):
        raise ValidationError({"reply": _("Choose one of: confirmed, declined.")})
    with _changing(actor, "reply-for-panellist", role) as recording:
        present = _take_on(role, PanelState(reply))
        present.replied_at = clock.now()
        present.reason = _reason(reason) if reply == PanelState.DECLINED else ""
        present.save()
        recording.facts = {**_facts(present), "reply": reply}
    return present


def withdraw_panellist(*, actor: Actor, role: PanelRole, reason: str) -> PanelRole:
    """Somebody will not come after all: on any day, also the one before; the session shows who is missing.

    Raises Denied for another party's people, and ValidationError without a reason.
    """
    require(actor, "withdraw", role)
    with _changing(actor, "withdraw-panellist", role) as recording:
        present = _take_on(role, PanelState.WITHDRAWN)
        present.replied_at, present.reason = clock.now(), _reason(reason)
        present.save()
        recording.facts = _facts(present)
    return present


def set_biography(
    *, actor: Actor, role: PanelRole, biography: Mapping[str, str], languages: Collection[str] = ()
) -> PanelRole:
    """What is told of somebody on a panel, by language, and the languages they speak in.

    Raises ValidationError for a text that is too long or a language that is none.
    """
    require(actor, "describe", role)
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


def _reason(reason: str) -> str:
    text = reason.strip()
    if not text or len(text) > LONGEST_REASON:
        raise ValidationError({"reason": _("Give the reason in at most %(number)s signs; the office sees it.") % {
            "number": LONGEST_REASON}})
    return text
