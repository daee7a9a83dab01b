"""Inviting someone to enter on a mandate, and entering on it with the one-time code (DIR-2)."""

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from convoke.core import clock, formats
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.languages import active_language
from convoke.core.policy import require
from convoke.core.work.operations import request_job

from ..codes import code_of, hash_of
from ..models import Account, Invitation, Mandate
from . import _records

LASTS = dt.timedelta(days=30)
"""For how long a code opens its mandate."""
KIND = "send-invitation"
"""The background work that sends an invitation by e-mail."""
State = Invitation.State


class NotOpened(ValidationError):
    """A code that opens nothing, and why: the sentence is fit to be shown."""


def invite(
    *, actor: Actor, mandate: Mandate, means: str, email: str = "", site: str = "", language: str = ""
) -> Invitation:
    """Invites the person of a mandate, by e-mail or by a letter to be printed; one before it is revoked.

    ``site`` is the address of the forum that the message names. Raises Denied for who may not,
    ValidationError for an unknown means, a wrong address, or a mandate that has ended.
    """
    require(actor, "invite", Invitation(mandate=mandate))
    _check_invitable(mandate, means, email)
    with operation(actor=actor, verb="invite", party=_party(mandate), audience=Audience.PARTY) as recording:
        Mandate.objects.select_for_update().get(pk=mandate.pk)
        replaced = _records.revoke_open([mandate.pk])
        now = clock.now()
        invitation = Invitation.objects.create(
            mandate=mandate, means=means, email=email.strip().lower(), sent_at=now, expires_at=now + LASTS,
            language=language or mandate.person.language or active_language(), code_hash=get_random_string(64),
        )
        invitation.code_hash = hash_of(code_of(invitation))
        invitation.save(update_fields=["code_hash"])
        if means == Invitation.Means.EMAIL:
            request_job(actor=actor, kind=KIND, invitation=invitation.pk, site=site)
        recording.on = invitation
        recording.facts = {"person": str(mandate.person), "capacity": mandate.capacity, "means": means,
                           "replaced": replaced}
    return invitation


def revoke(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Has a code no longer open anything; raises Denied for who may not, ValidationError when it is over already."""
    require(actor, "revoke", invitation)
    party, seen_by = _party(invitation.mandate), Audience.PARTY
    with operation(actor=actor, verb="revoke-invitation", on=invitation, party=party, audience=seen_by) as recording:
        recording.facts = {"person": str(invitation.mandate.person)}
        if not _records.revoke_open([invitation.mandate_id]):
            raise ValidationError(_("This invitation is open no longer."))
        invitation.refresh_from_db()
    return invitation


def look_up(*, actor: Actor, code: str, email: str = "") -> Invitation:
    """The open invitation of a code; changes nothing.

    One that went out by e-mail asks for the address it went to as well. Raises :class:`NotOpened`
    for a code that is wrong, used, replaced or expired, or whose mandate has ended.
    """
    found = (
        Invitation.objects.filter(code_hash=hash_of(code)).select_related("mandate__person", "mandate__party").first()
    )
    if found is None or (found.means == Invitation.Means.EMAIL and found.email.lower() != email.strip().lower()):
        raise NotOpened(_("This e-mail address and this code do not belong together. Please check both."))
    if found.state == State.ACCEPTED:
        raise NotOpened(_("This code was used already. Please sign in with your e-mail address and password."))
    if found.state == State.REVOKED:
        raise NotOpened(_("This invitation was replaced or withdrawn. Please use the latest one you received."))
    if found.state == State.EXPIRED or found.expires_at <= clock.now():
        raise NotOpened(
            _("This code was accepted until %(day)s. Please ask for a new invitation.")
            % {"day": formats.date(found.expires_at.date())}
        )
    if found.mandate.until and found.mandate.until <= clock.today():
        raise NotOpened(_("The mandate this code is for has ended. Please ask the task force."))
    return found


def accept(*, actor: Actor, code: str, email: str, password: str = "") -> Account:
    """DIR-2: enters on exactly the mandate a code was made for; gives the account to sign in with.

    Who has no account yet gets one with this address and password. The holder of an existing account,
    of the person or with the address, is the actor: whoever is not signed in to it is asked to.
    Raises :class:`NotOpened` for the code, ValidationError for the password or the address.
    """
    with operation(actor=actor, verb="accept-invitation", audience=Audience.PARTY) as recording:
        invitation = look_up(actor=actor, code=code, email=email)
        opened = Invitation.objects.filter(pk=invitation.pk, state=State.SENT).update(
            state=State.ACCEPTED, over_at=clock.now()
        )
        if not opened:
            raise NotOpened(_("This code was used already. Please sign in with your e-mail address and password."))
        account = _account(actor, invitation, email.strip().lower(), password)
        recording.on = invitation
        recording.facts = {"person": str(invitation.mandate.person), "capacity": invitation.mandate.capacity,
                           "party": _party(invitation.mandate)}
    return account


def account_for(*, actor: Actor, invitation: Invitation, email: str) -> Account | None:
    """The account that whoever holds the code has already, by person or by address; changes nothing."""
    own = Account.objects.filter(person=invitation.mandate.person_id).first()
    return own or Account.objects.filter(email__iexact=email.strip()).first()


def expire_invitations(*, actor: Actor) -> int:
    """Closes the invitations whose time is over; gives their number. Safe to run again and again."""
    over = Invitation.objects.filter(state=State.SENT, expires_at__lte=clock.now())
    if not over.exists():
        return 0
    with operation(actor=actor, verb="expire-invitations") as recording:
        number = over.update(state=State.EXPIRED, over_at=clock.now())
        recording.facts = {"number": number}
    return number


def _account(actor: Actor, invitation: Invitation, email: str, password: str) -> Account:
    person = invitation.mandate.person
    existing = account_for(actor=actor, invitation=invitation, email=email)
    if existing is None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise ValidationError({"email": error.messages}) from error
        account = Account(email=email, person=person, language=invitation.language)
        try:
            validate_password(password, account)
        except ValidationError as error:
            raise ValidationError({"password": error.messages}) from error
        account.set_password(password)
        account.save(force_insert=True)
        return account
    if existing.person_id not in (None, person.pk):
        raise ValidationError(
            {"email": _("This address belongs to the account of someone else. Please use another one, or ask the task "
                        "force.")}
        )
    if actor.account_id != existing.pk:
        raise ValidationError(_("You have an account already. Please sign in to it first; the code stays valid."))
    if existing.person_id is None:
        existing.person = person
        existing.save(update_fields=["person"])
    return existing


def _check_invitable(mandate: Mandate, means: str, email: str) -> None:
    if means not in Invitation.Means.values:
        accepted = ", ".join(Invitation.Means.values)
        raise ValidationError({"means": _("Accepted: %(accepted)s.") % {"accepted": accepted}})
    if mandate.until and mandate.until <= clock.today():
        raise ValidationError(_("This mandate has ended; nobody can enter on it."))
    if means == Invitation.Means.EMAIL:
        try:
            validate_email(email.strip())
        except ValidationError as error:
            raise ValidationError(
                {"email": _("Please give the e-mail address the invitation goes to, such as office@example.org.")}
            ) from error


def _party(mandate: Mandate) -> str:
    return mandate.party.code if mandate.party else ""
