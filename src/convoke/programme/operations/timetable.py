"""Rooms, places of sessions in the timetable, interpretation, and the release of numbered versions."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.formats import zone_names
from convoke.core.journal.operations import operation
from convoke.core.models import JournalEntry
from convoke.core.policy import require
from convoke.editions.models import Edition
from convoke.editions.states import EditionState

from ..models import Room, Session, TimetableVersion
from ..timetable import versions
from ..timetable.standing import entries_of, released, standing

LONGEST = dt.timedelta(hours=16)
MOVES = ("place-session", "unplace-session", "undo-move")
"""What the journal calls that a session got another place."""
OVER = (EditionState.FOLLOWING_UP, EditionState.CLOSED)


def set_time_zone(*, actor: Actor, edition: Edition, zone: str) -> Edition:
    """The time zone of the meeting; sessions keep the times of day they have on the programme.

    Raises ValidationError for a zone that is none, or an edition whose meeting is over.
    """
    require(actor, "set-zone", TimetableVersion)
    if zone not in zone_names():
        raise ValidationError({"zone": _("Give a time zone by its name, such as Europe/Brussels.")})
    with operation(
        actor=actor, verb="set-timetable-zone", on=edition, edition=edition.code, audience=Audience.PARTICIPANTS
    ) as recording:
        present = _ahead(edition)
        before, after = ZoneInfo(present.time_zone), ZoneInfo(zone)
        sessions = list(Session.objects.select_for_update().filter(edition=present, starts_at__isnull=False))
        for one in sessions:
            if one.starts_at and one.ends_at:
                one.starts_at = one.starts_at.astimezone(before).replace(tzinfo=after).astimezone(dt.UTC)
                one.ends_at = one.ends_at.astimezone(before).replace(tzinfo=after).astimezone(dt.UTC)
        Session.objects.bulk_update(sessions, ["starts_at", "ends_at"])
        present.time_zone = zone
        present.save(update_fields=["time_zone"])
        recording.facts = {"zone": zone}
    return present


def add_room(
    *, actor: Actor, edition: Edition, name: Mapping[str, str], seats: int | None = None, booths: int = 0,
) -> Room:
    """A new room of the meeting; raises ValidationError without a name or for figures out of range."""
    require(actor, "add", Room)
    with operation(
        actor=actor, verb="add-room", edition=edition.code, audience=Audience.PARTICIPANTS
    ) as recording:
        present = _ahead(edition)
        last = Room.objects.filter(edition=present).aggregate(last=Max("order"))["last"]
        room = Room(edition=present, code=_free_code(present, name), order=0 if last is None else last + 1)
        _fill(room, name, seats, booths)
        recording.on, recording.facts = room, {"seats": seats, "booths": booths}
    return room


def change_room(
    *, actor: Actor, room: Room, name: Mapping[str, str], seats: int | None = None, booths: int = 0
) -> Room:
    """Name, seats and booths of a room; what no longer fits shows as a clash. Raises as :func:`add_room` does."""
    require(actor, "change", room)
    with operation(
        actor=actor, verb="change-room", on=room, edition=room.edition.code, audience=Audience.PARTICIPANTS
    ) as recording:
        _ahead(room.edition)
        present = Room.objects.select_for_update().get(pk=room.pk)
        _fill(present, name, seats, booths)
        recording.facts = {"seats": seats, "booths": booths}
    return present


def place_session(
    *, actor: Actor, session: Session, starts_at: dt.datetime, ends_at: dt.datetime, room: Room | None = None
) -> Session:
    """Gives a session its time and room; times without a zone are meant in the zone of the meeting.

    What clashes is shown, not refused. Raises ValidationError for an end that does not follow the
    beginning, a session longer than a day's work, a time the clocks skip, or a room of another edition.
    """
    with _moving(actor, "place-session", session) as present:
        edition = present.edition
        starts, ends = _moment(starts_at, edition.time_zone), _moment(ends_at, edition.time_zone)
        if ends <= starts:
            raise ValidationError({"ends": _("A session ends after it has begun.")})
        if ends - starts > LONGEST:
            raise ValidationError({"ends": _("A session lasts at most 16 hours; enter a longer one as several.")})
        if room and room.edition_id != edition.pk:
            raise ValidationError({"room": _("Choose a room of this edition.")})
        _put(present, starts, ends, room)
    return present


def unplace_session(*, actor: Actor, session: Session) -> Session:
    """Takes a session out of the timetable again; raises ValidationError for one that has no time."""
    with _moving(actor, "unplace-session", session) as present:
        if present.starts_at is None:
            raise ValidationError(_("The session has no time yet."))
        _put(present, None, None, None)
    return present


def undo_move(*, actor: Actor, session: Session) -> Session:
    """Puts a session back where it stood before it was moved last; done again, it undoes the undoing.

    Raises ValidationError where the session was never moved, or stands elsewhere than its last move put it.
    """
    with _moving(actor, "undo-move", session) as present:
        edition, now = present.edition, _place(present)
        moved = JournalEntry.objects.filter(
            verb__in=MOVES, object_type=session._meta.label_lower, object_key=session.code, edition=edition.code
        ).order_by("-sequence").first()
        if moved is None or "before" not in moved.facts or any(moved.facts.get(key) != now[key] for key in now):
            raise ValidationError(_("The session was changed since; look where it stands and move it from there."))
        wanted = moved.facts["before"]
        room = Room.objects.filter(edition=edition, code=wanted["room"]).first()
        starts, ends = (dt.datetime.fromisoformat(wanted[key]) if wanted[key] else None for key in ("starts", "ends"))
        _put(present, starts, ends, room)
    return present


def plan_interpretation(
    *, actor: Actor, session: Session, languages: Collection[str], expected: int | None = None
) -> Session:
    """The languages of a session and how many are expected; raises ValidationError for a language there is not."""
    require(actor, "interpret", session)
    accepted = dict(settings.CONVOKE_CONTENT_LANGUAGES)
    if unknown := sorted(set(languages) - set(accepted)):
        raise ValidationError({"languages": _("Unknown language: %(unknown)s. Accepted: %(accepted)s.") % {
            "unknown": ", ".join(unknown), "accepted": ", ".join(accepted)}})
    if expected is not None and not 0 <= expected <= 100_000:
        raise ValidationError({"expected": _("Give a number of participants from 0 to 100 000.")})
    with operation(
        actor=actor, verb="plan-interpretation", on=session, edition=session.edition.code,
        audience=Audience.TASK_FORCE,
    ) as recording:
        _ahead(session.edition)
        present = Session.objects.select_for_update().get(pk=session.pk)
        present.languages, present.expected = [one for one in accepted if one in languages], expected
        present.save(update_fields=["languages", "expected"])
        recording.facts = {"languages": present.languages, "expected": expected}
    return present


def release_timetable(
    *, actor: Actor, edition: Edition, note: Mapping[str, str] | None = None, accepted: str = ""
) -> TimetableVersion:
    """Releases the timetable as it stands, as the next numbered version with its checksum; it is never changed.

    PRO-2: clashes bar nothing, and nothing clashes in silence: while any stands, ``accepted`` says in words why
    it is released all the same. Raises ValidationError without such a reason, where no session has a
    time, and where nothing changed since the version before.
    """
    require(actor, "release", TimetableVersion)
    reason = accepted.strip()
    if len(reason) > 500:
        raise ValidationError({"accepted": _("A reason has at most 500 signs.")})
    with operation(
        actor=actor, verb="release-timetable", edition=edition.code, audience=Audience.PUBLIC
    ) as recording:
        present = _ahead(edition)
        now, before = standing(actor, present), released(actor, present)
        if not any(one.starts for one in now.entries):
            raise ValidationError(_("No session has a time yet; there is nothing to release."))
        if now.clashes and not reason:
            raise ValidationError({"accepted": _(
                "PRO-2: clashes stand in this timetable. Put them right, or say why it is released all the same."
            )})
        entries = [versions.stored(one) for one in now.entries]
        changed = versions.changes(entries_of(before), now.entries)
        if before and not changed:
            raise ValidationError(_("Nothing has changed since version %(number)s.") % {"number": before.number})
        made = TimetableVersion.objects.create(
            edition=present, number=before.number + 1 if before else 1, entries=entries,
            checksum=versions.checksum(entries), accepted=reason if now.clashes else "",
            note={language: text.strip() for language, text in (note or {}).items() if text.strip()},
            released_at=clock.now(), released_by_id=actor.account_id,
        )
        recording.on = made
        recording.facts = {"number": made.number, "sessions": len(entries), "changes": len(changed)}
    return made


def _place(session: Session) -> dict[str, str]:
    """Where a session stands, as the journal keeps it."""
    return {
        "starts": session.starts_at.astimezone(dt.UTC).isoformat() if session.starts_at else "",
        "ends": session.ends_at.astimezone(dt.UTC).isoformat() if session.ends_at else "",
        "room": session.room.code if session.room else "",
    }


@contextmanager
def _moving(actor: Actor, verb: str, session: Session) -> Iterator[Session]:
    """A session, locked with its edition, to be given another place; the journal keeps where it stood and stands."""
    require(actor, "place", session)
    with operation(
        actor=actor, verb=verb, on=session, edition=session.edition.code, audience=Audience.TASK_FORCE
    ) as recording:
        edition = _ahead(session.edition)
        present = Session.objects.select_for_update(of=("self",)).select_related("room").get(pk=session.pk)
        present.edition = edition
        before = _place(present)
        yield present
        recording.facts = {**_place(present), "before": before}


def _put(session: Session, starts: dt.datetime | None, ends: dt.datetime | None, room: Room | None) -> None:
    session.starts_at, session.ends_at, session.room = starts, ends, room
    session.held_on = starts.astimezone(ZoneInfo(session.edition.time_zone)).date() if starts else None
    session.save(update_fields=["starts_at", "ends_at", "room", "held_on"])


def _ahead(edition: Edition) -> Edition:
    """The edition, locked; raises ValidationError where its meeting is over and its timetable a record."""
    present = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if present.state in OVER:
        raise ValidationError(_("The meeting of this edition is over; its timetable stays as it was."))
    return present


def _moment(at: dt.datetime, zone: str) -> dt.datetime:
    if at.tzinfo is not None:
        return at.astimezone(dt.UTC)
    found = at.replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)
    if found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != at:
        raise ValidationError({"begins": _("The clocks of the meeting's zone skip this time; choose another.")})
    return found


def _fill(room: Room, name: Mapping[str, str], seats: int | None, booths: int) -> None:
    texts = {language: text.strip() for language, text in name.items() if text.strip()}
    if not texts:
        raise ValidationError({"name": _("Give the room a name in at least one language.")})
    if seats is not None and not 1 <= seats <= 100_000:
        raise ValidationError({"seats": _("Give the number of seats: 1 to 100 000.")})
    if not 0 <= booths <= 30:
        raise ValidationError({"booths": _("Give the number of booths: 0 to 30.")})
    room.name, room.capacity, room.booths = texts, seats, booths
    room.full_clean(exclude=["edition"])
    room.save()


def _free_code(edition: Edition, name: Mapping[str, Any]) -> str:
    wanted = next((one for text in name.values() if (one := slugify(text)[:34])), "") or "room"
    taken = set(Room.objects.filter(edition=edition).values_list("code", flat=True))
    return next(one for one in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
