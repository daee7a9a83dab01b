"""Passages can be compared by their lines."""

from hypothesis import given
from hypothesis import strategies as st

from convoke.outcomes.passages import overlap, span

LINES = st.tuples(st.integers(1, 50), st.integers(0, 20)).map(lambda pair: f"{pair[0]}-{sum(pair)}")
PASSAGES = st.lists(st.fixed_dictionaries({"file": st.sampled_from(["a.txt", "b.txt"]), "lines": LINES}), max_size=4)


def cite(lines: str, file: str = "a.txt") -> list[dict[str, str]]:
    return [{"file": file, "lines": lines}]


def test_a_passage_has_a_first_and_a_last_line():
    assert span({"file": "a.txt", "lines": "3-7"}) == ("a.txt", 3, 7)
    assert span({"file": "a.txt", "lines": "3"}) == ("a.txt", 3, 3)


def test_what_two_passages_share_is_told_as_a_share_of_the_second():
    assert overlap(cite("1-10"), cite("6-15")) == 0.5
    assert overlap(cite("1-100"), cite("5-6")) == 1
    assert overlap(cite("1-4"), cite("5-6")) == 0
    assert overlap(cite("1-4"), cite("1-4", "b.txt")) == 0


@given(PASSAGES, PASSAGES)
def test_a_share_lies_between_nothing_and_all(one, other):
    shared = overlap(one, other)
    assert 0 <= shared <= 1
    lines = {(file, line) for file, first, last in map(span, one) for line in range(first, last + 1)}
    others = {(file, line) for file, first, last in map(span, other) for line in range(first, last + 1)}
    assert (shared > 0) == bool(lines & others)
