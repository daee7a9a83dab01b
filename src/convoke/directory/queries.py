"""Reading the directory: names, groupings as of a date, mandates, and who an account is."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Prefetch, Q, QuerySet

from convoke.core import clock
from convoke.core.actors import ANONYMOUS, Actor, Held
from convoke.core.languages import active_language
from convoke.core.models import JournalEntry
from convoke.core.periods import in_force
from convoke.core.policy import readable
from convoke.core.versioned import versioned

from .models import (
    GOVERNMENTS,
    Account,
    Capacity,
    Channel,
    Grouping,
    GroupingMembership,
    Invitation,
    Mandate,
    Party,
    PartyKind,
    PartyName,
    Person,
)
from .roles import audiences_for, roles_for


class Names:
    """The short names of all parties in one language, as of a date; one query.

    The last one read stands: a name in the language before one in English, one that ends before one that does not.
    """

    def __init__(self, language: str | None = None, on: dt.date | None = None) -> None:
        wanted = dict.fromkeys(["en", language or active_language()])
        names = PartyName.objects.filter(in_force(on or clock.today()), language__in=wanted)
        rows = names.order_by(F("until").asc(nulls_first=True)).values_list("language", "party_id", "name", "sort_key")
        found: dict[str, dict[int, tuple[str, str]]] = {one: {} for one in wanted}
        for spoken, party, name, key in rows:
            found[spoken][party] = (name, key)
        self._names = {party: said for one in found.values() for party, said in one.items()}

    def name(self, party: Party) -> str:
        """The name of a party; its acronym or code when it has none."""
        found = self._names.get(party.pk)
        return found[0] if found else (party.acronym or party.code)

    def key(self, party: Party) -> str:
        """The collation key of a party's name."""
        found = self._names.get(party.pk)
        return found[1] if found else party.code

    def sort(self, parties: Iterable[Party]) -> list[Party]:
        """Parties in the alphabetical order of the language (Unicode collation)."""
        return sorted(parties, key=self.key)


@versioned(size=32)
def names(language: str, on: dt.date) -> Names:
    """The names of all parties in a language as of a date, remembered until something changes."""
    return Names(language, on)


def parties_of_un(on: dt.date) -> QuerySet[Party]:
    """Member and observer states of the United Nations on a date."""
    return Party.objects.filter(
        kind__in=GOVERNMENTS, is_exercise=False, un_since__lte=on
    ).filter(Q(un_until__isnull=True) | Q(un_until__gt=on))


@dataclass
class Membership:
    """The groupings of parties as of a date: ``of[party id]`` is a list of groupings."""

    of: dict[int, list[Grouping]] = field(default_factory=lambda: defaultdict(list))

    def kind(self, party_id: int, kind: str) -> Grouping | None:
        """The one grouping of a kind a party belongs to, such as its region."""
        return next((grouping for grouping in self.of[party_id] if grouping.kind == kind), None)

    def side(self, party_id: int) -> str:
        """The group of development a party counts as (ED-1, PRO-1); empty where none is on record."""
        grouping = self.kind(party_id, Grouping.Kind.DEVELOPMENT)
        return grouping.counts_as if grouping else ""

    def codes(self, party_id: int) -> frozenset[str]:
        """The codes of all groupings of a party."""
        return frozenset(grouping.code for grouping in self.of[party_id])


def memberships(on: dt.date) -> Membership:
    """All memberships in force on a date; two queries."""
    groupings = {grouping.pk: grouping for grouping in Grouping.objects.select_related("parent")}
    result = Membership()
    rows = GroupingMembership.objects.filter(in_force(on)).order_by("grouping__code")
    for party_id, grouping_id in rows.values_list("party_id", "grouping_id"):
        result.of[party_id].append(groupings[grouping_id])
    return result


def members(grouping: str, on: dt.date) -> QuerySet[Party]:
    """The parties in a grouping on a date."""
    rows = GroupingMembership.objects.filter(in_force(on), grouping__code=grouping)
    return Party.objects.filter(pk__in=rows.values("party_id"))


def balance(parties: Iterable[Party], groups: Membership) -> dict[str, dict[str, int]]:
    """How many of the parties stand for each region and development group."""
    counts: dict[str, Counter[str]] = {"region": Counter(), "development": Counter()}
    for party in parties:
        for kind, counter in counts.items():
            grouping = groups.kind(party.pk, kind)
            if grouping:
                counter[grouping.code] += 1
    return {kind: dict(counter.most_common()) for kind, counter in counts.items()}


