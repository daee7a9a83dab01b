"""Reminding both sides of a form, and owners of a report on their project: by e-mail, without words or names.

A round looks for what waits for whose word. Each side is reminded of a thing once in a few days and a few times in
all; after that it waits on the desk.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.editions.naming import full_name
from convoke.outreach.mail import Sender, address_of, letter

from ..afterwards.forms import OWNER_ASKED, PROVIDER_ASKED, waiting
from ..afterwards.projects import unreported
from ..models import Meeting, OutcomeForm, Reminder, Request
from ..rules import ASKING
from ._telling import Side, Told, asking, offering, readers, send

EVERY = dt.timedelta(days=4)
"""How long nobody is reminded of the same thing again."""
MOST = 5
"""How often a side is reminded of one thing in all."""


@dataclass(frozen=True)
class Ask:
    """What waits for a side: the form of a meeting, or a report on a project."""

    party: int
    request: Request
    meeting: Meeting | None = None

    @property
    def pk(self) -> tuple[int, int | None, int | None]:
        """By what the reminder of it is known: the party, and the meeting or the request."""
        return (self.party, self.meeting.pk, None) if self.meeting else (self.party, None, self.request.pk)


Asked = dict[Side, list[Any]]
"""What waits for whom, by side: each an :class:`Ask`."""


def remind(*, actor: Actor) -> int:
    """Reminds those who act for a side of what waits for its word; gives how many people were reminded.

    Raises Denied for whoever is not a worker.
    """
    require(actor, "remind", OutcomeForm)
    left = send(actor, told, _letter) if (told := readers(_due(_asked()))) else []
    if left:
        with operation(actor=actor, verb="remind-afterwards") as recording:
            asks = {ask for one in left for ask in one.things}
            for ask in asks:
                _note(ask)
            recording.facts = {"things": len(asks), "people": len(left)}
    return len(left)


def _asked() -> Asked:
    """What waits for whom; four queries at most."""
    found: Asked = defaultdict(list)
    meetings = waiting(clock.now()).select_related(
        "interest__request__edition__forum", "interest__request__edition__chair", "interest__provider")
    for asked, side in ((OWNER_ASKED, asking), (PROVIDER_ASKED, offering)):
        for meeting in meetings.filter(asked).order_by("pk"):
            whose = side(meeting.interest)
            found[whose].append(Ask(whose[0], meeting.interest.request, meeting))
    for request in unreported(clock.today()):
        found[request.party_id, ASKING, request.owner_id].append(Ask(request.party_id, request))
    return found


def _due(asked: Asked) -> Asked:
    """What nobody was reminded of lately, nor often enough; one query."""
    done = Reminder.objects.filter(Q(at__gt=clock.now() - EVERY) | Q(number__gte=MOST))
    known = set(done.values_list("party_id", "meeting_id", "request_id"))
    return {side: due for side, asks in asked.items() if (due := [one for one in asks if one.pk not in known])}


def _note(ask: Ask) -> None:
    """Writes down that a side was reminded of something."""
    key = dict(zip(("party_id", "meeting_id", "request_id"), ask.pk, strict=True))
    if not Reminder.objects.filter(**key).update(at=clock.now(), number=F("number") + 1):
        Reminder.objects.create(**key, at=clock.now())


def _letter(one: Told[Any], by: Sender) -> EmailMultiAlternatives:
    """What waits, and where: neither words nor the other side's name."""
    with translation.override(one.language):
        number = len(one.things)
        subject = ngettext(
            "Marketplace: %(number)s thing waits for your word", "Marketplace: %(number)s things wait for your word",
            number)
        body = "\n\n".join([
            _("What came of the marketplace is recorded by its two sides. This waits for your side:"),
            "\n".join(_line(ask, one.language) for ask in one.things),
            _("It is read and written on the forum’s pages alone, once you have signed in."),
        ])
    return letter(
        by=by, to=one.address, subject=subject % {"number": number}, body=body, language=one.language,
        message_id=f"<afterwards-{one.person.pk}-{clock.now():%Y%m%d%H}@{by.domain}>", person=str(one.person),
    )


def _line(ask: Ask, language: str) -> str:
    edition, code = ask.request.edition, ask.request.code
    said = {"edition": full_name(edition), "code": code}
    if ask.meeting:
        number = ask.meeting.number
        address = address_of("meeting-outcome", edition.code, str(number), language=language)
        return "- " + _("%(edition)s, request %(code)s: the outcome form of meeting %(number)s, %(address)s") % {
            **said, "number": number, "address": f"<{address}>"}
    address = address_of("request-progress", edition.code, code, language=language)
    return "- " + _("%(edition)s, request %(code)s: how far the project is, %(address)s") % {
        **said, "address": f"<{address}>"}
