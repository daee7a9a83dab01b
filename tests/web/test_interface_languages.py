"""The interface is whole in five languages: no page in one of them has a sentence of another."""

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client

import convoke

from .places import FILTERED, LANGUAGES, MISSING, PUBLIC, SIGNED_IN

LOCALE = Path(convoke.__file__).parent / "locale"
OTHERS = [language for language in LANGUAGES if language != "en"]
PAGES = {**PUBLIC, **FILTERED, **SIGNED_IN, **{f"missing-{kind}": path for kind, path in MISSING.items()}}
WORDS = 4
"""From how many words on a text counts as a sentence that no other language says alike."""


@lru_cache
def sentences(language: str) -> list[str]:
    """What the interface says in English, as it would stand in a page: the longest run without placeholders."""
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as handle:
        catalog = read_po(handle, locale=language)
    found = set()
    for message in catalog:
        if not message.id:
            continue
        ids = (message.id,) if isinstance(message.id, str) else message.id
        translated = (message.string,) if isinstance(message.string, str) else message.string
        for text in ids:
            longest = max(re.split(r"%\(\w+\)s|%[sd]|\n", text), key=len).strip()
            if len(longest.split()) >= WORDS and text not in translated:
                found.add(longest)
    return sorted(found)


def shown(page: str) -> str:
    """What a page shows and says; content in English, marked as such, left out (LIB-3)."""
    page = re.sub(r'<(\w+)[^>]*\blang="en"(?! dir="\w+">\s*<head)[^>]*>.*?</\1>', " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(page))


@pytest.mark.slow
@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", PAGES)
def test_no_english_is_left_over(client_of: Callable[[str], Client], name: str, language: str) -> None:
    answer = client_of("task-force").get(f"/{language}/{PAGES[name]}", follow=True)
    assert answer.status_code in (200, 404)
    page = shown(answer.content.decode())
    left = [sentence for sentence in sentences(language) if sentence in page]
    assert not left, left


@pytest.mark.parametrize("language", OTHERS)
def test_public_sign_in_pages_have_no_english_left_over(client: Client, db: None, language: str) -> None:
    for path in ("account/login/", "account/password/reset/", "account/signup/", "account/password/reset/done/"):
        page = shown(client.get(f"/{language}/{path}", follow=True).content.decode())
        assert not [sentence for sentence in sentences(language) if sentence in page], path


@pytest.mark.parametrize("language", OTHERS)
def test_numbers_and_dates_follow_the_language(client: Client, db: None, language: str) -> None:
    page = client.get(f"/{language}/brussels-2007/calendar/").content.decode()
    months = {"fr": "juillet", "es": "julio", "nl": "juli", "ar": "يوليو"}
    assert f"{months[language]} 2007" in page or f"{months[language]} de 2007" in page
    assert "July" not in re.sub(r'<(\w+)[^>]*lang="en".*?</\1>', "", page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_languages_of_a_page_are_linked(client: Client, db: None, language: str) -> None:
    page = client.get(f"/{language}/brussels-2007/outcomes/?level=national").content.decode()
    for other in LANGUAGES:
        assert f'hreflang="{other}"' in page
        assert f'href="/{other}/brussels-2007/outcomes/?level=national"' in page
