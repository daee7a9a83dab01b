"""The timetable: what clashes (PRO-2), how it stands as a grid, how it is placed and released."""

import datetime as dt
import json
from itertools import combinations

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from convoke.core.actors import ANONYMOUS, system
from convoke.core.policy import Denied
from convoke.programme.models import TimetableVersion
from convoke.programme.operations import timetable as operations
from convoke.programme.timetable import grid, versions
from convoke.programme.timetable.clashes import clashes
from convoke.programme.timetable.interpretation import at_once, needs
from convoke.programme.timetable.standing import standing
from convoke.programme.timetable.values import Hall, Kind, Part, Placed
from tests.factories import (
    EditionFactory,
    PanelRoleFactory,
    PersonFactory,
    RoomFactory,
    RoundtableFactory,
    SessionFactory,
)

OFFICE = system("tests")
START = dt.datetime(2030, 5, 6, 9, tzinfo=dt.UTC)
HALLS = {"main": Hall("main", "Main room", 100, 3), "small": Hall("small", "Small room", 20, 1)}


def at(minutes: int) -> dt.datetime:
    return START + dt.timedelta(minutes=minutes)


def placed(code: str, begins: int, ends: int, room: str = "", people: tuple[str, ...] = (), **more: object) -> Placed:
    parts = tuple(Part(one, one.upper(), "speaker") for one in people)
    return Placed(code, code, at(begins), at(ends), room, people=parts, **more)


def kinds(*sessions: Placed, **more: object) -> list[tuple[Kind, tuple[str, ...]]]:
    return [(one.kind, one.sessions) for one in clashes(sessions, HALLS, **more) if one.kind != Kind.NO_ROOM]


# ------------------------------------------------------------------ what clashes


def test_pro_2_nobody_has_two_roles_in_sessions_that_overlap():
    found = clashes([placed("1", 0, 60, "main", ("ann",)), placed("2", 30, 90, "small", ("ann",))], HALLS)
    assert [(one.kind, one.sessions, one.person) for one in found] == [(Kind.PERSON, ("1", "2"), "ann")]


def test_pro_2_two_roles_in_one_session_are_one_place_to_be():
    assert kinds(placed("1", 0, 60, "main", ("ann", "ann"))) == []


def test_a_session_that_begins_as_another_ends_does_not_overlap_it():
    assert kinds(placed("1", 0, 60, "main", ("ann",)), placed("2", 60, 90, "main", ("ann",))) == []


def test_who_changes_rooms_needs_a_break():
    one, two = placed("1", 0, 60, "main", ("ann",)), placed("2", 65, 90, "small", ("ann",))
    assert kinds(one, two) == [(Kind.BREAK, ("1", "2"))]
    assert kinds(one, placed("2", 70, 90, "small", ("ann",))) == []


def test_one_room_holds_one_session():
    assert kinds(placed("1", 0, 60, "main"), placed("2", 59, 90, "main")) == [(Kind.ROOM, ("1", "2"))]


def test_seats_booths_and_languages():
    assert kinds(placed("1", 0, 60, "small", expected=21)) == [(Kind.SEATS, ("1",))]
    assert kinds(placed("1", 0, 60, "small", languages=("en", "fr", "es"))) == [(Kind.BOOTHS, ("1",))]
    assert kinds(placed("1", 0, 60, "main", languages=("en",)), languages=("en", "fr")) == [
        (Kind.NOT_INTERPRETED, ("1",))]


def test_days_are_counted_in_the_zone_of_the_meeting():
    days = (START.date(), START.date())
    late = placed("1", 8 * 60, 9 * 60, "main")  # 17:00 to 18:00 UTC, the next day in Manila
    assert kinds(late, days=days, zone="UTC") == []
    assert kinds(late, days=days, zone="Asia/Manila") == [(Kind.DAYS, ("1",))]


