"""Every meeting that is not held has its reason."""

from convoke.marketplace.scheduling.explain import reasons
from convoke.marketplace.scheduling.instance import Held
from convoke.marketplace.scheduling.naming import listed

from .instances import fair, meet


def test_slots_are_listed_as_people_read_them():
    assert listed({7, 3, 5, 6}) == "3, 5–7"


def test_all_tables_taken():
    instance = fair(
        meet("one", "AB"), meet("two", "AB"), meet("three", "CD"), meet("four", "AC"), tables=1, slots=3,
        busy={"A": [3]},
    )
    schedule = {"one": Held(1, "t1"), "two": Held(2, "t1"), "three": Held(3, "t1")}
    assert reasons(instance, schedule)["four"].startswith("Its participants are never free at the same time")
    instance = fair(meet("one", "AB"), meet("two", "AB"), meet("late", "CD"), tables=1, slots=2)
    assert reasons(instance, {"one": Held(1, "t1"), "two": Held(2, "t1")}) == {
        "late": "All are free only in slots 1–2, where all tables are taken."}


def test_different_reasons_in_different_slots():
    instance = fair(
        meet("one", "AB", needs=("ar",)), meet("two", "AB"), meet("late", "CD", needs=("ar",)), slots=2,
        tables=1, resources=[("ar", 1, frozenset({2}))],
    )
    instance2 = fair(
        meet("one", "AB", needs=("ar",)), meet("two", "AB"), meet("late", "CD", needs=("ar",)), slots=2,
        tables=1, resources=[("ar", 1)],
    )
    schedule = {"one": Held(1, "t1"), "two": Held(2, "t1")}
    assert reasons(instance, schedule)["late"] == "All are free only in slot 1, where all of “ar” are taken."
    assert reasons(instance2, schedule)["late"] == (
        "All are free only in slots 1–2: in slot 1 all of “ar” are taken; in slot 2 all tables are taken.")


def test_order_and_fixed_tables():
    instance = fair(
        meet("one", "AB"), meet("two", "CD", after=frozenset({"one"}), slot=None, forbidden=frozenset({3, 4})),
        meet("three", "EF", place="t1"), slots=4,
    )
    found = reasons(instance, {"one": Held(2, "t1")})
    assert found["two"] == "All are free only in slots 1–2, where meeting “one”, which comes before it, is not over."


def test_no_slot_at_all():
    instance = fair(meet("one", "AB", forbidden=frozenset({1})), slots=2, busy={"B": [2]})
    assert reasons(instance, {})["one"].startswith("No slot is left for it")
