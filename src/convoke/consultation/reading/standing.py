"""Where everyone who was asked stands with a questionnaire, on any day; days are counted in UTC.

Who has answered is the office's to see until the results are published (CON-2); a party sees its own
standing at any time. Numbers and denominators are always of the same day.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import pgettext_lazy

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.models import JournalEntry
from convoke.core.policy import readable
from convoke.directory.models import Grouping, Party
from convoke.directory.queries import Membership, memberships
from convoke.directory.reach import Gap, focal_point_gaps
from convoke.outreach.models import ContactLogEntry, Escalation
from convoke.outreach.states import EscalationState

from ..models import Questionnaire, ReceivedBy, Response, Submission
from ..queries import about
from ..rules import may_see_results
from ..states import ResponseState

HANDED_IN = frozenset({ReceivedBy.PAPER.value, ReceivedBy.FAX.value})
"""How an answer comes in that somebody else types."""
TURNS = ("begin-response", "decline-response", "reopen-response")
"""Entries of the journal that tell of steps a response keeps only the last time of."""


class Standing(models.TextChoices):
    """How far somebody who was asked has come."""

    SUBMITTED = "submitted", pgettext_lazy("standing", "submitted")
    REOPENED = "reopened", pgettext_lazy("standing", "submitted, and reopened")
    DELEGATED = "delegated", pgettext_lazy("standing", "with its ministries")
    BEGUN = "begun", pgettext_lazy("standing", "begun")
    OPENED = "opened", pgettext_lazy("standing", "opened")
    ASKED = "asked", pgettext_lazy("standing", "invited, not yet opened")
    DECLINED = "declined", pgettext_lazy("standing", "declined to answer")


ANSWERED = frozenset({Standing.SUBMITTED, Standing.REOPENED})
"""A reopened answer counts until another takes its place (CON-1)."""
MISSING = tuple(one for one in Standing if one not in ANSWERED and one != Standing.DECLINED)
"""Where an answer can still be hoped for."""


@dataclass(frozen=True)
class Row:
    """One of those asked: where it stands, since when, and how it can be reached."""

    response: Response
    standing: Standing
    since: dt.datetime
    first: dt.datetime | None = None
    """When it first submitted."""
    is_late: bool = False
    """Whether it first submitted after the deadline: a fact, not a reproach."""
    channel: str = ""
    groups: tuple[Grouping, ...] = ()
    gap: Gap | None = None
    """Why its focal point cannot be reached."""
    escalation: Escalation | None = None
    contact: ContactLogEntry | None = None
    """The last contact logged on its escalation."""

    @property
    def party(self) -> Party | None:
        """The party; None for a participant who answers for themselves."""
        return self.response.party

    @property
    def day(self) -> dt.date:
        """The day since when it stands so, where the questionnaire has its deadline."""
        return self.response.questionnaire.day_of(self.since)

    @property
    def has_answered(self) -> bool:
        """Whether a submission of it counts."""
        return self.standing in ANSWERED

    @property
    def is_missing(self) -> bool:
        """Whether an answer can still be hoped for."""
        return self.standing in MISSING

    @property
    def on_paper(self) -> bool:
        """Whether its answer came on paper or by fax."""
        return self.channel in HANDED_IN

    @property
    def channel_label(self) -> str:
        """How its answer came in, in words."""
        return str(ReceivedBy(self.channel).label) if self.channel else ""

    def group(self, kind: str) -> Grouping | None:
        """The one grouping of a kind it belongs to, such as its region."""
        return next((one for one in self.groups if one.kind == kind), None)


@dataclass(frozen=True)
class Rate:
    """Of how many asked how many have answered, overall or in one grouping."""

    asked: int
    answered: int
    declined: int = 0
    grouping: Grouping | None = None
    days: tuple[dt.date, ...] = ()
    """The day of each first submission, in order."""

    @property
    def share(self) -> float:
        """Answered of asked; 0 where nobody was asked."""
        return self.answered / self.asked if self.asked else 0.0

    @property
    def percent(self) -> int:
        """The same in per cent, rounded."""
        return round(100 * self.share)


@dataclass(frozen=True)
class Standings:
    """Everyone asked by a day."""

    questionnaire: Questionnaire
    on: dt.date
    rows: tuple[Row, ...]
    counts: dict[Standing, int] = field(default_factory=dict)

    @property
    def overall(self) -> Rate:
        """The response rate of all."""
        return _rate(self.rows)

    @property
    def missing(self) -> list[Row]:
        """Those whose answer can still be hoped for."""
        return [row for row in self.rows if row.is_missing]

    @property
    def late(self) -> int:
        """How many first submitted after the deadline."""
        return sum(row.is_late for row in self.rows)

    @property
    def on_paper(self) -> int:
        """How many answers that count came on paper or by fax."""
        return sum(row.on_paper for row in self.rows)

    def by(self, *kinds: str) -> list[Rate]:
        """The response rate of each grouping of the kinds given that has somebody asked, by its code."""
        found: dict[int, tuple[Grouping, list[Row]]] = {}
        for row in self.rows:
            for group in row.groups:
                if group.kind in kinds:
                    found.setdefault(group.pk, (group, []))[1].append(row)
        rates = [_rate(rows, group) for group, rows in found.values()]
        return sorted(rates, key=lambda one: one.grouping.code if one.grouping else "")

    def over_time(self) -> list[tuple[dt.date, int]]:
        """For each day on which somebody first submitted, how many had by its end."""
        per_day = Counter(self.overall.days)
        total, told = 0, []
        for day in sorted(per_day):
            total += per_day[day]
            told.append((day, total))
        return told


def standings(actor: Actor, questionnaire: Questionnaire, on: dt.date | None = None) -> Standings:
    """Where everyone asked by the end of a day (today if none is given) stood then, as far as the actor may read.

    The number of queries is the same for three and for two hundred. Groupings are those of that day,
    ways to reach a party and escalations those of today.
    """
    day = on or clock.today()
    moment = questionnaire.day_over(day)
    is_now = day >= clock.today()
    found = readable(actor, Response).filter(questionnaire=questionnaire, asked_at__lt=moment)
    responses = list(found.select_related("party", "account__person"))
    for one in responses:
        one.questionnaire = questionnaire
    submitted, turns = _submissions(questionnaire, moment), _turns(actor, questionnaire, moment)
    groups, look = memberships(day), _contacts(actor, questionnaire)
    rows = []
    for response in responses:
        standing, since = _stands(response, submitted[response.pk], turns[_key(response)], moment, is_now=is_now)
        rows.append(_row(response, standing, since, submitted[response.pk], groups, look))
    counts = Counter(row.standing for row in rows)
    return Standings(questionnaire, day, tuple(rows), {one: counts[one] for one in Standing})


def in_short(actor: Actor, questionnaires: Iterable[Questionnaire]) -> dict[int, Rate]:
    """CON-2: today's rate of those questionnaires whose totals the actor may see; at most one query."""
    shown = [one.pk for one in questionnaires if may_see_results(actor, one)]
    rates: dict[int, Rate] = {}
    if not shown:
        return rates
    asked, done, declined = Counter[int](), Counter[int](), Counter[int]()
    rows = Response.objects.filter(questionnaire__in=shown).order_by().values_list("questionnaire", "state")
    for pk, state, number in rows.annotate(number=models.Count("pk")):
        asked[pk] += number
        done[pk] += number if state in (ResponseState.SUBMITTED, ResponseState.REOPENED) else 0
        declined[pk] += number if state == ResponseState.DECLINED else 0
    return {pk: Rate(asked[pk], done[pk], declined[pk]) for pk in asked}


