"""Giving the directory out: the same columns as are taken in, and Popolo (popoloproject.com) as JSON."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from openpyxl import Workbook

from convoke.core.actors import Actor
from convoke.core.formats import never_formula
from convoke.core.periods import in_force
from convoke.core.policy import readable

from ..models import Channel, Mandate, Person
from ..queries import Names
from ..rules import gender_seen
from .columns import COLUMNS

CONTACTS = {
    Channel.Kind.EMAIL: "email", Channel.Kind.PHONE: "voice", Channel.Kind.FAX: "fax", Channel.Kind.POST: "address",
}
"""How Popolo calls our kinds of channel; all others keep our word."""


def mandates(actor: Actor, on: dt.date | None = None) -> QuerySet[Mandate]:
    """The mandates the actor may read, in force on a date or all there ever were, with people and channels."""
    channels = readable(actor, Channel).filter(Q(until=None) | Q(until__gt=on) if on else Q(until=None))
    held = readable(actor, Mandate).filter(in_force(on) if on else Q(), person__merged_into=None)
    return held.select_related("person", "party").prefetch_related(
        Prefetch("person__channels", queryset=channels, to_attr="at_hand")
    ).order_by("party__code", "capacity", "since", "pk")


def rows(actor: Actor, on: dt.date | None = None) -> Iterator[list[str]]:
    """The head and a row for each mandate; four queries. Gender is given where DIR-3 shows it."""
    yield list(COLUMNS)
    known = dict(Person.objects.filter(gender_seen(actor)).exclude(gender="").values_list("pk", "gender"))
    for mandate in mandates(actor, on):
        person = mandate.person
        first = {channel.kind: channel for channel in reversed(person.at_hand)}  # type: ignore[attr-defined]
        email, phone = first.get(Channel.Kind.EMAIL), first.get(Channel.Kind.PHONE)
        yield [
            person.code, person.honorific, person.name, person.language, mandate.party.code if mandate.party else "",
            mandate.capacity, mandate.title, _day(mandate.since), _day(mandate.until), mandate.designation,
            _day(mandate.note_date), email.address if email else "", phone.address if phone else "",
            "yes" if email and email.is_official else "", known.get(person.pk, ""),
        ]


def as_csv(actor: Actor, on: dt.date | None = None) -> bytes:
    """The rows as CSV in UTF-8; what a spreadsheet would take for a formula is marked as text."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows(actor, on):
        writer.writerow([never_formula(value) for value in row])
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(actor: Actor, on: dt.date | None = None) -> bytes:
    """The rows as an XLSX file, every value as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("directory")
    for row in rows(actor, on):
        sheet.append([f"'{value}" if value[:1] == "=" else value for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_popolo(actor: Actor, on: dt.date | None = None) -> dict[str, Any]:
    """Persons, organizations and memberships with their dates, as Popolo writes them."""
    names = Names("en", on)
    people: dict[int, dict[str, Any]] = {}
    bodies: dict[int, dict[str, Any]] = {}
    memberships = []
    for mandate in mandates(actor, on):
        person, party = mandate.person, mandate.party
        people.setdefault(person.pk, _without_empty({
            "id": person.code, "name": person.name, "honorific_prefix": person.honorific,
            "contact_details": [_contact(channel) for channel in person.at_hand],  # type: ignore[attr-defined]
        }))
        if party:
            bodies.setdefault(party.pk, _without_empty({
                "id": party.code, "name": names.name(party), "classification": party.kind,
                "identifiers": [{"scheme": "ISO 3166-1 alpha-3", "identifier": party.iso3}] if party.iso3 else [],
            }))
        memberships.append(_without_empty({
            "person_id": person.code, "organization_id": party.code if party else "", "role": mandate.capacity,
            "label": mandate.title, "start_date": _day(mandate.since), "end_date": _day(mandate.until),
        }))
    return {"persons": list(people.values()), "organizations": list(bodies.values()), "memberships": memberships}


def _contact(channel: Channel) -> dict[str, Any]:
    kind = CONTACTS.get(Channel.Kind(channel.kind), channel.kind)
    return _without_empty({"type": kind, "value": channel.address, "label": channel.label})


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", [], None)}


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
