"""What a table would change: worked out whole before anything is changed, faults and all."""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core.work.registry import Progress

from ..models import Capacity, Channel, Gender, Mandate, Party, Person
from ..operations._addresses import clean_address
from ..operations._records import EARLIEST, LATEST, NAME, said
from ..rules import OPEN_CAPACITIES, dir_1_no_two_focal_points, overlap
from ..search import folded
from .columns import DATES, NEEDED, NO, NOT_STATED, YES
from .reading import Faults, Line

CAPACITIES, LANGUAGES = frozenset(Capacity.values), frozenset(dict(settings.LANGUAGES))
GENDERS = (*filter(None, Gender.values), NOT_STATED)
OFFERED = 5
"""How many known codes are offered for an unknown one."""


@dataclass
class Plan:
    """New and changed records, not yet stored, and a sentence for each change."""

    people: list[Person] = field(default_factory=list)
    corrected: dict[int, Person] = field(default_factory=dict)
    mandates: list[Mandate] = field(default_factory=list)
    changed: dict[int, Mandate] = field(default_factory=dict)
    channels: list[Channel] = field(default_factory=list)
    parties: set[int] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    unchanged: int = 0

    def tally(self) -> dict[str, int]:
        """How many of each would be stored."""
        return {
            "people": len(self.people), "corrected": len(self.corrected), "mandates": len(self.mandates),
            "changed": len(self.changed), "channels": len(self.channels), "unchanged": self.unchanged,
        }

    def digest(self) -> str:
        """The same for the same changes: what was looked at is what is stored."""
        return hashlib.sha256(json.dumps([self.tally(), self.said]).encode()).hexdigest()


class Known:
    """What the directory knows, read in four queries for any number of rows."""

    def __init__(self) -> None:
        self.parties: dict[str, Party] = {}
        for party in Party.objects.order_by("-is_exercise"):
            for word in (party.acronym, party.iso3, party.code):
                if word:
                    self.parties[word.casefold()] = party
        self.people = {person.pk: person for person in Person.objects.filter(merged_into=None)}
        self.by_code = {person.code: person for person in self.people.values()}
        self.folds = {pk: folded(person.name) for pk, person in self.people.items()}
        self.mandates: dict[tuple[int | None, str], list[Mandate]] = defaultdict(list)
        self.held: dict[tuple[int, int | None, str], list[Mandate]] = defaultdict(list)
        self.by_party: dict[tuple[int | None, str], Person] = {}
        for mandate in Mandate.objects.all():
            self.mandates[mandate.party_id, mandate.capacity].append(mandate)
            if mandate.person_id in self.people:  # always: what a duplicate had has moved
                mandate.person = self.people[mandate.person_id]
                self.held[id(mandate.person), mandate.party_id, mandate.capacity].append(mandate)
                self.by_party[mandate.party_id, self.folds[mandate.person_id]] = mandate.person
        self.channels: dict[int, set[tuple[str, str]]] = defaultdict(set)
        self.by_address: dict[tuple[str, str], Person] = {}
        channels = Channel.objects.filter(until=None, person__isnull=False, person__merged_into=None)
        for pk, kind, address in channels.values_list("person_id", "kind", "address"):
            self.channels[pk].add((kind, address.casefold()))
            self.by_address[address.casefold(), self.folds[pk]] = self.people[pk]


