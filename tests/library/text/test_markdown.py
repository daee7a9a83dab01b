"""A text is taken apart into pieces and put together again; what is shown is safe."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from convoke.library.text.markdown import inline_html, join, label_of, plain, split, to_html, with_label

PAPER = """Introduction
============

Migration is *old*.
It goes on.

## Findings

1. Remittances
2. Skills

   with a second part

> As the Chair said.

| Region | States |
| --- | --- |
| Africa | 2 |

A claim.[^1]

[^1]: Where it comes from.
[^b]: Another place.
"""


def test_a_paper_is_taken_apart_into_its_pieces():
    assert [(kind, level) for kind, level, _text in split(PAPER)] == [
        ("heading", 1), ("text", 0), ("heading", 2), ("list", 0), ("quote", 0), ("table", 0), ("text", 0),
        ("footnote", 0), ("footnote", 0),
    ]
    assert split(PAPER)[0] == ("heading", 1, "Introduction")
    assert split(PAPER)[1] == ("text", 0, "Migration is *old*.\nIt goes on.")
    assert split(PAPER)[3][2] == "1. Remittances\n2. Skills\n\n   with a second part"
    assert split(PAPER)[8] == ("footnote", 0, "[^b]: Another place.")


def test_a_paper_put_together_again_has_the_same_pieces():
    assert split(join(split(PAPER))) == split(PAPER)


LINES = st.lists(
    st.one_of(
        st.sampled_from([
            "", "", "# A", "### B #", "Text", "more text", "- one", "  - two", "* other", "1. first", "> said", "---",
            "===",
            "| a | b |", "|---|---|", "| 1 | 2 |", "[^1]: note", "   [^2]: note", "```", "~~~ x", "    code", "\tcode",
            "text[^1]", "<b>raw</b>", "[a]: http://example.org", "![picture](x.png)", "\\", "***",
        ]),
        st.text(max_size=12),
    ),
    max_size=14,
)


@given(LINES)
@example(["foo #", "==="])
@example(["- one", "", "    code"])
@example(["text", "[^1]: note", "    more"])
def test_whatever_was_pasted_is_stable_once_taken_apart(lines):
    pieces = split("\n".join(lines))
    assert split(join(pieces)) == pieces


@given(st.lists(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=8), min_size=1, max_size=8))
def test_no_word_is_lost(paragraphs):
    written = "\n\n".join(" ".join(words) for words in paragraphs)
    assert [text for _kind, _level, text in split(written)] == [" ".join(words) for words in paragraphs]


@pytest.mark.parametrize("dangerous", [
    "<script>alert(1)</script>", "[a](javascript:alert(1))", "![a](https://example.org/a.png)",
    '<img src=x onerror="alert(1)">', "[a](data:text/html,x)", '[^1"><script>x</script>]',
])
def test_nothing_that_could_run_is_shown(dangerous):
    shown = to_html(dangerous, {'1"><script>x</script>': "1"}) + inline_html(dangerous)
    assert "<script" not in shown
    assert "<img" not in shown
    assert "javascript:" not in shown.split("href", 1)[-1] or "href" not in shown
    assert "data:" not in shown.split("href", 1)[-1] or "href" not in shown


def test_tables_and_links_are_shown():
    assert "<td>2</td>" in to_html("| a |\n| --- |\n| 2 |", {})
    for address in ("https://example.org/", "mailto:office@example.org", "/documents/"):
        assert f'href="{address}"' in to_html(f"[a]({address})", {})


def test_a_reference_to_a_footnote_has_its_number():
    link = '<a href="#note-2" rel="noopener nofollow">2</a>'
    assert to_html("A claim.[^b]", {"b": "2"}) == f"<p>A claim.<sup>{link}</sup></p>\n"
    assert "[^c]" in to_html("A claim.[^c]", {"b": "2"})
    assert to_html("[^b]: Words.", {}) == "<p>Words.</p>\n"


def test_a_footnote_keeps_its_label():
    assert label_of("[^b]: Words.") == "b"
    assert label_of("Words.") == ""
    assert with_label("Paroles.", "b") == "[^b]: Paroles."
    assert with_label("[^x]: Paroles.", "b") == "[^b]: Paroles."


def test_the_words_of_a_piece_are_found_without_its_marks():
    assert plain("*A* claim & [a link](https://example.org/) <b>") == "A claim & a link <b>"
