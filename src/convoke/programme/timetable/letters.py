"""The invitation of a panellist: its words in their language, the link by which they answer, the message."""

from django.core.mail import EmailMultiAlternatives
from django.db.models import Max
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.actors import Actor
from convoke.core.work.registry import JobFailed, Outcome, Progress
from convoke.directory.codes import seal
from convoke.editions.naming import full_name
from convoke.outreach.mail import address_of, letter, sender

from ..models import PanelInvitation, PanelRole
from ..states import PanelState

SALT = "convoke.programme.panel-invitation"
LONGEST = 40
"""No link of ours is longer."""


def words(role: PanelRole, language: str) -> tuple[str, str]:
    """Subject and text of an invitation in a language, for the office to change."""
    session = role.session
    with translation.override(language):
        said = {
            "person": str(role.person), "role": role.get_role_display(), "code": session.code,
            "title": session.title.text(language), "edition": full_name(session.edition),
            "time": formats.moment_in(session.starts_at, session.edition.time_zone, language)
            if session.starts_at else formats.date(session.held_on, language) if session.held_on else "",
        }
        parts = [
            _("%(person)s,") % said,
            _("The Chair-in-Office invites you to take part in session %(code)s, “%(title)s”, of %(edition)s. "
              "Your role: %(role)s.") % said,
        ]
        if said["time"]:
            parts.append(_("The session is planned for %(time)s.") % said)
        parts.append(_("Please follow the link to accept or to decline. There you can also write what is to be told "
                       "of you and say in which languages you speak; and should you not be able to come after all, "
                       "please say so there, on any day."))
        return (_("Invitation to session %(code)s: %(title)s") % said)[:200], "\n\n".join(parts)


def token_of(invitation: PanelInvitation) -> str:
    """What opens an invitation: its number and a seal of this installation, short enough to be typed from paper."""
    return f"{invitation.pk}-{seal(SALT, str(invitation.pk)).lower()}"


def invitation_of(token: str) -> PanelInvitation | None:
    """The invitation a link opens; None for a link that is none, or that a later letter replaced. Two queries."""
    number, _dash, typed = token.upper().partition("-")
    if len(token) > LONGEST or not number.isascii() or not number.isdecimal():
        return None
    if not constant_time_compare(typed, seal(SALT, number)):
        return None
    found = PanelInvitation.objects.filter(pk=number).select_related(
        "role__person", "role__party", "role__session__edition__forum", "role__session__room"
    ).first()
    if found is None:
        return None
    last = PanelInvitation.objects.filter(role=found.role_id).aggregate(last=Max("pk"))["last"]
    return found if found.pk == last else None


def link_of(invitation: PanelInvitation, site: str = "") -> str:
    """The whole address by which a panellist answers, in their language."""
    edition = invitation.role.session.edition.code
    return address_of("panel-reply", edition, token_of(invitation), language=invitation.language, site=site)


def message(invitation: PanelInvitation, site: str) -> EmailMultiAlternatives:
    """An invitation as a message; ``site`` is where the forum is."""
    by = sender()
    return letter(
        by=by, to=invitation.email, subject=invitation.subject, body=invitation.text, language=invitation.language,
        message_id=f"<panel-invitation-{invitation.pk}@{by.domain}>", link=link_of(invitation, site),
        person=str(invitation.role.person),
    )


def send(*, actor: Actor, progress: Progress, invitation: int, site: str) -> Outcome:
    """Background work: sends an invitation, unless a later one has replaced it or it was answered meanwhile."""
    found = PanelInvitation.objects.filter(pk=invitation).select_related(
        "role__person", "role__session__edition").first()
    if found is None or found.role.state != PanelState.INVITED or found.role.invitations.filter(pk__gt=found.pk):
        return Outcome(summary={"sent": 0})
    try:
        message(found, site).send()
    except OSError as error:
        raise JobFailed(_("The mail server did not take the invitation: %(error)s") % {"error": error}) from error
    return Outcome(summary={"sent": 1})