class Planner:
    """Goes through the rows of a table and notes what each would change."""

    def __init__(self, lines: list[Line], faults: Faults) -> None:
        self.lines, self.faults, self.plan, self.known = lines, faults, Plan(), Known()
        self.rows: dict[int, int] = {}  # by id(mandate): the row it comes from

    def work(self, progress: Progress) -> Plan:
        """The plan; with faults it is of no use but to show them."""
        for number, line in enumerate(self.lines, start=1):
            self._line(line)
            if number % 250 == 0:
                progress.advance(steps=250)
        self._check_focal_points()
        return self.plan

    def _line(self, line: Line) -> None:
        before = self.faults.number
        for column in NEEDED:
            if not line[column] and not (column == "party" and line["capacity"].lower() in OPEN_CAPACITIES):
                self._fault(line, column, _("This must be given."))
        party, capacity = self._party(line), line["capacity"].lower()
        if line["capacity"] and capacity not in CAPACITIES:
            self._unknown(line, "capacity", line["capacity"], list(Capacity.values))
        dates = {column: self._date(line, column) for column in DATES}
        if dates["since"] and dates["until"] and dates["until"] <= dates["since"]:
            self._fault(line, "until", _("A mandate ends after the day it begins."))
        if line["language"] and line["language"] not in LANGUAGES:
            self._unknown(line, "language", line["language"], sorted(LANGUAGES))
        if line["name"] and (not NAME.search(line["name"]) or len(line["name"]) > 200):
            self._fault(line, "name", _("Please give the name: letters, 200 signs at most."))
        gender = line["gender"].lower()
        if gender and gender not in GENDERS:
            self._fault(line, "gender", _("Accepted: %(accepted)s.") % {"accepted": ", ".join(GENDERS)})
        if line["official"].lower() not in YES | NO:
            self._fault(line, "official", _("Accepted: yes or no."))
        addresses = self._addresses(line)
        person = self._person(line, party) if self.faults.number == before else None
        if person is None or self.faults.number != before:
            return
        marks = len(self.plan.said)
        self._correct(line, person)
        self._mandate(line, person, party, capacity, dates)
        self._channels(line, person, addresses)
        self.plan.unchanged += len(self.plan.said) == marks

    # ------------------------------------------------------------------ values

    def _fault(self, line: Line, column: str, what: str) -> None:
        self.faults.add(line.row, column, what)

    def _unknown(self, line: Line, column: str, word: str, known: list[str]) -> None:
        near = get_close_matches(word.lower(), known, n=OFFERED, cutoff=0.4) or sorted(known)[:OFFERED]
        self._fault(line, column, _("“%(word)s” is not known. Perhaps: %(near)s.")
                    % {"word": word[:60], "near": ", ".join(near)})

    def _party(self, line: Line) -> Party | None:
        word = line["party"]
        found = self.known.parties.get(word.casefold())
        if word and found is None:
            self._unknown(line, "party", word, [party.code for party in self.known.parties.values()])
        return found

    def _date(self, line: Line, column: str) -> dt.date | None:
        word = line[column]
        if not word:
            return None
        try:
            day = dt.date.fromisoformat(word)
        except ValueError:
            self._fault(line, column, _("“%(word)s” is not a date. Accepted: a date such as 2007-07-09.")
                        % {"word": word[:60]})
            return None
        if not EARLIEST <= day <= LATEST:
            self._fault(line, column, _("Accepted: a day between 1900 and 2100."))
            return None
        return day

    def _addresses(self, line: Line) -> list[tuple[str, str]]:
        found = []
        for column, kind in (("email", Channel.Kind.EMAIL), ("phone", Channel.Kind.PHONE)):
            if line[column]:
                try:
                    found.append((kind.value, clean_address(kind=kind, address=line[column])))
                except ValidationError as error:
                    self._fault(line, column, " ".join(error.messages))
        return found

    # ------------------------------------------------------------------ records

    def _person(self, line: Line, party: Party | None) -> Person | None:
        if line["person"]:
            known = self.known.by_code.get(line["person"])
            if known is None:
                self._unknown(line, "person", line["person"], list(self.known.by_code))
            return known
        fold = folded(line["name"])
        found = self.known.by_party.get((party.pk if party else None, fold))
        if found is None and line["email"]:
            found = self.known.by_address.get((line["email"].casefold(), fold))
        if found is None:
            found = Person(name=" ".join(line["name"].split()), honorific=line["honorific"][:60],
                           language=line["language"], is_exercise=party is not None and party.is_exercise,
                           gender=line["gender"].lower().removeprefix(NOT_STATED))
            self.plan.people.append(found)
            self._say(line, _("enters %(person)s"), person=str(found))
        self.known.by_party[party.pk if party else None, fold] = found
        if line["email"]:
            self.known.by_address[line["email"].casefold(), fold] = found
        return found

    def _correct(self, line: Line, person: Person) -> None:
        if person._state.adding:
            return
        values = {"name": line["name"], "honorific": line["honorific"][:60], "language": line["language"]}
        new = {key: value for key, value in values.items() if value and value != getattr(person, key)}
        gender = line["gender"].lower()
        if gender and gender.removeprefix(NOT_STATED) != person.gender:
            person.gender = gender.removeprefix(NOT_STATED)
            self.plan.corrected[person.pk] = person
            self._say(line, _("changes what gender %(person)s states"), person=str(person))
        if not new:
            return
        before = str(person)
        for key, value in new.items():
            setattr(person, key, value)
        self.plan.corrected[person.pk] = person
        self._say(line, _("corrects “%(before)s”: %(new)s"), before=before, new=", ".join(new.values()))

    def _mandate(self, line: Line, person: Person, party: Party | None, capacity: str, dates: dict[str, Any]) -> None:
        known = self.known.mandates[party.pk if party else None, capacity]
        own = self.known.held[id(person), party.pk if party else None, capacity]
        open_end = dates["since"] is None
        same = next((one for one in own if one.since == dates["since"] or (open_end and not one.until)), None)
        if same is not None:
            self._change(line, same, dates)
            return
        for other in own:
            if overlap((dates["since"], dates["until"]), (other.since, other.until)):
                self._fault(
                    line, "since",
                    _("%(person)s holds this capacity for the same party already on days of this period (%(period)s).")
                    % {"person": person, "period": said(other)},
                )
                return
        made = Mandate(
            person=person, party=party, capacity=capacity, since=dates["since"], until=dates["until"],
            title=line["function"][:300], designation=line["designation"][:300], note_date=dates["note_date"],
        )
        self._keep(line, made)
        self.plan.mandates.append(made)
        known.append(made)
        own.append(made)
        self._say(line, _("gives %(person)s a mandate: %(capacity)s, %(party)s (%(period)s)"), person=str(person),
                  capacity=str(made.get_capacity_display()), party=party.code if party else "-", period=said(made))

    def _change(self, line: Line, mandate: Mandate, dates: dict[str, Any]) -> None:
        if dates["until"] and mandate.since and dates["until"] <= mandate.since:
            self._fault(line, "until", _("A mandate ends after the day it begins."))
            return
        values = {"until": dates["until"], "title": line["function"][:300],
                  "designation": line["designation"][:300], "note_date": dates["note_date"]}
        new = {key: value for key, value in values.items() if value and value != getattr(mandate, key)}
        if not new:
            return
        for key, value in new.items():
            setattr(mandate, key, value)
        self._keep(line, mandate)
        if not mandate._state.adding:
            self.plan.changed[mandate.pk] = mandate
        party = next((one.code for one in self.known.parties.values() if one.pk == mandate.party_id), "-")
        self._say(line, _("changes the mandate of %(person)s: %(capacity)s, %(party)s (%(period)s)"),
                  person=str(mandate.person), capacity=str(mandate.get_capacity_display()), party=party,
                  period=said(mandate))

    def _keep(self, line: Line, mandate: Mandate) -> None:
        self.rows[id(mandate)] = line.row
        self.plan.parties.add(mandate.party_id or 0)

    def _channels(self, line: Line, person: Person, addresses: list[tuple[str, str]]) -> None:
        key = -id(person) if person._state.adding else person.pk
        for order, (kind, address) in enumerate(addresses):
            if (kind, address.casefold()) in self.known.channels[key]:
                continue
            self.known.channels[key].add((kind, address.casefold()))
            self.plan.channels.append(
                Channel(person=person, kind=kind, address=address, order=order,
                        is_official=line["official"].lower() in YES)
            )
            self._say(line, _("adds a channel of %(person)s: %(address)s"), person=str(person), address=address)

    def _say(self, line: Line, sentence: str, **words: str) -> None:
        self.plan.said.append(_("Row %(row)s %(what)s.") % {"row": line.row, "what": sentence % words})

    def _check_focal_points(self) -> None:
        """DIR-1 over what there is and what the table adds or changes."""
        for (party, capacity), mandates in self.known.mandates.items():
            if capacity != Capacity.FOCAL_POINT or party not in self.plan.parties:
                continue
            for place, mandate in enumerate(mandates):
                for other in mandates[:place]:
                    row = self.rows.get(id(mandate)) or self.rows.get(id(other))
                    if row and not dir_1_no_two_focal_points(
                        (mandate.since, mandate.until), [(other.since, other.until)]
                    ):
                        self.faults.add(row, "since", _(
                            "DIR-1: a party has one focal point at a time; %(person)s is it on days of this period "
                            "(%(period)s). Please give the day that mandate ends in a row of its own.")
                            % {"person": other.person, "period": said(other)})
