"""Where there is no schedule, a smallest set of causes is named."""

from convoke.marketplace.scheduling.causes import causes_of

from .instances import fair, meet, required


def test_more_meetings_than_free_slots_are_one_cause():
    assert causes_of(fair(*required("AB", "AC", "AD"), slots=3, busy={"A": [2]})) == (
        "“A” has meetings for 3 slots and can meet only in 2: 1, 3.",)


def test_a_meeting_without_a_slot_is_one_cause():
    instance = fair(meet("one", "AB", is_required=True), slots=2, busy={"A": [1], "B": [2]})
    assert causes_of(instance)[0].startswith("Meeting “one” has no slot")


def test_too_few_tables_are_one_cause():
    assert causes_of(fair(*required("AB", "CD", "EF"), slots=1)) == (
        "The meetings take 3 slots at tables; all tables together have 2.",)


def test_causes_that_are_one_only_together():
    instance = fair(
        meet("one", "AB", slot=1), meet("two", "AC", slot=1), meet("three", "DE", is_required=True), slots=3, tables=3,
    )
    assert set(causes_of(instance)) == {
        "“A” has 2 meetings (“one”, “two”), one at a time.",
        "Meeting “one” is fixed in slot 1.",
        "Meeting “two” is fixed in slot 1.",
    }


def test_an_order_that_cannot_be_kept():
    instance = fair(meet("one", "AB", slot=3), meet("two", "CD", slot=2, after=frozenset({"one"})))
    assert set(causes_of(instance)) == {
        "Meeting “two” comes after “one”.", "Meeting “one” is fixed in slot 3.", "Meeting “two” is fixed in slot 2."}


def test_a_smaller_set_is_preferred_to_one_that_only_has_nothing_to_spare():
    five_in_a_ring = required("AB", "BC", "CD", "DE", "EA")
    instance = fair(*five_in_a_ring, slots=2, tables=9)
    assert len(causes_of(instance)) == 5
    instance = fair(*five_in_a_ring, meet("x", "FG", slot=1), meet("y", "FH", slot=1), slots=2, tables=9)
    assert len(causes_of(instance)) == 3