def test_who_speaks_in_no_language_of_a_session_is_named():
    ann = Part("ann", "Ann", "speaker", ("ar",))
    one = Placed("1", "1", at(0), at(60), "main", languages=("en", "fr"), people=(ann,))
    [found] = [one for one in clashes([one], HALLS) if one.kind == Kind.SPEAKS]
    assert (found.person, found.languages) == ("ann", ("ar",))
    assert Kind.SPEAKS not in {
        one.kind for one in clashes([Placed("1", "1", at(0), at(60), "main", languages=("ar", "en"), people=(ann,))],
                                    HALLS)}


TIMED = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=12)


@given(TIMED)
def test_as_many_teams_are_needed_as_sessions_run_at_the_same_minute(drawn):
    timed = [(at(begins), at(begins + length), "") for begins, length in drawn]
    most = max((sum(begins <= at(minute) < ends for begins, ends, _code in timed) for minute in range(50)), default=0)
    assert at_once(timed) == most


def test_interpreters_are_counted_by_day_of_the_zone_and_only_where_there_is_more_than_one_language():
    sessions = [
        placed("1", 0, 60, languages=("en", "fr")), placed("2", 30, 90, languages=("en", "fr", "es")),
        placed("3", 0, 60, languages=("en",)), placed("4", 9 * 60, 10 * 60, languages=("en", "fr")),
    ]
    found = {(one.day.day, one.language): (one.at_once, one.sessions, one.minutes) for one in needs(sessions, "UTC")}
    assert found[6, "fr"] == (2, ("1", "2", "4"), 180)
    assert found[6, "es"] == (1, ("2",), 60)
    assert {one.day.day for one in needs(sessions, "Asia/Manila")} == {6, 7}


TIMES = st.tuples(st.integers(0, 40), st.integers(1, 20))
SESSIONS = st.lists(
    st.tuples(TIMES, st.sampled_from(["", "main", "small"]), st.sets(st.sampled_from("abcd"), max_size=3)), max_size=12
)


@given(SESSIONS)
def test_pro_2_the_sweep_finds_what_comparing_every_pair_finds(drawn):
    sessions = [
        placed(f"{number:02}", begins, begins + length, room, tuple(sorted(people)))
        for number, ((begins, length), room, people) in enumerate(drawn)
    ]
    expected = set()
    for one, other in combinations(sessions, 2):
        if one.starts < other.ends and other.starts < one.ends:
            pair = frozenset((one.code, other.code))
            both = {part.person for part in one.people} & {part.person for part in other.people}
            expected |= {(Kind.PERSON, pair, person) for person in both}
            if one.room and one.room == other.room:
                expected.add((Kind.ROOM, pair, ""))
    found = [one for one in clashes(sessions, HALLS) if one.kind in (Kind.PERSON, Kind.ROOM)]
    assert {(one.kind, frozenset(one.sessions), one.person) for one in found} == expected
    assert len(found) == len(expected)


# ------------------------------------------------------------------ the grid and what changed


def entry(code: str, begins: int | None, ends: int | None, room: str = "main", **more: object) -> grid.Entry:
    times = (at(begins), at(ends)) if begins is not None and ends is not None else (None, None)
    return grid.Entry(code, {"en": code}, START.date(), *times, room, {"en": room}, **more)


def test_a_grid_has_a_column_for_each_room_and_every_row_is_whole():
    [day] = grid.days([entry("1", 0, 90), entry("2", 0, 45, "small"), entry("3", 60, 120, "small")], "UTC")
    covered = [0] * len(day.rows)
    for number, row in enumerate(day.rows):
        for cell in row.cells:
            for at_row in range(number, number + cell.rows):
                covered[at_row] += 1
    assert covered == [2] * len(day.rows)
    shown = [one.code for row in day.rows for cell in row.cells for one in cell.entries]
    assert sorted(shown) == ["1", "2", "3"]


def test_sessions_that_overlap_in_a_room_share_a_cell():
    [day] = grid.days([entry("1", 0, 60), entry("2", 30, 90)], "UTC")
    assert [one.code for one in day.rows[0].cells[0].entries] == ["1", "2"]
    assert day.rows[0].cells[0].rows == len(day.rows)


