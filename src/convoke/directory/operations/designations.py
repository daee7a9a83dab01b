"""Designating, replacing and ending: who acts for a party, from when to when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from convoke.core import clock, formats
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.files.operations import take_in
from convoke.core.journal.operations import operation
from convoke.core.models import StoredFile
from convoke.core.policy import require

from ..models import Capacity, Mandate, Party, Person
from ..rules import dir_1_no_two_focal_points
from . import _records
from ._records import NewPerson


@dataclass(frozen=True)
class Note:
    """What a designation rests on: a note verbale with its reference, date and scan, or what stands in for it."""

    reference: str = ""
    date: dt.date | None = None
    scan: "UploadedFile[bytes] | None" = None


def designate(
    *, actor: Actor, party: Party, person: Person | NewPerson, capacity: str, since: dt.date | None = None,
    until: dt.date | None = None, title: str = "", note: Note | None = None,
) -> Mandate:
    """Gives a person a mandate for a party, from today unless another day is given.

    Raises Denied for who may not, and ValidationError for a capacity or dates that are not
    accepted, or when DIR-1 or a mandate of the same person stands against it.
    """
    since = since or clock.today()
    mandate = _mandate(party, person, capacity, since, until, title, note)
    require(actor, "designate", mandate)
    _check(mandate)
    with operation(actor=actor, verb="designate", party=party.code, audience=Audience.PARTY) as recording:
        _records.lock(party)
        _settle(mandate, person)
        _records.check_free(mandate)
        _store(actor, mandate, note)
        recording.on = mandate
        recording.facts = _facts(mandate)
    return mandate


def replace_focal_point(
    *, actor: Actor, party: Party, person: Person | NewPerson, on: dt.date | None = None, title: str = "",
    note: Note | None = None,
) -> Mandate:
    """Ends the mandate of a party's focal point on a day and begins that of the successor the same day.

    What the predecessor began stays with the party: it hangs on the party, not on the person. A first
    focal point is designated just so. Raises Denied for who may not, ValidationError for a day on or
    before the one the present mandate began, or a successor who is the focal point already (DIR-1).
    """
    on = on or clock.today()
    mandate = _mandate(party, person, Capacity.FOCAL_POINT, on, None, title, note)
    require(actor, "designate", mandate)
    _check(mandate)
    with operation(actor=actor, verb="replace-focal-point", party=party.code, audience=Audience.PARTY) as recording:
        _records.lock(party)
        _settle(mandate, person)
        before = [
            other for other in Mandate.objects.filter(party=party, capacity=Capacity.FOCAL_POINT)
            if not dir_1_no_two_focal_points((on, None), [(other.since, other.until)])
        ]
        for other in before:
            _end_for_successor(other, mandate)
        _records.check_free(mandate)
        _store(actor, mandate, note)
        recording.on = mandate
        recording.facts = {**_facts(mandate), "before": [str(other.person) for other in before]}
    return mandate


def end_mandate(*, actor: Actor, mandate: Mandate, on: dt.date | None = None, reason: str = "") -> Mandate:
    """Ends a mandate on a day, today unless another is given; the last day is the day before.

    Open invitations on it are revoked. Raises Denied for who may not, ValidationError when it
    has ended already or would end before it began.
    """
    require(actor, "end", mandate)
    on = on or clock.today()
    party = mandate.party.code if mandate.party else ""
    with operation(actor=actor, verb="end-mandate", on=mandate, party=party, audience=Audience.PARTY) as recording:
        _records.lock(mandate.party)
        mandate.refresh_from_db(fields=["since", "until"])
        if mandate.until and mandate.until <= on:
            raise ValidationError(
                _("This mandate has ended already, on %(day)s.") % {"day": formats.date(mandate.until)}
            )
        _records.check_day(on, "until")
        _records.check_period(mandate.since, on)
        mandate.until = on
        mandate.save(update_fields=["until"])
        revoked = _records.revoke_open([mandate.pk])
        recording.facts = {**_facts(mandate), "reason": reason[:300], "revoked": revoked}
    return mandate


def _mandate(
    party: Party, person: Person | NewPerson, capacity: str, since: dt.date, until: dt.date | None, title: str,
    note: Note | None,
) -> Mandate:
    note = note or Note()
    return Mandate(
        party=party, person=person if isinstance(person, Person) else None, capacity=capacity, since=since, until=until,
        title=title.strip()[:300], designation=note.reference.strip()[:300], note_date=note.date,
    )


def _check(mandate: Mandate) -> None:
    if mandate.capacity not in Capacity.values:
        accepted = ", ".join(Capacity.values)
        raise ValidationError({"capacity": _("Accepted capacities: %(accepted)s.") % {"accepted": accepted}})
    for day, field in ((mandate.since, "since"), (mandate.until, "until"), (mandate.note_date, "note_date")):
        _records.check_day(day, field)
    if mandate.note_date and mandate.note_date > clock.today():
        raise ValidationError({"note_date": _("The date of the note lies in the future.")})
    _records.check_period(mandate.since, mandate.until)


def _settle(mandate: Mandate, person: Person | NewPerson) -> None:
    if isinstance(person, NewPerson):
        mandate.person = _records.entered(person)
    elif Person.objects.filter(pk=person.pk, merged_into__isnull=False).exists():
        raise ValidationError(_("%(person)s was merged into another person.") % {"person": person})


def _end_for_successor(other: Mandate, successor: Mandate) -> None:
    if other.person_id == successor.person_id:
        raise ValidationError(_("%(person)s is the focal point already.") % {"person": other.person})
    if other.since and successor.since and other.since >= successor.since:
        raise ValidationError(
            {"since": _("DIR-1: %(person)s is focal point %(period)s; the successor can begin after %(day)s.")
             % {"person": other.person, "period": _records.said(other), "day": formats.date(other.since)}}
        )
    other.until = successor.since
    other.save(update_fields=["until"])
    _records.revoke_open([other.pk])


def _store(actor: Actor, mandate: Mandate, note: Note | None) -> None:
    if note and note.scan:
        mandate.scan = _scan(actor, note.scan, mandate)
    mandate.save(force_insert=True)


def _scan(actor: Actor, upload: "UploadedFile[bytes]", mandate: Mandate) -> StoredFile:
    try:
        return take_in(actor=actor, upload=upload, audience=Audience.PARTY, party=mandate.party.code)  # type: ignore[union-attr]
    except ValidationError as error:
        raise ValidationError({"scan": error.messages}) from error


def _facts(mandate: Mandate) -> dict[str, Any]:
    return {
        "person": str(mandate.person), "capacity": mandate.capacity,
        "since": mandate.since.isoformat() if mandate.since else "",
        "until": mandate.until.isoformat() if mandate.until else "", "reference": mandate.designation,
    }
