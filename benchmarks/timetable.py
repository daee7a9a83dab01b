"""A timetable of 300 sessions with 5,000 roles: the clash check, the public page, the office's plan.

    python -m benchmarks.timetable    in a home folder of its own that CONVOKE_HOME names
"""

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import django

from .figures import Figure
from .inside import asking, figures_of, p95

SESSIONS, ROLES, PEOPLE, ROOMS, DAYS = 300, 5_000, 3_000, 20, 4
CHECK, PAGE, WEIGHT = 200.0, 100.0, 60.0
"""Targets: milliseconds, milliseconds, kilobytes."""
CODE = "exercise-timetable"


def figures(home: Path) -> list[Figure]:
    """Fills a home of its own and measures there, in a process of its own."""
    return figures_of("timetable", home)


def main() -> None:
    """Fills the database and measures what the office and a reader wait for."""
    django.setup()
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from convoke.core.actors import system  # noqa: PLC0415
    from convoke.core.versioned import forget_everything  # noqa: PLC0415
    from convoke.directory.models import Account  # noqa: PLC0415
    from convoke.programme.timetable.clashes import clashes  # noqa: PLC0415
    from convoke.programme.timetable.standing import standing  # noqa: PLC0415
    from convoke.web import serving  # noqa: PLC0415

    edition = _edition()
    serving.settle()
    actor, now = system("benchmark"), standing(system("benchmark"), edition)
    placed, halls = now.placed, now.halls
    found = len(clashes(placed, halls))
    office = Client()
    office.force_login(Account.objects.get(email="task-force@example.org"))

    public, plan = (reverse(name, args=[edition.code]) for name in ("timetable", "timetable-plan"))
    reader = asking(Client(), public)
    name = f"timetable of {SESSIONS} sessions, {ROLES:,} roles"
    print(json.dumps([
        (f"{name}: clash check ({found:,} found), p95", p95(lambda: clashes(placed, halls)), "ms", CHECK),
        (f"{name}: read and checked, p95", p95(lambda: standing(actor, edition).clashes), "ms", CHECK),
        (f"{name}: public page p95, after each change", p95(reader, before=forget_everything), "ms", PAGE),
        (f"{name}: public page p95, nothing changed", p95(reader), "ms", PAGE),
        (f"{name}: public page compressed", reader() / 1024, "KB", WEIGHT),
        (f"{name}: plan of the office, p95", p95(asking(office, plan)), "ms", 0.0),
    ]))


def _edition() -> Any:
    """An edition that does not exist, with a released timetable; made once."""
    from convoke.core.actors import system  # noqa: PLC0415
    from convoke.directory.models import Person  # noqa: PLC0415
    from convoke.editions.models import Edition, Forum  # noqa: PLC0415
    from convoke.programme.models import PanelRole, Role, Room, Session  # noqa: PLC0415
    from convoke.programme.operations.timetable import place_session, release_timetable  # noqa: PLC0415

    if made := Edition.objects.filter(code=CODE).first():
        return made
    source, first = random.Random(2007), dt.date(2030, 5, 6)
    forum = Forum.objects.order_by("pk").first()
    assert forum is not None
    edition = Edition.objects.create(
        forum=forum, code=CODE, ordinal=900, name={"en": "Exercise"}, year=2030, starts_on=first,
        ends_on=first + dt.timedelta(days=DAYS - 1), languages=[],
    )
    people = Person.objects.bulk_create(
        Person(code=f"exercise-bench-{number}", name=f"Person {number} (exercise)", is_exercise=True)
        for number in range(PEOPLE)
    )
    rooms = Room.objects.bulk_create(
        Room(edition=edition, code=f"room-{number:02}", name={"en": f"Room {number}"}, order=number, capacity=200,
             booths=4)
        for number in range(ROOMS)
    )
    sessions = []
    for number in range(SESSIONS):
        slot, room = divmod(number, ROOMS)
        begins = dt.datetime.combine(first, dt.time(9), dt.UTC) + dt.timedelta(
            days=slot % DAYS, minutes=100 * (slot // DAYS))
        sessions.append(Session(
            edition=edition, code=f"s{number:03}", kind=Session.Kind.PLENARY, order=number, room=rooms[room],
            title={"en": f"Session {number} of the exercise"}, held_on=begins.date(), starts_at=begins,
            ends_at=begins + dt.timedelta(minutes=90), languages=["en", "fr", "es"], expected=150,
        ))
    Session.objects.bulk_create(sessions)
    PanelRole.objects.bulk_create(
        PanelRole(session=sessions[number % SESSIONS], person=source.choice(people), role=Role.PANELLIST, order=number)
        for number in range(ROLES)
    )
    release_timetable(actor=system("benchmark"), edition=edition, accepted="A draw for measuring.")
    for moved in sessions[:20]:  # so that the page has to say what changed
        place_session(
            actor=system("benchmark"), session=moved, room=moved.room,
            starts_at=moved.starts_at + dt.timedelta(minutes=5), ends_at=moved.ends_at + dt.timedelta(minutes=5))
    release_timetable(actor=system("benchmark"), edition=edition, accepted="A draw for measuring.")
    return edition


if __name__ == "__main__":
    main()
