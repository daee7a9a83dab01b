"""The desks: each area says what waits for the actor; the desk puts the most urgent first."""

import datetime as dt

from convoke.core.actors import Actor

from . import (
    afterwards,
    agenda,
    bodies,
    consultation,
    directory,
    marketplace,
    meetings,
    modalities,
    outreach,
    rooms,
    teams,
    timetable,
)
from .items import Item

AREAS = (
    consultation, directory, bodies, outreach, modalities, agenda, teams, timetable, marketplace, rooms, meetings,
    afterwards,
)


def asked(actor: Actor, today: dt.date) -> list[Item]:
    """All that waits for the actor, by the day it is due; what has no day comes last."""
    found = [item for area in AREAS for item in area.items(actor, today)]
    return sorted(found, key=lambda item: (item.due or dt.date.max, item.rank))
