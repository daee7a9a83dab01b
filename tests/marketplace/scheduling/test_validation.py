"""What cannot be meant is refused before anything is scheduled."""

import pytest

from convoke.marketplace.scheduling.errors import Unacceptable
from convoke.marketplace.scheduling.validation import check

from .instances import fair, meet

WRONG = {
    "more fixed meetings than tables": (
        fair(meet("one", "AB", slot=2), meet("two", "CD", slot=2), tables=1),
        "2 meetings are fixed in slot 2. Accepted: as many as there are tables, 1."),
    "two fixed at one table": (
        fair(meet("one", "AB", slot=2, place="t1"), meet("two", "CD", slot=2, place="t1")),
        "2 meetings are fixed at table “t1” in slot 2. Accepted: one."),
    "a participant meets itself": (fair(meet("one", "AA")), "“A” would meet itself"),
    "one participant": (fair(meet("one", "A")), "too few participants. Accepted: two or more."),
    "a slot outside the day": (fair(meet("one", "AB"), busy={"A": [5]}), "there is no slot 5. Accepted: 1 to 4."),
    "a forbidden slot outside the day": (fair(meet("one", "AB", forbidden=frozenset({0}))), "there is no slot 0."),
    "no such resource": (
        fair(meet("one", "AB", needs=("ar",))), "names resource “ar”, which there is not. Accepted: –."),
    "no such session": (fair(meet("one", "AB", sessions=frozenset({"pm"}))), "names session “pm”"),
    "no such meeting before": (fair(meet("one", "AB", after=frozenset({"two"}))), "names meeting “two”"),
    "in a circle": (
        fair(meet("one", "AB", after=frozenset({"two"})), meet("two", "AB", after=frozenset({"one"}))),
        "in a circle: “one”, “two”."),
    "no length": (fair(meet("one", "AB", length=0)), "takes 0 slots. Accepted: one or more."),
    "no priority": (fair(meet("one", "AB", priority=0)), "has the priority 0."),
    "no slots": (fair(slots=0), "There are 0 slots. Accepted: at least one."),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_meant_is_told_with_what_is_accepted(name):
    instance, said = WRONG[name]
    with pytest.raises(Unacceptable) as told:
        check(instance)
    assert said in str(told.value)


def test_an_instance_that_is_right_passes():
    check(fair("AB", "CD", busy={"A": [1]}, sessions=[("am", 1, 2), ("pm", 3, 4)]))
