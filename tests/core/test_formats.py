"""Dates and numbers are written as each language writes them."""

import datetime as dt

import pytest
from django.utils import translation

from convoke.core import formats

FIRST, LAST = dt.date(2007, 7, 9), dt.date(2007, 7, 11)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "9 July 2007"), ("fr", "9 juillet 2007"), ("nl", "9 juli 2007"), ("es", "9 de julio de 2007")],
)
def test_the_day_stands_before_the_month_in_words(language, said):
    assert formats.date(FIRST, language) == said
    with translation.override(language):
        assert formats.date(FIRST) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (FIRST, FIRST, "9 July 2007"),
        (FIRST, LAST, "9–11 July 2007"),
        (FIRST, dt.date(2007, 8, 1), "9 July–1 August 2007"),
        (FIRST, dt.date(2008, 1, 1), "9 July 2007–1 January 2008"),
    ],
)
def test_a_period_says_only_once_what_both_ends_have_in_common(first, last, said):
    plain = formats.period(first, last, "en").replace("\u2009", "").replace("\u202f", "").replace(" – ", "–")
    assert plain == said


def test_numbers_have_the_separators_of_the_language():
    assert formats.number(1234567, "en") == "1,234,567"
    assert formats.number(1234567, "nl") == "1.234.567"


def test_several_things_are_one_phrase():
    assert formats.phrase(["Aldoria", "Bermea", "Corsenia"], "fr") == "Aldoria, Bermea et Corsenia"
    assert formats.phrase([], "fr") == ""


@pytest.mark.parametrize("language", ["en", "fr", "es", "nl", "ar"])
def test_every_language_writes_months_and_moments(language):
    assert "2007" in formats.month(FIRST, language) or "٢٠٠٧" in formats.month(FIRST, language)
    assert formats.moment(dt.datetime(2007, 7, 9, 10, 30, tzinfo=dt.UTC), language)


@pytest.mark.parametrize(
    ("day", "said"),
    [(1, "1er juin 2008"), (11, "11 juin 2008"), (21, "21 juin 2008")],
)
def test_in_french_the_first_day_of_a_month_is_an_ordinal(day, said):
    assert formats.date(dt.date(2008, 6, day), "fr") == said


def test_in_french_a_period_may_begin_on_an_ordinal():
    text = formats.period(dt.date(2008, 6, 1), dt.date(2008, 6, 11), "fr")
    assert text.startswith("1er")
    assert "11 juin 2008" in text


def test_a_language_is_named_in_the_language_of_the_page():
    with translation.override("fr"):
        assert formats.language_name("en") == "anglais"
    with translation.override("nl"):
        assert formats.language_name("en") == "Engels"
