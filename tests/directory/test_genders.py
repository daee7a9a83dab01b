"""Gender is what somebody states: optional, taken back at will, seen by few (DIR-3), told in counts alone (PRO-3)."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError

from convoke.core.actors import ANONYMOUS, system
from convoke.core.models import JournalEntry
from convoke.core.work.registry import Silent
from convoke.directory.exchange import writing
from convoke.directory.exchange.columns import COLUMNS
from convoke.directory.exchange.planning import Plan, Planner
from convoke.directory.exchange.reading import Faults, Line
from convoke.directory.genders import counted, genders_of
from convoke.directory.models import Capacity, Gender, Party, Person
from convoke.directory.operations.imports import _store
from convoke.directory.operations.people import NewPerson, correct_person, enter_person, merge
from tests.factories import MandateFactory, PartyFactory, PersonFactory

OFFICE = system("tests")


def test_nobody_has_stated_a_gender_until_they_do(demonstration):
    assert enter_person(actor=OFFICE, new=NewPerson("Ms Ana Ruiz", honorific="Ms")).gender == ""
    assert not Person.objects.filter(is_exercise=False).exclude(gender="").exists()
    assert Person.objects.filter(is_exercise=True).exclude(gender="").exists()
    assert str(PersonFactory().get_gender_display()) in ("", "not stated")


def test_it_is_stated_corrected_and_taken_back_and_the_journal_does_not_keep_which(db):
    person = enter_person(actor=OFFICE, new=NewPerson("Ana Ruiz", gender="woman"))
    for stated in ("another", ""):
        correct_person(actor=OFFICE, person=person, name="Ana Ruiz", gender=stated)
        person.refresh_from_db()
        assert person.gender == stated
    correct_person(actor=OFFICE, person=person, name="Ana Ruiz", gender="man")
    assert correct_person(actor=OFFICE, person=person, name="Ana R. Ruiz").gender == "man"  # not spoken of, it stays
    for entry in JournalEntry.objects.order_by("-sequence")[:5]:
        assert not {"woman", "man", "another"} & set(map(str, entry.facts.values()))
    with pytest.raises(ValidationError, match=r"Accepted: woman, man, another, or nothing"):
        correct_person(actor=OFFICE, person=person, name="Ana Ruiz", gender="female")
    with pytest.raises(ValidationError, match="Accepted: woman"):
        enter_person(actor=OFFICE, new=NewPerson("Ana Ruiz", gender="f"))


def test_a_duplicate_that_is_merged_keeps_none(db):
    keep, duplicate = PersonFactory(), PersonFactory(gender=Gender.WOMAN)
    assert merge(actor=OFFICE, keep=keep, duplicate=duplicate).gender == "woman"
    duplicate.refresh_from_db()
    assert duplicate.gender == ""


@pytest.mark.parametrize(("numbers", "people", "counts"), [
    ({}, 0, ()),
    ({"": 4}, 4, (("not-stated", 4),)),
    ({"": 4, "woman": 2}, 6, ()),
    ({"": 1, "woman": 2, "man": 1}, 4, (("woman", 2), ("man", 1), ("another-or-not-stated", 1))),
    ({"": 1, "woman": 2, "another": 2}, 5, (("woman", 2), ("man", 0), ("another-or-not-stated", 3))),
    ({"": 1, "man": 1, "another": 3}, 5, (("woman", 0), ("man", 1), ("another", 3), ("not-stated", 1))),
])
def test_pro_3_counts_are_never_so_small_that_they_tell_of_whom_they_speak(numbers, people, counts):
    found = counted(Counter(numbers))
    assert (found.people, found.counts) == (people, counts)
    assert found.few == (bool(people) and not counts)


def test_pro_3_each_person_is_counted_once_in_one_query(db, queries):
    people = [PersonFactory(gender=one) for one in ("woman", "woman", "man", "")]
    numbers = [one.pk for one in people] * 2
    assert genders_of(numbers).people == 4
    assert queries(lambda: genders_of(numbers)) == 1


def test_dir_3_an_export_tells_it_of_the_own_people_alone(db, actor):
    bermea, other = Party.objects.get(code="exercise-bermea"), PartyFactory()
    own = MandateFactory(person=PersonFactory(gender="woman"), party=bermea, capacity=Capacity.DEPUTY).person
    focal = MandateFactory(person=PersonFactory(gender="man"), party=other).person  # focal points know each other
    chair = MandateFactory(person=PersonFactory(gender="woman"), party=bermea, capacity=Capacity.CHAIR).person

    def told(who) -> dict[str, str]:
        return {row[0]: row[COLUMNS.index("gender")] for row in writing.rows(who)}

    office, point, public = told(actor("task-force")), told(actor("focal-point")), told(ANONYMOUS)
    assert [office[one.code] for one in (own, focal, chair)] == ["woman", "man", "woman"]
    assert [point[one.code] for one in (own, focal, chair)] == ["woman", "", ""]
    assert public[chair.code] == ""
    assert own.code not in public
    assert "woman" not in str(writing.as_popolo(actor("focal-point")))


def planned(faults: Faults, **values: str) -> Plan:
    return Planner([Line(2, values)], faults).work(Silent())


def test_a_table_states_takes_back_and_leaves_it_as_it_is(db):
    party, faults = PartyFactory(), Faults()
    row = {"name": "Ana Ruiz", "party": party.code, "capacity": "deputy"}

    def imported(gender: str) -> str:
        _store(planned(faults, **row, gender=gender))
        return Person.objects.get(name="Ana Ruiz").gender

    assert [imported(word) for word in ("Woman", "", "not-stated", "another", "")] == [
        "woman", "woman", "", "another", "another",
    ]
    assert not faults.said
    planned(faults, **row, gender="Ms")
    assert faults.said == ["Row 2, column “gender”: Accepted: woman, man, another, not-stated."]