def mandates_of(actor: Actor, party: Party, on: dt.date) -> QuerySet[Mandate]:
    """The mandates held for a party on a date that the actor may read, with their people (DIR-3)."""
    held = readable(actor, Mandate).filter(in_force(on), party=party)
    return held.select_related("person").order_by("capacity", "person__name")


def people_of(actor: Actor, party: Party, on: dt.date) -> tuple[list[Mandate], list[Mandate]]:
    """A party's mandates that the actor may read, those in force on a date and all others; four queries.

    Each mandate's person has ``at_hand`` (the channels in use that the actor may read, in the order of
    preference), each mandate ``last_invitation`` (or None).
    """
    channels = readable(actor, Channel).filter(Q(until=None) | Q(until__gt=on))
    found = readable(actor, Mandate).filter(party=party).select_related("person__account", "scan", "party")
    held: list[Mandate] = list(
        found.order_by("capacity", "-since", "person__name").prefetch_related(
            Prefetch("person__channels", queryset=channels, to_attr="at_hand"),
            Prefetch("invitations", queryset=readable(actor, Invitation), to_attr="invited"),
        )
    )
    order = {value: place for place, value in enumerate(Capacity.values)}
    held.sort(key=lambda mandate: order[mandate.capacity])
    for mandate in held:
        invited: list[Invitation] = mandate.invited  # type: ignore[attr-defined]
        mandate.last_invitation = next(iter(invited), None)  # type: ignore[attr-defined]
    present = [one for one in held if (one.since is None or one.since <= on) and (one.until is None or on < one.until)]
    return present, [one for one in held if one not in present]


def focal_point_of(actor: Actor, party: Party, on: dt.date) -> Mandate | None:
    """The focal point of a party on a date, with the channels in use, as far as the actor may know (DIR-3)."""
    channels = readable(actor, Channel).filter(Q(until=None) | Q(until__gt=on))
    return (
        readable(actor, Mandate).filter(in_force(on), party=party, capacity=Capacity.FOCAL_POINT)
        .select_related("person").prefetch_related(Prefetch("person__channels", queryset=channels, to_attr="at_hand"))
        .first()
    )


def changes_of(actor: Actor, party: Party, limit: int = 20) -> QuerySet[JournalEntry]:
    """What was changed for a party, newest first, as far as the actor may know; one query."""
    entries = readable(actor, JournalEntry).filter(party=party.code)
    return entries.select_related("account__person").order_by("-sequence")[:limit]


def mandates_of_person(account: Account) -> QuerySet[Mandate]:
    """The mandates an account rests on today."""
    held = Mandate.objects.filter(in_force(clock.today()), person=account.person_id)
    return held.select_related("party", "person").order_by("capacity")


def actor_for(account: Account) -> Actor:
    """Who an account is today: roles and audiences from mandates in force alone (DIR-2)."""
    if not account.is_active or account.person_id is None:
        return Actor(account_id=account.pk, name=str(account))
    held = Mandate.objects.filter(in_force(clock.today()), person=account.person_id).order_by("pk")
    rows = list(held.values_list("pk", "capacity", "party", "party__code"))
    roles = roles_for(capacity for _pk, capacity, _party, _code in rows)
    return Actor(
        account_id=account.pk,
        name=str(account),
        roles=roles,
        parties=frozenset(code for *_one, code in rows if code),
        audiences=audiences_for(roles),
        held=tuple(Held(pk, capacity, party) for pk, capacity, party, _code in rows),
    )


def actor_of_account(account_id: int) -> Actor:
    """The actor of an account by its number; the public when the account is gone."""
    account = Account.objects.filter(pk=account_id).select_related("person").first()
    return actor_for(account) if account else ANONYMOUS


def facts() -> dict[str, int]:
    """The size of the directory, by kind."""
    on = clock.today()
    un = parties_of_un(on)
    return {
        "states": un.filter(kind=PartyKind.STATE).count(),
        "observer_states": un.filter(kind=PartyKind.OBSERVER).count(),
        "organisations": Party.objects.exclude(kind__in=GOVERNMENTS)
        .filter(is_exercise=False)
        .count(),
        "groupings": Grouping.objects.count(),
        "people": Person.objects.filter(is_exercise=False).count(),
    }