def test_a_plan_has_a_cell_for_every_room_and_half_hour_and_keeps_odd_times():
    frame = grid.Frame((("main", {"en": "Main"}), ("small", {"en": "Small"})))
    day = grid.one_day(START.date(), [entry("1", 15, 75)], "UTC", ["main", "small"], frame)
    assert [code for code, _name in day.rooms] == ["main", "small"]
    times = [f"{row.at:%H:%M}" for row in day.rows]
    assert {"08:00", "09:00", "09:15", "18:30"} <= set(times)
    assert sum(cell.rows for row in day.rows for cell in row.cells if cell.room == "small") == len(day.rows)


def test_a_day_without_times_is_shown_without_times():
    [day] = grid.days([entry("1", None, None)], "UTC")
    assert day.rows == ()
    assert [one.code for one in day.untimed] == ["1"]


def test_a_frozen_entry_is_read_back_whole():
    one = entry("1", 0, 60, languages=("en",), people=({"person": "a", "name": "A", "role": "chair", "party": ""},))
    assert versions.read(json.loads(json.dumps(versions.stored(one)))) == one


def test_what_changed_is_told_session_by_session():
    before = [entry("1", 0, 60), entry("2", 0, 60), entry("3", 0, 60)]
    now = [entry("1", 30, 60), entry("2", 0, 60, "small"), entry("4", 0, 60)]
    assert [(one.kind, one.code) for one in versions.changes(before, now)] == [
        (versions.Changed.TIME, "1"), (versions.Changed.ROOM, "2"), (versions.Changed.REMOVED, "3"),
        (versions.Changed.ADDED, "4"),
    ]
    assert versions.changes(now, now) == []


# ------------------------------------------------------------------ placing and releasing


@pytest.fixture
def edition(db):
    return EditionFactory(time_zone="Europe/Brussels", languages=[])


@pytest.fixture
def room(edition):
    return RoomFactory(edition=edition)


def place(session, room, hour: int, minutes: int = 60):
    begins = dt.datetime(2030, 5, 6, hour)
    return operations.place_session(
        actor=OFFICE, session=session, room=room, starts_at=begins, ends_at=begins + dt.timedelta(minutes=minutes)
    )


def test_times_are_meant_in_the_zone_of_the_meeting(edition, room):
    done = place(SessionFactory(edition=edition), room, 9)
    assert done.starts_at == dt.datetime(2030, 5, 6, 7, tzinfo=dt.UTC)
    assert done.held_on == dt.date(2030, 5, 6)
    moved = operations.set_time_zone(actor=OFFICE, edition=edition, zone="Asia/Manila")
    done.refresh_from_db()
    assert (moved.time_zone, done.starts_at) == ("Asia/Manila", dt.datetime(2030, 5, 6, 1, tzinfo=dt.UTC))


@pytest.mark.parametrize("minutes", [0, -30, 17 * 60])
def test_a_session_ends_after_it_begins_and_on_the_same_day(edition, room, minutes):
    with pytest.raises(ValidationError):
        place(SessionFactory(edition=edition), room, 9, minutes)


def test_a_time_the_clocks_skip_is_refused(edition, room):
    begins = dt.datetime(2030, 3, 31, 2, 30)
    with pytest.raises(ValidationError, match="skip"):
        operations.place_session(
            actor=OFFICE, session=SessionFactory(edition=edition), starts_at=begins,
            ends_at=begins + dt.timedelta(hours=2),
        )


def test_a_room_of_another_edition_is_refused(edition):
    with pytest.raises(ValidationError, match="of this edition"):
        place(SessionFactory(edition=edition), RoomFactory(), 9)


@pytest.mark.parametrize(
    "given", [{"name": {}}, {"name": {"en": "A"}, "seats": 0}, {"name": {"en": "A"}, "booths": 31}]
)
def test_a_room_has_a_name_and_figures_that_can_be(edition, given):
    with pytest.raises(ValidationError):
        operations.add_room(actor=OFFICE, edition=edition, **given)


