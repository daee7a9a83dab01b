"""The reference data answer every question as of a date."""

import datetime as dt

import pytest

from convoke.core.languages import sort_key
from convoke.directory.models import Grouping, Party, PartyName
from convoke.directory.queries import Names, facts, members, memberships, parties_of_un
from convoke.directory.reference import rows

MEETING, DEMONSTRATION = dt.date(2007, 7, 9), dt.date(2008, 6, 1)


@pytest.mark.parametrize(
    ("on", "states"),
    [
        (dt.date(2000, 11, 1), 189),
        (dt.date(2002, 9, 26), 190),
        (dt.date(2002, 9, 27), 191),
        (dt.date(2006, 6, 27), 191),
        (dt.date(2006, 6, 28), 192),
        (MEETING, 192),
        (dt.date(2011, 7, 14), 193),
    ],
)
def test_the_number_of_states_in_the_united_nations_on_a_date(db, on, states):
    un = parties_of_un(on)
    assert un.filter(kind="state").count() == states
    assert un.filter(kind="observer").count() == 2


@pytest.mark.parametrize(
    ("grouping", "on", "count"),
    [
        ("eu", dt.date(2006, 12, 31), 25),
        ("eu", MEETING, 27),
        ("eu", dt.date(2013, 7, 1), 28),
        ("eu", dt.date(2020, 2, 1), 27),
        ("oecd", MEETING, 30),
        ("dac", MEETING, 22),
        ("ldc", MEETING, 50),
        ("ldc", DEMONSTRATION, 49),
        ("asean", MEETING, 10),
        ("acp", MEETING, 77),
        ("au", MEETING, 52),
        ("sids", MEETING, 38),
    ],
)
def test_the_number_of_members_of_a_grouping_on_a_date(db, grouping, on, count):
    assert members(grouping, on).count() == count


@pytest.mark.parametrize("kind", ["region", "development"])
@pytest.mark.parametrize("on", [MEETING, DEMONSTRATION])
def test_every_state_is_in_one_region_and_one_development_group(db, kind, on):
    groups = memberships(on)
    for party in parties_of_un(on).filter(kind="state"):
        assert [grouping.kind for grouping in groups.of[party.pk]].count(kind) == 1, party.code


def test_a_membership_begins_on_its_first_day_and_is_over_on_its_last(db):
    bulgaria = Party.objects.get(code="bgr")
    assert "eu" not in memberships(dt.date(2006, 12, 31)).codes(bulgaria.pk)
    assert "eu" in memberships(dt.date(2007, 1, 1)).codes(bulgaria.pk)
    kingdom = Party.objects.get(code="gbr")
    assert "eu" in memberships(dt.date(2020, 1, 30)).codes(kingdom.pk)
    assert "eu" not in memberships(dt.date(2020, 2, 1)).codes(kingdom.pk)


@pytest.mark.parametrize(
    ("code", "language", "then", "now"),
    [
        ("mkd", "en", "The former Yugoslav Republic of Macedonia", "North Macedonia"),
        ("mkd", "fr", "Ex-République yougoslave de Macédoine", "Macédoine du Nord"),
        ("tur", "nl", "Turkije", "Turkije"),
        ("tur", "en", "Turkey", "Türkiye"),
    ],
)
def test_a_party_is_called_what_it_was_called_on_the_date(db, code, language, then, now):
    party = Party.objects.get(code=code)
    assert Names(language, MEETING).name(party) == then
    assert Names(language, dt.date(2024, 1, 1)).name(party) == now


def test_a_name_changes_on_the_day_it_was_changed(db):
    macedonia = Party.objects.get(code="mkd")
    assert Names("en", dt.date(2019, 2, 11)).name(macedonia) != Names("en", dt.date(2019, 2, 12)).name(macedonia)


@pytest.mark.parametrize("language", ["en", "fr", "es", "nl", "ar"])
def test_every_party_has_a_name_in_every_language_of_the_interface(db, language):
    named = PartyName.objects.filter(language=language).values("party")
    assert not Party.objects.filter(is_exercise=False).exclude(pk__in=named).filter(kind="state").exists()


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [("en", "Afghanistan", "Zimbabwe"), ("fr", "Afghanistan", "Zimbabwe"), ("nl", "Afghanistan", "Zwitserland")],
)
def test_parties_stand_in_the_alphabetical_order_of_the_language(db, language, first, last):
    names = Names(language, MEETING)
    ordered = [names.name(party) for party in names.sort(parties_of_un(MEETING))]
    assert (ordered[0], ordered[-1]) == (first, last)
    assert ordered == sorted(ordered, key=sort_key)


def test_in_french_egypt_stands_among_the_states_with_e_and_not_after_z(db):
    names = Names("fr", MEETING)
    ordered = [names.name(party) for party in names.sort(parties_of_un(MEETING))]
    assert ordered.index("Dominique") < ordered.index("Égypte") < ordered.index("Fidji")


def test_in_arabic_the_order_is_that_of_the_arabic_alphabet(db):
    names = Names("ar", MEETING)
    ordered = [names.name(party) for party in names.sort(parties_of_un(MEETING))]
    alphabet = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    firsts = ["ا" if name[0] in "أإآ" else name[0] for name in ordered]
    assert firsts == sorted(firsts, key=alphabet.index)
    assert ordered.index("بلجيكا") < ordered.index("تونس") < ordered.index("مصر")


def test_a_state_that_does_not_exist_is_never_counted_as_one(db, settings):
    settings.CONVOKE_DATE = DEMONSTRATION
    exercise = Party.objects.filter(is_exercise=True, kind="state")
    assert exercise.exists()
    exercise.update(un_since=dt.date(1945, 10, 24))
    assert not parties_of_un(MEETING).filter(is_exercise=True).exists()
    assert facts()["states"] == 192


def test_every_row_of_the_reference_data_points_to_one_that_is_there(db):
    given = {(row.kind, row.key) for row in rows()}
    assert {(ref.kind, ref.key) for row in rows() for ref in row.references()} <= given


def test_every_grouping_says_where_it_comes_from(db):
    assert not Grouping.objects.filter(source="").exists()
