"""The page is well built: one place for each outcome, headings in order, tables that name themselves."""

import itertools
import re
from html.parser import HTMLParser

import pytest

from convoke.outcomes.models import Action
from convoke.reporting.document import Inline, Style
from convoke.reporting.renderers import html
from convoke.reporting.templatetags.reporting import words

from .conftest import LANGUAGES


class Page(HTMLParser):
    """The elements of a page, with what the tests ask for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, name: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.fixture
def page(rendered):
    return lambda language: Page(rendered(language, "html").decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_is_there_once(page, demonstration, language):
    ids = [attributes["id"] for _tag, attributes in page(language).tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for code in Action.objects.filter(group=Action.Group.OUTCOME).values_list("code", flat=True):
        assert ids.count(f"action-{code}") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_its_language_and_direction(page, language):
    direction = "rtl" if language == "ar" else "ltr"
    for tag in ("html", "article"):
        (attributes,) = page(language).all(tag)
        assert (attributes["lang"], attributes["dir"]) == (language, direction)


def test_headings_go_down_one_step_at_a_time(page):
    levels = [int(tag[1]) for tag, _attributes in page("en").tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(levels) == 5
    for above, below in itertools.pairwise(levels):
        assert below <= above + 1


def test_every_table_has_a_caption_and_scopes(page):
    made = page("en")
    assert len(made.all("table")) == len(made.all("caption")) > 30
    assert all("scope" in attributes or "aria-hidden" in attributes for attributes in made.all("th"))


def test_nothing_is_styled_by_hand_or_loaded_from_elsewhere(page):
    made = page("en")
    assert not [attributes for _tag, attributes in made.tags if "style" in attributes]
    assert not [tag for tag, _attributes in made.tags if tag in ("script", "img", "link")]


def test_every_link_leads_to_a_place_on_the_page(page):
    made = page("en")
    ids = {attributes["id"] for _tag, attributes in made.tags if "id" in attributes}
    assert {attributes["href"].removeprefix("#") for attributes in made.all("a")} <= ids


def test_the_fragment_leaves_the_first_heading_to_its_page(report):
    fragment = html.fragment(report("en"))
    assert "<h1" not in fragment
    assert fragment.count("<h2") == len(report("en").sections) + 1


def test_text_is_escaped_and_marked_with_its_language():
    line = (Inline("<b>", "fr", is_fallback=True, style=Style.EMPHASIS, target="x"),)
    assert words(line, "en") == '<a href="#x"><span lang="fr" dir="ltr"><em>&lt;b&gt;</em></span></a>'