def test_the_timetable_of_a_meeting_that_is_over_stays(room):
    room.edition.state = "following-up"
    room.edition.save()
    with pytest.raises(ValidationError, match="is over"):
        place(SessionFactory(edition=room.edition), room, 9)


def test_nobody_but_the_office_places_and_releases(edition, room, actor):
    session = SessionFactory(edition=edition)
    for one in (ANONYMOUS, actor("focal-point"), actor("delegate"), actor("press")):
        with pytest.raises(Denied):
            operations.place_session(actor=one, session=session, starts_at=at(0), ends_at=at(60))
        with pytest.raises(Denied):
            operations.release_timetable(actor=one, edition=edition)


def test_pro_2_coordinators_and_rapporteurs_of_roundtables_are_counted(edition, room):
    ann = PersonFactory()
    table = RoundtableFactory(edition=edition, coordinator=ann)
    first, second = SessionFactory(edition=edition, roundtable=table), SessionFactory(edition=edition)
    PanelRoleFactory(session=second, person=ann, state="proposed")
    place(first, room, 9)
    place(second, RoomFactory(edition=edition), 9)
    assert [one.kind for one in standing(OFFICE, edition).clashes] == [Kind.PERSON]
    second.panel.update(state="withdrawn")
    assert standing(OFFICE, edition).clashes == []


def test_pro_2_a_timetable_with_clashes_is_released_for_a_reason_in_words_only(edition, room):
    place(SessionFactory(edition=edition), room, 9)
    place(SessionFactory(edition=edition), room, 9)
    with pytest.raises(ValidationError, match="PRO-2"):
        operations.release_timetable(actor=OFFICE, edition=edition, accepted="  ")
    made = operations.release_timetable(actor=OFFICE, edition=edition, accepted="The room is divided.")
    assert (made.number, made.accepted) == (1, "The room is divided.")
    assert made.checksum == versions.checksum(TimetableVersion.objects.get(pk=made.pk).entries)


def test_versions_are_numbered_and_one_that_changes_nothing_is_refused(edition, room):
    session = SessionFactory(edition=edition)
    with pytest.raises(ValidationError, match="nothing to release"):
        operations.release_timetable(actor=OFFICE, edition=edition)
    place(session, room, 9)
    operations.release_timetable(actor=OFFICE, edition=edition)
    with pytest.raises(ValidationError, match="version 1"):
        operations.release_timetable(actor=OFFICE, edition=edition)
    place(session, room, 10)
    assert operations.release_timetable(actor=OFFICE, edition=edition).number == 2


def test_a_released_version_is_never_changed(edition, room):
    place(SessionFactory(edition=edition), room, 9)
    made = operations.release_timetable(actor=OFFICE, edition=edition)
    for change in (lambda: TimetableVersion.objects.filter(pk=made.pk).update(entries=[]), made.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_only_who_confirmed_is_in_a_released_version(edition, room):
    session = SessionFactory(edition=edition)
    there = PanelRoleFactory(session=session)
    PanelRoleFactory(session=session, state="invited")
    place(session, room, 9)
    made = operations.release_timetable(actor=OFFICE, edition=edition)
    assert [one["person"] for one in made.entries[0]["people"]] == [there.person.code]


def test_the_timetable_is_read_in_three_queries(edition, room, queries):
    for hour in range(9, 17):
        session = place(SessionFactory(edition=edition), room, hour)
        PanelRoleFactory.create_batch(3, session=session)
    assert queries(lambda: standing(OFFICE, edition).clashes) == 3


# ------------------------------------------------------------------ the command


def test_the_check_says_what_is_missing(demonstration, capsys):
    call_command("programme", "check", "brussels-2007", "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["sessions"] > 10
    assert found["clashes"] == []
    assert found["balance"]["development"]
    call_command("programme", "check", "brussels-2007")
    assert "Clashes: 0" in capsys.readouterr().out
