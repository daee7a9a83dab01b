"""Instances are read from our JSON and from published files; what is not accepted is told."""

import json

import pytest

from convoke.marketplace.scheduling.errors import Unacceptable
from convoke.marketplace.scheduling.formats import dzn, own, read
from convoke.marketplace.scheduling.generate import random_fair

from .instances import fair, meet

PUBLISHED = """
% two mornings slots of three
nBusiness = 3; nMeetings = 2; nTables = 2; nTotalSlots = 3; nMorningSlots = 2;
requested = [|1, 2,1,
|2, 3,3, |];
meetingsxBusiness = [{1,2},{1,2,3},{1,3}];
nMeetingsBusiness = [1,2,1];
forbidden = [{0},
{2},{}];
fixed = [0,3];
precedences = [{},{1}];
"""
OURS = {
    "format": "convoke-meetings", "version": 1, "slots": 4, "tables": 2,
    "participants": [{"id": "A"}, {"id": "B", "busy": [1]}],
    "meetings": [{"id": "one", "participants": ["A", "B"]}],
}


def test_a_published_file_is_read_as_its_authors_mean_it():
    instance = dzn.parse(PUBLISHED)
    one, two = instance.meetings
    assert (instance.slots, len(instance.places)) == (3, 2)
    assert [(part.name, part.first, part.last) for part in instance.sessions] == [
        ("morning", 1, 2), ("afternoon", 3, 3)]
    assert one.participants == ("1", "2")
    assert one.sessions == {"morning"}
    assert instance.starts(one) == (1,)
    assert (two.slot, two.after, two.sessions) == (3, {"1"}, frozenset())
    assert all(one.is_required for one in instance.meetings)


@pytest.mark.parametrize(("old", "new", "said"), [
    ("nTables = 2;", "", "does not say nTables"),
    ("|2, 3,3, |]", "|]", "requested has 3 entries. Accepted: 6."),
    ("2,1,", "2,7,", "Accepted: 1, 2, 3."),
    ("nMorningSlots = 2", "nMorningSlots = 9", "nMorningSlots is 9"),
    ("|1, 2,1", "|1, 1,1", "would meet itself"),
    ("|1, 2,1", "|1, 9,1", "there is no participant “9”"),
    ("{2},{}", "{7},{}", "there is no slot 7"),
    ("fixed = [0,3]", "fixed = [0,3,1]", "fixed has 3 entries"),
    ("nTables = 2", "nTables = many", "nTables: “many” is not accepted"),
])
def test_a_published_file_that_is_not_right_is_told(old, new, said):
    with pytest.raises(Unacceptable, match=r".") as told:
        dzn.parse(PUBLISHED.replace(old, new))
    assert said in str(told.value)


def test_our_file_is_read_and_written_without_loss():
    instance = fair(
        meet("one", "AB", length=2, priority=3, needs=("ar", "ar")), meet("two", "AC", slot=4, place="t2"),
        meet("three", "BC", forbidden=frozenset({1}), after=frozenset({"one"}), sessions=frozenset({"pm"})),
        busy={"C": [1]}, sessions=[("am", 1, 2), ("pm", 3, 4)], resources=[("ar", 2, frozenset({3})), ("screen", 0)],
    )
    assert own.parse(json.dumps(own.dump(instance))) == instance


def test_a_generated_fair_goes_through_a_file(tmp_path):
    instance = random_fair(requesters=6, providers=5, meetings=12, slots=6, tables=3, seed=1)
    (tmp_path / "fair.json").write_text(json.dumps(own.dump(instance)), encoding="utf-8")
    assert read(tmp_path / "fair.json") == instance


@pytest.mark.parametrize(("change", "said"), [
    ({"version": 2}, "version 2. Accepted: “convoke-meetings”, version 1."),
    ({"format": "other"}, "it is “other”"),
    ({"slots": 0}, "slots: “0” is not accepted. Accepted: a whole number from 1 to 1000."),
    ({"slots": "4"}, "slots: “4” is not accepted."),
    ({"rooms": 2}, "“rooms” is not known here. Accepted: format, meetings,"),
    ({"meetings": [{"id": "one"}]}, "meetings[0]: “participants” is missing."),
    ({"meetings": [{"id": "one", "participants": ["A"]}]}, "Accepted: a list of at least two participants."),
    ({"meetings": [{"id": "one", "participants": ["A", "A"]}]}, "“A” would meet itself"),
    ({"meetings": [{"id": "one", "participants": ["A", "B"], "slot": 9}]}, "no slot 9. Accepted: 1 to 4."),
    ({"meetings": [{"id": "one", "participants": ["A", "B"], "table": "9"}]}, "names table “9”"),
    ({"participants": [{"id": "A"}, {"id": "A"}]}, "“A” stands 2 times"),
    ({"sessions": [{"name": "am", "first": 1, "last": 2}]}, "ends with slot 2. Accepted: the last slot, 4."),
    ({"sessions": [{"name": "am", "first": 2, "last": 4}]}, "beginning with slot 1."),
])
def test_our_file_that_is_not_right_is_told(change, said):
    with pytest.raises(Unacceptable) as told:
        own.parse(json.dumps(OURS | change))
    assert said in str(told.value)


@pytest.mark.parametrize("text", ["", "[", "[" * 100_000, "[1]", "null"])
def test_what_is_no_object_of_ours_is_told(text):
    with pytest.raises(Unacceptable):
        own.parse(text)
