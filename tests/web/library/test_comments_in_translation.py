"""The text that is commented is read in the reader's language; what it was written in stands beside it (LIB-3)."""

import re

import pytest

from convoke.library.models import Comment, DocumentVersion

PAGE = "/{language}/manila-2008/documents/{code}/v1/comments/"
ARABIC, ENGLISH = "هذه الورقة تمرين لدول لا وجود لها", "This paper is an exercise of states that do not exist."


@pytest.fixture
def note(demonstration) -> DocumentVersion:
    return DocumentVersion.objects.get(document__edition__code="manila-2008", document__kind="concept-note")


def test_lib_3_the_reader_has_the_text_in_the_own_language_with_the_original_beside(note, client_of):
    page = client_of("focal-point").get(PAGE.format(language="ar", code=note.document.code)).content.decode()
    assert ARABIC in page
    [original] = [one for one in re.findall(r"<details.*?</details>", page, re.DOTALL) if ENGLISH in one]
    assert 'lang="en" dir="ltr"' in original


def test_lib_3_what_is_not_translated_stands_in_the_original_once_and_says_so(note, client_of):
    page = client_of("focal-point").get(PAGE.format(language="es", code=note.document.code)).content.decode()
    assert page.count(ENGLISH) == 1
    assert "paper__fallback" in page


def test_a_wording_is_proposed_in_the_language_the_text_was_written_in(note, client_of):
    key = note.paragraphs.order_by("order")[1].key
    address = PAGE.format(language="ar", code=note.document.code)
    client = client_of("focal-point")
    page = client.get(f"{address}?on={key}").content.decode()
    assert re.search(r"<details[^>]* open>", page), "the original is open where it is commented"
    client.post(f"{address}?on={key}", {
        "do": f"comment {key}", "text": "تمرين", "proposal": f"{ENGLISH} (exercise)", "party": "exercise-bermea",
    })
    made = Comment.objects.get(version=note, text="تمرين")
    assert (made.language, made.proposal) == ("en", f"{ENGLISH} (exercise)")
