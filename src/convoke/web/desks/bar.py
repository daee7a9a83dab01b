"""The bar under the masthead for whoever signed in: the rooms a role works in, one link each."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from convoke.core.actors import Actor
from convoke.directory.roles import FOCAL_POINT, OFFICE

Link = tuple[str, str]
"""An address and its words."""


def links(actor: Actor) -> list[Link]:
    """The rooms of an actor; none for the public. Asks the database nothing."""
    if actor.account_id is None:
        return []
    found = [(reverse("desk"), _("My desk"))]
    if actor.has_role(*OFFICE):
        found += [(reverse("directory"), pgettext("room", "Directory")), (reverse("outreach"), _("Outreach"))]
    elif FOCAL_POINT in actor.roles and actor.parties:
        found.append((reverse("party-people", args=[min(actor.parties)]), _("People and channels")))
    if actor.has_role(*OFFICE) or FOCAL_POINT in actor.roles:
        found += [(reverse("silence-list"), _("Silence procedures")), (reverse("hosting"), pgettext("room", "Hosting"))]
    found.append((reverse("calendars"), _("My calendars")))
    if actor.has_role(*OFFICE):
        found.append((reverse("jobs"), _("Background work")))
    return found
