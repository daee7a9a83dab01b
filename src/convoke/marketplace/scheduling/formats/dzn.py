"""The ``.dzn`` files of M. Bofill and others, in which instances from real fairs are published.

Participants, meetings and slots are counted from 1. ``requested`` has three numbers a meeting: both participants, and
1 for the morning, 2 for the afternoon, 3 for either. ``precedences`` names, for each meeting, those to be held before
it. A 0 in ``forbidden`` and ``fixed`` stands for none. ``meetingsxBusiness`` and ``nMeetingsBusiness`` say again what
``requested`` says and are not read. Every meeting is to be held.
"""

import re

from django.utils.translation import gettext as _

from ..errors import Unacceptable
from ..instance import Instance, Meeting, Participant, Place, Session
from ..validation import check

NUMBERS = ("nBusiness", "nMeetings", "nTables", "nTotalSlots", "nMorningSlots")
LISTS = ("requested", "forbidden", "fixed", "precedences")
MORNING, AFTERNOON = "morning", "afternoon"
SESSIONS = {1: frozenset({MORNING}), 2: frozenset({AFTERNOON}), 3: frozenset[str]()}


def parse(text: str) -> Instance:
    """The instance in a text. Raises :class:`~..errors.Unacceptable` where it is not accepted."""
    bare = re.sub(r"%.*", "", text)
    found = dict(re.findall(r"(\w+)\s*=\s*([^;]*);", bare))
    missing = [name for name in (*NUMBERS, "requested") if name not in found]
    if missing:
        raise Unacceptable(_("The .dzn file does not say %(missing)s. Accepted: a file with %(accepted)s.") % {
            "missing": ", ".join(missing), "accepted": ", ".join((*NUMBERS, *LISTS)),
        })
    persons, meetings, tables, slots, morning = (_number(found, name) for name in NUMBERS)
    if not 0 <= morning <= slots:
        raise Unacceptable(_("nMorningSlots is %(number)s. Accepted: at most the %(slots)s slots of nTotalSlots.") % {
            "number": morning, "slots": slots,
        })
    rows = _rows(found["requested"], meetings)
    forbidden = _sets(found, "forbidden", persons)
    after = _sets(found, "precedences", meetings)
    fixed = list(map(int, re.findall(r"-?\d+", found.get("fixed", "")))) or [0] * meetings
    if len(fixed) != meetings:
        raise _of_length("fixed", len(fixed), meetings)
    parts = (Session(MORNING, 1, morning), Session(AFTERNOON, morning + 1, slots))
    instance = Instance(
        slots=slots,
        sessions=tuple(one for one in parts if one.first <= one.last),
        places=tuple(Place(str(number)) for number in range(1, tables + 1)),
        participants=tuple(Participant(str(number), busy) for number, busy in enumerate(forbidden, 1)),
        meetings=tuple(
            Meeting(
                id=str(number), participants=(str(one), str(other)), sessions=SESSIONS[session],
                slot=fixed[number - 1] or None, after=frozenset(map(str, after[number - 1])), is_required=True,
            )
            for number, (one, other, session) in enumerate(rows, 1)
        ),
    )
    check(instance)
    return instance


def _number(found: dict[str, str], name: str) -> int:
    try:
        return int(found[name])
    except ValueError as error:
        raise Unacceptable(_("%(where)s: “%(got)s” is not accepted. Accepted: %(accepted)s.") % {
            "where": name, "got": found[name].strip()[:60], "accepted": _("a whole number"),
        }) from error


def _rows(text: str, number: int) -> list[tuple[int, int, int]]:
    values = list(map(int, re.findall(r"-?\d+", text)))
    if len(values) != 3 * number:
        raise _of_length("requested", len(values), 3 * number)
    rows = list(zip(values[::3], values[1::3], values[2::3], strict=True))
    for session in {row[2] for row in rows} - SESSIONS.keys():
        raise Unacceptable(_("%(where)s: “%(got)s” is not accepted. Accepted: %(accepted)s.") % {
            "where": "requested", "got": session, "accepted": "1, 2, 3",
        })
    return rows


def _sets(found: dict[str, str], name: str, number: int) -> list[frozenset[int]]:
    if name not in found:
        return [frozenset()] * number
    sets = [frozenset(map(int, re.findall(r"-?\d+", one))) - {0} for one in re.findall(r"{([^}]*)}", found[name])]
    if len(sets) != number:
        raise _of_length(name, len(sets), number)
    return sets


def _of_length(name: str, got: int, wanted: int) -> Unacceptable:
    return Unacceptable(_("%(where)s has %(got)s entries. Accepted: %(wanted)s.") % {
        "where": name, "got": got, "wanted": wanted,
    })
