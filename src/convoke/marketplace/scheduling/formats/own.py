"""Our JSON: ``schemas/instance.schema.json`` says what it may hold, ``docs/scheduling.md`` what it means."""

import json
from functools import cache
from importlib import resources
from typing import Any, cast

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from ..errors import Unacceptable
from ..instance import Held, Instance, Meeting, Participant, Place, Resource, Session
from ..validation import check

FORMAT, VERSION = "convoke-meetings", 1
SHOWN = 20
"""Faults of a file that are told at a time."""


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of the format."""
    file = resources.files("convoke.marketplace.scheduling") / "schemas" / "instance.schema.json"
    return cast("dict[str, Any]", json.loads(file.read_text(encoding="utf-8")))


def parse(text: str) -> Instance:
    """The instance in a text. Raises :class:`~..errors.Unacceptable` where it is not accepted."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unacceptable(_("The file is not JSON: %(reason)s.") % {"reason": str(error)}) from error
    if isinstance(data, dict) and (data.get("format"), data.get("version")) != (FORMAT, VERSION):
        raise Unacceptable(_(
            "The file says that it is “%(format)s”, version %(version)s. Accepted: “%(accepted)s”, version %(number)s."
        ) % {
            "format": _short(data.get("format", "–")), "version": _short(data.get("version", "–")),
            "accepted": FORMAT, "number": VERSION,
        })
    errors = Draft202012Validator(schema()).iter_errors(data)
    found = sorted(errors, key=lambda error: list(map(str, error.absolute_path)))
    if found:
        raise Unacceptable(*(_message(error) for error in found[:SHOWN]))
    instance = _instance(data)
    check(instance)
    return instance


def dump(instance: Instance) -> dict[str, Any]:
    """The instance as data of the format; what is as usual is left out."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "slots": instance.slots,
        "sessions": [{"name": one.name, "first": one.first, "last": one.last} for one in instance.sessions],
        "tables": [_bare(id=one.id, closed=sorted(one.closed)) for one in instance.places],
        "resources": [
            _bare(id=one.id, away=sorted(one.away)) | {"number": one.number} for one in instance.resources
        ],
        "participants": [_bare(id=one.id, busy=sorted(one.busy)) for one in instance.participants],
        "meetings": [
            _bare(
                id=one.id, participants=list(one.participants), sessions=sorted(one.sessions),
                forbidden=sorted(one.forbidden), slot=one.slot, table=one.place, after=sorted(one.after),
                needs=list(one.needs), required=one.is_required,
                length=one.length if one.length > 1 else None, priority=one.priority if one.priority > 1 else None,
            )
            for one in instance.meetings
        ],
    }


def _bare(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value or (value == 0 and value is not False)}


def _instance(data: dict[str, Any]) -> Instance:
    tables = data["tables"]
    if not isinstance(tables, list):
        tables = [{"id": str(number)} for number in range(1, int(tables) + 1)]
    return Instance(
        slots=int(data["slots"]),
        sessions=tuple(
            Session(one["name"], int(one["first"]), int(one["last"])) for one in data.get("sessions", ())
        ),
        places=tuple(Place(one["id"], _slots(one, "closed")) for one in tables),
        resources=tuple(
            Resource(one["id"], int(one["number"]), _slots(one, "away")) for one in data.get("resources", ())
        ),
        participants=tuple(Participant(one["id"], _slots(one, "busy")) for one in data["participants"]),
        meetings=tuple(_meeting(one) for one in data["meetings"]),
    )


def _slots(one: dict[str, Any], key: str) -> frozenset[int]:
    """Slots as whole numbers: to JSON, 2.0 is one as well."""
    return frozenset(map(int, one.get(key, ())))


def _meeting(one: dict[str, Any]) -> Meeting:
    return Meeting(
        id=one["id"], participants=tuple(one["participants"]), length=int(one.get("length", 1)),
        priority=int(one.get("priority", 1)), sessions=frozenset(one.get("sessions", ())),
        forbidden=_slots(one, "forbidden"), slot=int(one["slot"]) if "slot" in one else None, place=one.get("table"),
        after=frozenset(one.get("after", ())), needs=tuple(one.get("needs", ())),
        is_required=one.get("required", False),
    )


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _message(error: ValidationError) -> str:
    where = error.json_path.removeprefix("$").removeprefix(".") or _("the file")
    part = cast("dict[str, Any]", error.schema)
    if error.validator == "required":
        missing = next(key for key in cast("list[str]", error.validator_value) if key not in cast(Any, error.instance))
        return _("%(where)s: “%(key)s” is missing.") % {"where": where, "key": missing}
    if error.validator == "additionalProperties":
        unknown = sorted(set(cast(Any, error.instance)) - set(part["properties"]))
        return _("%(where)s: “%(key)s” is not known here. Accepted: %(accepted)s.") % {
            "where": where, "key": _short(", ".join(unknown)), "accepted": ", ".join(sorted(part["properties"])),
        }
    return _("%(where)s: “%(got)s” is not accepted. Accepted: %(accepted)s.") % {
        "where": where, "got": _short(error.instance), "accepted": part.get("description", error.message),
    }


def parse_schedule(text: str, instance: Instance) -> dict[str, Held]:
    """The schedule in what the command printed before, as far as the instance has its meetings.

    Raises :class:`~..errors.Unacceptable` where it is none.
    """
    accepted = _("an object as --json prints it, with “schedule”: a list of objects with meeting, slot and table")
    try:
        rows = json.loads(text)["schedule"]
        found = {str(row["meeting"]): Held(int(row["slot"]), str(row["table"])) for row in rows}
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unacceptable(
            _("The schedule is not accepted. Accepted: %(accepted)s.") % {"accepted": accepted}
        ) from error
    return {id_: held for id_, held in found.items() if id_ in instance.meeting}
