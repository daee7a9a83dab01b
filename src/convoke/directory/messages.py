"""Messages of the directory that leave the forum: the invitation by e-mail."""

from urllib.parse import urlencode

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.actors import Actor
from convoke.core.work.registry import JobFailed, Outcome, Progress

from .codes import code_of
from .models import Invitation
from .queries import Names


def invitation_message(invitation: Invitation, site: str) -> EmailMessage:
    """An invitation as a message in the language of the person invited; ``site`` is where the forum is."""
    mandate = invitation.mandate
    with translation.override(invitation.language):
        code = code_of(invitation)
        address = site.rstrip("/") + reverse("invitation")
        words = {
            "person": str(mandate.person),
            "capacity": mandate.get_capacity_display(),
            "party": Names(invitation.language).name(mandate.party) if mandate.party else "",
            "link": f"{address}?{urlencode({'email': invitation.email, 'code': code})}",
            "address": address, "code": code, "day": formats.date(invitation.expires_at.date()),
        }
        subject = _("Your invitation to the forum: %(capacity)s, %(party)s") % words if mandate.party else (
            _("Your invitation to the forum: %(capacity)s") % words
        )
        body = _(
            "%(person)s,\n\n"
            "you are invited to enter on your mandate in the forum: %(capacity)s, %(party)s.\n\n"
            "Please follow this link and choose a password:\n%(link)s\n\n"
            "Or open %(address)s and enter your e-mail address and this code: %(code)s\n\n"
            "The code opens this mandate alone, once, until %(day)s. If this message was not meant for you, please "
            "leave it; nothing happens then."
        ) % words
        return EmailMessage(subject=" ".join(subject.split()), body=body, to=[invitation.email])


def send_invitation(*, actor: Actor, progress: Progress, invitation: int, site: str) -> Outcome:
    """Background work: sends an invitation, unless it is over by now."""
    found = (
        Invitation.objects.filter(pk=invitation).select_related("mandate__person", "mandate__party").first()
    )
    if found is None or found.state != Invitation.State.SENT:
        return Outcome(summary={"sent": 0})
    try:
        invitation_message(found, site).send()
    except OSError as error:
        raise JobFailed(_("The mail server did not take the invitation: %(error)s") % {"error": error}) from error
    return Outcome(summary={"sent": 1})
