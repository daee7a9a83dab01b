"""Reminding both sides of a form, and owners of a report on their project: by e-mail, without words or names.

A round looks for what waits for whose word. Each side is reminded of a thing once in a few days and a few times in
all; after that it waits on the desk.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

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
from ..rules import ASKING, OFFERING
from ._reaching import Reached, mandates_of_all, reach, send

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
    def key(self) -> dict[str, int]:
        """By what the reminder of it is found."""
        if self.meeting:
            return {"party_id": self.party, "meeting_id": self.meeting.pk}
        return {"party_id": self.party, "request_id": self.request.pk}


@dataclass
class Reminded(Reached):
    """One person who is reminded of things."""

    asks: list[Ask] = field(default_factory=list)


Side = tuple[int, tuple[str, ...], int | None]
"""A party, the capacities in which a person speaks for it, and the owner of the request beside them."""


def remind(*, actor: Actor) -> int:
    """Reminds those who act for a side of what waits for its word; gives how many people were reminded.

    Raises Denied for whoever is not a worker.
    """
    require(actor, "remind", OutcomeForm)
    people = _people(_due(_asked()))
    if not people:
        return 0
    left = send(actor, people, _letter)
    if left:
        with operation(actor=actor, verb="remind-afterwards") as recording:
            asks = {ask for one in left for ask in one.asks}
            for ask in asks:
                _note(ask)
            recording.facts = {"things": len(asks), "people": len(left)}
    return len(left)


def _asked() -> dict[Side, list[Ask]]:
    """What waits for whom, by side; four queries at most."""
    found: dict[Side, list[Ask]] = defaultdict(list)
    meetings = waiting(clock.now()).select_related(
        "interest__request__edition__forum", "interest__request__edition__chair", "interest__provider")
    for asked, of_owner in ((OWNER_ASKED, True), (PROVIDER_ASKED, False)):
        for meeting in meetings.filter(asked).order_by("pk"):
            request, provider = meeting.interest.request, meeting.interest.provider.party_id
            if of_owner:
                found[_owner(request)].append(Ask(request.party_id, request, meeting))
            else:
                found[provider, OFFERING, None].append(Ask(provider, request, meeting))
    for request in unreported(clock.today()):
        found[_owner(request)].append(Ask(request.party_id, request))
    return found


def _owner(request: Request) -> Side:
    return request.party_id, ASKING, request.owner_id


def _due(asked: dict[Side, list[Ask]]) -> dict[Side, list[Ask]]:
    """What nobody was reminded of lately, nor often enough; one query."""
    done = Reminder.objects.filter(Q(at__gt=clock.now() - EVERY) | Q(number__gte=MOST))
    known = set(done.values_list("party_id", "meeting_id", "request_id"))

    def is_due(ask: Ask) -> bool:
        meeting, request = (ask.meeting.pk, None) if ask.meeting else (None, ask.request.pk)
        return (ask.party, meeting, request) not in known

    return {side: due for side, asks in asked.items() if (due := [one for one in asks if is_due(one)])}


def _people(due: dict[Side, list[Ask]]) -> list[Reminded]:
    """Who is reminded of what: everybody who acts for a side and can be reached; two queries."""
    found: dict[int, Reminded] = {}
    for mandate in mandates_of_all({party for party, _capacities, _owner in due}) if due else ():
        for (party, capacities, owner), asks in due.items():
            if mandate.party_id == party and (mandate.capacity in capacities or mandate.person_id == owner):
                reached = reach(mandate.person)
                if reached:
                    one = found.setdefault(
                        mandate.person_id, Reminded(reached.person, reached.address, reached.channel, reached.language))
                    one.asks += [ask for ask in asks if ask not in one.asks]
    return list(found.values())


def _note(ask: Ask) -> None:
    if not Reminder.objects.filter(**ask.key).update(at=clock.now(), number=F("number") + 1):
        Reminder.objects.create(**ask.key, at=clock.now())


def _letter(one: Reminded, by: Sender) -> EmailMultiAlternatives:
    """What waits, and where: neither words nor the other side's name."""
    with translation.override(one.language):
        number = len(one.asks)
        subject = ngettext(
            "Marketplace: %(number)s thing waits for your word", "Marketplace: %(number)s things wait for your word",
            number)
        body = "\n\n".join([
            _("What came of the marketplace is recorded by its two sides. This waits for your side:"),
            "\n".join(_line(ask, one.language) for ask in one.asks),
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