def who_answered(actor: Actor, questionnaire: Questionnaire) -> list[Party]:
    """CON-2: the parties that have answered, for who sees the totals; nobody else learns who has."""
    if not may_see_results(actor, questionnaire):
        return []
    done = questionnaire.responses.filter(state__in=(ResponseState.SUBMITTED, ResponseState.REOPENED))
    return list(Party.objects.filter(pk__in=done.values("party")))


# ---------------------------------------------------------------- one response on a day


def _stands(
    response: Response, handed_in: list[Submission], turns: list[tuple[str, dt.datetime]], moment: dt.datetime,
    *, is_now: bool,
) -> tuple[Standing, dt.datetime]:
    """Where a response stood at a moment, and since when."""
    if handed_in:
        last = handed_in[-1].at
        reopened = max((at for verb, at in turns if verb == "reopen-response" and at > last), default=None)
        if reopened or (is_now and response.state == ResponseState.REOPENED):
            return Standing.REOPENED, reopened or last
        return Standing.SUBMITTED, last
    declined = _declined(response, turns, moment, is_now=is_now)
    if declined:
        return Standing.DECLINED, declined
    for standing, at in (
        (Standing.DELEGATED, response.delegated_at), (Standing.BEGUN, response.began_at),
        (Standing.OPENED, response.opened_at),
    ):
        if at is not None and at < moment:
            return standing, at
    return Standing.ASKED, response.asked_at


def _declined(
    response: Response, turns: list[tuple[str, dt.datetime]], moment: dt.datetime, *, is_now: bool
) -> dt.datetime | None:
    """When it declined, if it had and had not begun to answer after all."""
    if is_now and response.state != ResponseState.DECLINED:
        return None
    times = [at for verb, at in turns if verb == "decline-response"]
    if response.declined_at and response.declined_at < moment:
        times.append(response.declined_at)
    last = max(times, default=None)
    if last is None or any(verb == "begin-response" and at > last for verb, at in turns):
        return None
    return last


