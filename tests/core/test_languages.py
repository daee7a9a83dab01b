"""LIB-3: texts in several languages, an honest fallback, and the order a reader expects."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from convoke.core.languages import Translated, TranslatedField, active_language, direction, sort_key
from convoke.directory.models import PartyName
from convoke.editions.models import Edition
from tests.factories import EditionFactory, PartyFactory, PartyNameFactory

BOTH = Translated({"en": "bridge", "fr": "pont"})


def test_a_text_is_given_in_the_active_language():
    with translation.override("fr"):
        assert str(BOTH) == "pont"
        assert not BOTH.is_fallback


def test_lib_3_a_missing_translation_falls_back_and_says_so():
    with translation.override("ar"):
        assert str(BOTH) == "bridge"
        assert BOTH.is_fallback
        assert BOTH.shown_in == "en"


def test_lib_3_the_fallback_languages_are_tried_in_their_order():
    assert Translated({"fr": "pont", "nl": "brug"}).language_for("es") == "fr"
    assert Translated({"nl": "brug", "ar": "جسر"}).language_for("es") == "ar"


def test_lib_3_an_empty_text_counts_as_missing():
    with translation.override("fr"):
        assert str(Translated({"fr": "", "en": "bridge"})) == "bridge"


def test_lib_3_no_text_at_all_is_no_fallback():
    nothing = Translated({"en": ""})
    assert str(nothing) == ""
    assert nothing.shown_in is None
    assert not nothing.is_fallback
    assert not nothing


def test_the_active_language_is_always_one_the_interface_has():
    for asked, given_ in (("fr-be", "fr"), ("ru", "en"), ("ar", "ar")):
        with translation.override(asked):
            assert active_language() == given_


def test_arabic_is_written_from_right_to_left():
    assert [direction(language) for language in ("ar", "en", "fr")] == ["rtl", "ltr", "ltr"]


def test_a_translated_text_comes_back_from_the_database_as_it_was_put_in(db):
    edition = EditionFactory(name={"en": "Bridges", "ar": "جسور", "fr": "Été"})
    read = Edition.objects.get(pk=edition.pk)
    assert read.name == {"en": "Bridges", "ar": "جسور", "fr": "Été"}
    assert isinstance(read.name, Translated)
    assert isinstance(Edition.objects.values_list("name", flat=True).get(pk=edition.pk), Translated)
    assert isinstance(Edition.objects.annotate(same=F("name")).get(pk=edition.pk).same, Translated)


def test_a_plain_text_is_taken_as_english(db):
    edition = EditionFactory(name="Bridges")
    assert edition.name == {"en": "Bridges"}
    edition.refresh_from_db()
    assert edition.name == {"en": "Bridges"}


def test_a_translated_text_can_be_asked_for_by_language_in_the_database(db):
    edition = EditionFactory(name={"en": "Bridges", "fr": "Ponts"})
    assert Edition.objects.get(name__fr="Ponts") == edition


def test_a_language_the_forum_does_not_have_is_refused_with_those_it_has():
    with pytest.raises(ValidationError) as refused:
        TranslatedField().clean({"xx": "?"}, None)
    assert "xx" in refused.value.messages[0]
    assert "ru" in refused.value.messages[0]


def test_a_translated_column_is_plain_json_to_migrations():
    assert TranslatedField().deconstruct()[1] == "django.db.models.JSONField"


FRENCH = ["Égypte", "Zambie", "Émirats", "Espagne", "Fidji", "Équateur", "Erythrée", "Côte", "Coree", "Cuba"]
IN_FRENCH_ORDER = ["Coree", "Côte", "Cuba", "Égypte", "Émirats", "Équateur", "Erythrée", "Espagne", "Fidji", "Zambie"]
ARABIC = ["مصر", "الأردن", "بلجيكا", "تونس", "أرمينيا", "إسبانيا", "آيسلندا"]


def test_accents_do_not_push_a_name_to_the_end_of_the_alphabet():
    assert sorted(FRENCH, key=sort_key) == IN_FRENCH_ORDER


def test_arabic_names_stand_in_the_order_of_their_letters_whatever_the_hamza():
    ordered = sorted(ARABIC, key=sort_key)
    assert ordered[-3:] == ["بلجيكا", "تونس", "مصر"]
    assert {name[0] for name in ordered[:4]} == {"ا", "أ", "إ", "آ"}


@pytest.mark.parametrize(("language", "names"), [("fr", FRENCH), ("ar", ARABIC)])
def test_the_database_orders_names_as_python_does(db, language, names):
    for name in names:
        PartyNameFactory(party=PartyFactory(), language=language, name=name)
    own = PartyName.objects.filter(party__is_exercise=True, name__in=names, language=language)
    assert list(own.order_by("sort_key").values_list("name", flat=True)) == sorted(names, key=sort_key)


@given(st.text(), st.text())
def test_a_sort_key_compares_alike_as_text_and_as_weights(one, other):
    assert set(sort_key(one)) <= set("0123456789abcdef")
    weights = [[int(key[i : i + 4], 16) for i in range(0, len(key), 4)] for key in (sort_key(one), sort_key(other))]
    assert (sort_key(one) < sort_key(other)) == (weights[0] < weights[1])
