"""Letters of the forum as PDF: the invitation with its one-time code, and that to a panel with its link."""

from pathlib import Path

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.languages import direction
from convoke.core.typesetting import typeset
from convoke.directory.codes import code_of
from convoke.directory.models import Invitation
from convoke.directory.queries import Names
from convoke.programme.models import PanelInvitation
from convoke.programme.timetable.letters import link_of

from .accounts import forum_name

TEMPLATE = Path(__file__).parent / "letters" / "invitation.typ"
PANEL = Path(__file__).parent / "letters" / "panel.typ"


def invitation_letter(invitation: Invitation, site: str) -> bytes:
    """The letter of an invitation in the language of the person invited; ``site`` is where the forum is."""
    mandate = invitation.mandate
    with translation.override(invitation.language):
        capacity, party = mandate.get_capacity_display(), ""
        if mandate.party:
            party = Names(invitation.language).name(mandate.party)
        words = {
            "language": invitation.language, "direction": direction(invitation.language), "forum": forum_name(),
            "day": formats.date(invitation.sent_at.date()), "person": str(mandate.person), "party": party,
            "function": mandate.title,
            "subject": _("Invitation to enter on your mandate"),
            "opening": _("You are invited to enter on your mandate in the forum:"),
            "mandate": _("%(capacity)s, %(party)s") % {"capacity": capacity, "party": party} if party else capacity,
            "how": _("Please open this address and enter your e-mail address and the code below. You will then choose "
                     "a password."),
            "address": site.rstrip("/") + reverse("invitation"), "code_label": _("Your code"),
            "code": code_of(invitation),
            "closing": _("The code opens this mandate alone, once, until %(day)s. Please keep this letter to yourself; "
                         "if it was not meant for you, please send it back.")
            % {"day": formats.date(invitation.expires_at.date())},
        }
    return typeset(TEMPLATE, letter=words)


def panel_letter(invitation: PanelInvitation, site: str) -> bytes:
    """The letter to a panellist in the language it was written in, with the link by which they answer."""
    role = invitation.role
    with translation.override(invitation.language):
        words = {
            "language": invitation.language, "direction": direction(invitation.language), "forum": forum_name(),
            "day": formats.date(invitation.sent_at.date()), "person": str(role.person),
            "party": Names(invitation.language).name(role.party) if role.party else "",
            "function": ", ".join(filter(None, (role.function, role.institution))),
            "subject": invitation.subject,
            "paragraphs": [one.strip() for one in invitation.text.split("\n\n") if one.strip()],
            "how": _("To answer, please open this address:"), "address": link_of(invitation, site),
        }
    return typeset(PANEL, letter=words)