def _row(
    response: Response, standing: Standing, since: dt.datetime, handed_in: list[Submission], groups: Membership,
    look: "Look",
) -> Row:
    first, last = (handed_in[0], handed_in[-1]) if handed_in else (None, None)
    party = response.party_id
    return Row(
        response, standing, since, first.at if first else None, bool(first and first.is_late),
        last.channel if last else "", tuple(groups.of.get(party or 0, ())), look.gaps.get(party or 0),
        look.escalations.get(party or 0), look.contacts.get(party or 0),
    )


def _rate(rows: Iterable[Row], grouping: Grouping | None = None) -> Rate:
    known = list(rows)
    days = sorted(row.response.questionnaire.day_of(row.first) for row in known if row.first)
    declined = sum(row.standing == Standing.DECLINED for row in known)
    return Rate(len(known), sum(row.has_answered for row in known), declined, grouping, tuple(days))


# ---------------------------------------------------------------- what it is told from


@dataclass(frozen=True)
class Look:
    """By party: why it cannot be reached, its escalation on the questionnaire, and the last contact."""

    gaps: dict[int, Gap]
    escalations: dict[int, Escalation]
    contacts: dict[int, ContactLogEntry]


def _submissions(questionnaire: Questionnaire, moment: dt.datetime) -> defaultdict[int, list[Submission]]:
    """The submissions by a moment, by response, first to last; what was answered is not read."""
    found: defaultdict[int, list[Submission]] = defaultdict(list)
    rows = Submission.objects.filter(response__questionnaire=questionnaire, at__lt=moment)
    for one in rows.only("response", "number", "at", "is_late", "channel").order_by("number"):
        found[one.response_id].append(one)
    return found


def _turns(
    actor: Actor, questionnaire: Questionnaire, moment: dt.datetime
) -> defaultdict[tuple[str, int], list[tuple[str, dt.datetime]]]:
    """Beginning, declining and reopening by a moment, by party or account, as the journal has it."""
    found: defaultdict[tuple[str, int], list[tuple[str, dt.datetime]]] = defaultdict(list)
    entries = readable(actor, JournalEntry).filter(
        verb__in=TURNS, object_key=questionnaire.code, edition=questionnaire.edition.code, at__lt=moment
    )
    for party, account, verb, at in entries.order_by("sequence").values_list("party", "account", "verb", "at"):
        found[party, 0 if party else account or 0].append((verb, at))
    return found


def _key(response: Response) -> tuple[str, int]:
    return (response.party.code, 0) if response.party else ("", response.account_id or 0)


def _contacts(actor: Actor, questionnaire: Questionnaire) -> Look:
    """How parties can be reached, and what was done to reach them for this questionnaire."""
    gaps = {gap.party.pk: gap for gap in focal_point_gaps(actor, clock.today())}
    going: dict[int, Escalation] = {}
    own = readable(actor, Escalation).filter(about=about(questionnaire)).select_related("next_step")
    for one in own.order_by("opened_on", "pk"):
        if one.party_id not in going or going[one.party_id].state != EscalationState.OPEN:
            going[one.party_id] = one
    logged = readable(actor, ContactLogEntry).filter(escalation__about=about(questionnaire))
    last = {entry.party_id: entry for entry in logged.order_by("at", "pk")}
    return Look(gaps, going, last)


# ---------------------------------------------------------------- choosing


@dataclass(frozen=True)
class Filter:
    """What of a list is shown: by standing, grouping (a region is one), and whether it can be reached."""

    standing: str = ""
    region: str = ""
    development: str = ""
    grouping: str = ""
    reach: str = ""

    def of(self, rows: Iterable[Row]) -> list[Row]:
        """The rows that fit."""
        wanted = [code for code in (self.region, self.development, self.grouping) if code]
        fits: list[Callable[[Row], bool]] = [
            lambda row: not self.standing or _is(row, self.standing),
            lambda row: set(wanted) <= {group.code for group in row.groups},
            lambda row: not self.reach or (row.gap is None) == (self.reach == "yes"),
        ]
        return [row for row in rows if all(fit(row) for fit in fits)]


SPECIAL: dict[str, Callable[[Row], bool]] = {
    "missing": lambda row: row.is_missing,
    "late": lambda row: row.is_late,
    "paper": lambda row: row.on_paper,
}
"""What a list can be narrowed to beside a standing."""


def _is(row: Row, word: str) -> bool:
    return SPECIAL[word](row) if word in SPECIAL else row.standing == word
