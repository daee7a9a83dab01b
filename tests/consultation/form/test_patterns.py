"""Patterns in constraints match as a whole, and never keep the server busy."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoke.consultation.form.patterns import Pattern, PatternFault
from tests.timing import quickest


@pytest.mark.parametrize("written", [
    "[A-Z]{2}[0-9]+", r"\d{3}", r"([\w-]+\.)*[\w.-]+@([\w-]+\.)+[a-z]{2,4}", "(a|ab)(c|bcd)*", "[^a-c]*", "a?b*?c+",
    "^(yes|no)$", r"\S+\s\W", "(|a)b", "(?:a|b){0,2}", ".", "(a*)*b", r"[\d.]+", "a{2}", "a{,2}", r"\+?\d+",
])
@given(value=st.text(alphabet="abcdABZ019@.-_ +!\nyesno", max_size=8))
def test_a_pattern_matches_what_python_matches_as_a_whole(written, value):
    assert Pattern(written).matches(value) == bool(re.fullmatch(written.strip("^$"), value, re.ASCII))


@pytest.mark.parametrize("written", ["(a*)*b", "(a|a)*b", "(a|aa)+b", "(.*)*(.*)*x", "a{0,50}a{0,50}b"])
def test_no_pattern_can_keep_the_server_busy(written):
    assert quickest(lambda: Pattern(written).matches("a" * 2_000), times=2) < 1
    assert not Pattern(written).matches("a" * 2_000)


@pytest.mark.parametrize("written", [
    "(", "[z-a]", "(?i)a", "(?!a)b", r"a\bc", "a^b", "[[:alpha:]]", r"\p{L}", "a" * 9_000,
])
def test_a_pattern_we_do_not_match_is_refused(written):
    with pytest.raises(PatternFault):
        Pattern(written)


def test_a_text_too_long_to_look_at_matches_no_pattern():
    assert not Pattern(".*").matches("a" * 10_000_000)
