"""Cards of meetings to print: one for each meeting with a time, as PDF; many of them as background work."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from convoke.core import clock, formats
from convoke.core.actors import Actor
from convoke.core.languages import active_language, direction
from convoke.core.typesetting import typeset
from convoke.core.work.registry import JobFailed, Outcome, Progress
from convoke.directory.queries import Names, names
from convoke.editions.models import Edition
from convoke.editions.queries import edition_by_code
from convoke.marketplace.fair import meetings as reading
from convoke.marketplace.fair.meetings import MeetingFilter, Row
from convoke.marketplace.models import Meeting

from .templatetags.marketplace import day_of, hours_in, resource_name

TEMPLATE = Path(__file__).resolve().parent / "letters" / "meetings.typ"
KIND = "meeting-cards"
"""The kind of background work that makes many cards."""
MOST = 80
"""How many cards are made at once; more take longer than anybody is kept waiting."""


def placed(actor: Actor, edition: Edition, party: str = "") -> Any:
    """MKT-1: the meetings of which there are cards, as far as the actor may know of them; those of a party alone."""
    return reading.meetings_of(actor, edition, MeetingFilter(state="agreed", place="placed", party=party))


def cards(actor: Actor, edition: Edition, meetings: Sequence[Meeting]) -> bytes:
    """The cards of placed meetings in the active language; none where no meeting has a time."""
    rows, language = reading.rows(actor, edition, meetings), active_language()
    if not rows:
        return b""
    named = names(language, clock.today())
    return typeset(TEMPLATE, cards={
        "language": language, "direction": direction(language), "forum": str(edition.forum.name),
        "title": _("Meetings of the marketplace"), "edition": str(edition.name),
        "cards": [_card(row, edition, named) for row in rows],
    })


def cards_job(*, actor: Actor, progress: Progress, edition: str, party: str = "") -> Outcome:
    """The same as background work, with the file as its result."""
    found = edition_by_code(actor, edition)
    if found is None:
        raise JobFailed(_("There is no edition “%(code)s”.") % {"code": edition})
    meetings = list(placed(actor, found, party))
    progress.start(1)
    content = cards(actor, found, meetings)
    if not content:
        raise JobFailed(_("No meeting has a time in a released schedule."))
    with tempfile.NamedTemporaryFile(delete=False, suffix=".pdf") as file:
        file.write(content)
    progress.advance()
    return Outcome(
        summary={"edition": edition, "meetings": len(meetings)}, file=Path(file.name),
        name=f"{edition}-meetings.pdf", content_type="application/pdf")


def _card(row: Row, edition: Edition, named: Names) -> dict[str, Any]:
    one, time, zone = row.meeting, row.time, edition.time_zone
    if time is None:
        raise ValueError("a card is of a meeting with a time")
    request = one.interest.request
    return {
        "number": _("Meeting %(number)s") % {"number": one.number},
        "table": pgettext("meeting table", "Table %(number)s") % {"number": time.table.number},
        "place": str(time.table.place),
        "day": formats.date(day_of(time.starts_at, zone)), "hours": hours_in(time, zone),
        "zone": zone.replace("_", " "), "parties": [named.name(party) for party in reading.sides_in(one)],
        "request": request.code, "about": one.about or str(request.title),
        "needs": "; ".join(resource_name(need) for need in row.needs),
    }
