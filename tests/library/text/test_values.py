"""Numbers, languages, comparing and symbols of a text: plain values, no database."""


from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from convoke.library.text.compare import Change, compare, words
from convoke.library.text.languages import TranslationState, checksum_of, progress, shown, state_of
from convoke.library.text.numbering import footnote_marks, numbers, roman
from convoke.library.text.pieces import KINDS, Piece
from convoke.library.text.symbols import symbol, with_revision
from tests.timing import quickest


def piece(key, text="Text.", kind="text", level=0, numbered=True, **more):
    return Piece(key, kind, level, numbered, {"en": text, **more}, {})


# ------------------------------------------------------------------ numbering


def test_paragraphs_are_numbered_through_and_headings_by_level():
    pieces = [
        piece("t", kind="heading", level=1, numbered=False), piece("h1", kind="heading", level=1), piece("p1"),
        piece("h2", kind="heading", level=2), piece("p2"), piece("x", numbered=False), piece("l", kind="list"),
        piece("h3", kind="heading", level=2), piece("h4", kind="heading", level=3),
        piece("h5", kind="heading", level=1), piece("h6", kind="heading", level=2), piece("p3"),
        piece("f", kind="footnote", text="[^a]: n"),
    ]
    assert numbers(pieces) == {
        "h1": "I", "p1": "1", "h2": "A", "p2": "2", "h3": "B", "h4": "1", "h5": "II", "h6": "A", "p3": "3", "f": "1",
    }
    assert footnote_marks(pieces) == {"a": "1"}


def test_numbers_in_roman_letters():
    assert [roman(one) for one in (1, 4, 9, 14, 40, 99, 2007)] == ["I", "IV", "IX", "XIV", "XL", "XCIX", "MMVII"]


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 5), st.booleans()), max_size=60))
def test_the_numbers_of_paragraphs_have_no_gap(made):
    pieces = [piece(str(at), "Text.", *one) for at, one in enumerate(made)]
    found = numbers(pieces)
    for kind in ("text", "footnote"):
        own = [one for one in pieces if one.kind == kind and (one.is_numbered or kind == "footnote")]
        assert [found[one.key] for one in own] == [str(number) for number in range(1, len(own) + 1)]


# ------------------------------------------------------------------ languages


def test_lib_3_a_translation_is_done_until_its_original_changes():
    made = Piece("k", "text", 0, True, {"en": "One.", "fr": "Un."}, {"fr": checksum_of("One.")})
    assert state_of(made, "en", "en") == TranslationState.ORIGINAL
    assert state_of(made, "fr", "en") == TranslationState.DONE
    assert state_of(made, "es", "en") == TranslationState.MISSING
    later = Piece("k", "text", 0, True, {"en": "Two.", "fr": "Un."}, made.made_from)
    assert state_of(later, "fr", "en") == TranslationState.STALE
    assert progress([made, later, piece("other"), piece("empty", "")], "fr", "en") == (1, 1, 1)


def test_lib_3_what_is_not_translated_is_shown_in_another_language_and_says_so():
    made = Piece("k", "text", 0, True, {"es": "Uno.", "fr": "Un."}, {})
    assert shown(made, "es", "fr") == ("Uno.", "es")
    assert shown(made, "ar", "fr") == ("Un.", "fr")
    assert shown(made, "ar", "nl") == ("Un.", "fr")
    assert shown(piece("empty", ""), "fr", "en") == ("", "")


# ------------------------------------------------------------------ comparing


def test_what_changed_is_told_piece_by_piece():
    old = [piece("a", "One."), piece("b", "Two words here."), piece("c", "Three."), piece("d", "Four.")]
    new = [piece("d", "Four."), piece("a", "One."), piece("b", "Two other words."), piece("e", "Five.")]
    found = compare(old, new, "en")
    assert [(one.key, one.change) for one in found] == [
        ("d", "moved"), ("a", "same"), ("b", "changed"), ("c", "removed"), ("e", "added"),
    ]
    assert [(part.change, part.text) for part in found[2].parts if part.change != Change.SAME] == [
        ("added", "other "), ("removed", " here"),
    ]


@given(st.text(alphabet="ab .\n", max_size=30), st.text(alphabet="ab .\n", max_size=30))
def test_the_parts_of_a_change_make_both_texts(old, new):
    parts = words(old, new)
    assert "".join(part.text for part in parts if part.change != Change.ADDED) == old
    assert "".join(part.text for part in parts if part.change != Change.REMOVED) == new


@given(st.permutations("abcdef"))
def test_every_piece_is_told_once(order):
    found = compare([piece(key) for key in "abcdxy"], [piece(key) for key in order], "en")
    assert sorted(one.key for one in found) == list("abcdefxy")


def test_a_paper_of_sixty_pages_put_in_another_order_is_told_piece_by_piece_within_a_second():
    old = [piece(str(at), " ".join(f"word{at}of{n % 37}" for n in range(80))) for at in range(400)]
    new = [piece(one.key, one.texts["en"].replace("of7 ", "of seven ")) for one in reversed(old)]
    found = compare(old, new, "en")
    assert [one.key for one in found] == [one.key for one in new]
    assert Counter(one.change for one in found) == {Change.MOVED: 399, Change.CHANGED: 1}
    assert quickest(lambda: compare(old, new, "en"), times=2) < 1


# ------------------------------------------------------------------ symbols


def test_a_symbol_follows_the_pattern_of_the_forum():
    assert symbol("{forum}/{year}/{session}/{kind}", "GFMD", 2007, "1.4", "background-paper", 1) == "GFMD/2007/1.4/BP"
    assert symbol("{forum}/{year}/{session}/{kind}", "GFMD", 2007, "", "agenda", 1) == "GFMD/2007/AG"
    assert symbol("{kind}.{number}", "GFMD", 2007, "", "note", 3) == "NT.3"
    assert with_revision("GFMD/2007/AG", 1) == "GFMD/2007/AG"
    assert with_revision("GFMD/2007/AG", 2) == "GFMD/2007/AG/Rev.1"
    assert with_revision("", 2) == ""


@pytest.mark.parametrize(
    "pattern", ["{city}", "{forum.name}", "{forum!r}", "{number:04}", "{forum", "{}", "", "x" * 81],
)
def test_a_pattern_that_cannot_be_filled_in_is_refused_with_what_is_accepted(pattern):
    with pytest.raises(ValidationError, match="Accepted"):
        symbol(pattern, "GFMD", 2007, "1.4", "note", 1)
