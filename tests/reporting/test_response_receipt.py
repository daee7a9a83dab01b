"""The receipt of a submitted answer (CON-1): a tagged PDF in any language, with every question and answer."""

import datetime as dt
import io
import re
from zoneinfo import ZoneInfo

import pikepdf
import pypdfium2
import pytest
from django.utils import translation

from convoke.consultation.form.model import checksum_of, to_json
from convoke.consultation.models import ReceivedBy, Response, Submission
from convoke.consultation.operations.submitting import confirm, record
from convoke.core import clock, formats
from convoke.core.actors import system
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.reporting.response_receipt import response_receipt
from tests.factories import QuestionnaireFactory, QuestionnaireVersionFactory, ResponseFactory
from tests.web.consultation.answering_forms import EVERY_KIND

LANGUAGES = ("en", "fr", "es", "nl", "ar")
ZONES = ("UTC", "Europe/Brussels", "Asia/Manila")
GIVEN = {
    "title": "Coherence first", "text": "First line.\nSecond line.", "one": "law", "several": ["law", "fund"],
    "order": ["skills", "rights"], "rating": {"visas": "high", "fees": "low"}, "members": "12", "day": "2007-07-09",
    "council": {"answer": "yes", "why": "By decree."}, "since": "1999", "partner": ["exercise-aldoria"],
    "scan": {"file": "6b1f4e1e-0000-4000-8000-000000000000", "name": "decree.pdf"},
    "contact": {"name": "Kim Exercise", "email": "kim@example.org"},
}
"""An answer to every kind of question but two; those stand there as well, without an answer."""
OTHER_SCRIPTS = {"text": "السياسات المتسقة أولا، ثم المهارات (ABC 2007).", "more": "שלום"}


@pytest.fixture
def submitted(demonstration: Edition):
    """Submits answers to a questionnaire with every kind of question, so many days before or after it is due."""

    def build(given: dict[str, object], *, due_in: int = 20, channel: str = ReceivedBy.ONLINE) -> Submission:
        made = QuestionnaireFactory(
            edition=demonstration, code="exercise-receipt", name={"en": "Survey of everything"}, state="open",
            opened_at=clock.now(), due_at=clock.now() + dt.timedelta(days=due_in), time_zone="Europe/Brussels",
            is_exercise=True,
        )
        version = QuestionnaireVersionFactory(
            questionnaire=made, number=1, form=to_json(EVERY_KIND), checksum=checksum_of(EVERY_KIND)
        )
        response = ResponseFactory(
            questionnaire=made, version=version, party=Party.objects.get(code="exercise-bermea"), asked_at=clock.now()
        )
        return record(actor=system("tests"), response=response, given=given, channel=channel)

    return build


def receipt(submission: Submission, language: str = "en") -> bytes:
    """The receipt as the focal point gets it, in Manila."""
    with translation.override(language):
        return response_receipt(actor=system("tests"), submission=submission, time_zone="Asia/Manila")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def names(text: str, checksum: str) -> bool:
    """Whether a checksum stands in a text, wherever its lines are broken.

    In a page from right to left its letters and digits come out of the PDF run by run, the last run first.
    """
    closed = "".join(text.replace("\u200b", "").split())
    lines = (checksum,), (checksum[:36], checksum[36:])
    turned = ["".join("".join(reversed(re.findall(r"\d+|[a-z]+", line))) for line in broken) for broken in lines]
    return any(one in closed for one in (checksum, *turned))


def test_con_1_every_question_and_every_answer_stands_in_it(submitted):
    text = text_of(receipt(submitted(GIVEN)))
    for question in EVERY_KIND.questions():
        if question.kind != "note":
            assert question.label["en"] in text, question.code
    for answer in (
        "Coherence first", "First line.", "Second line.", "Law", "Fund", "1. Skills 2. Rights", "Visas: High",
        "Fees: Low", "12 people", "2007-07-09", "Yes By decree.", "1999", "Aldoria (exercise)", "decree.pdf",
        "Kim Exercise kim@example.org",
    ):
        assert answer in text, answer
    assert "Twice as many 24" in text
    assert text.count("no answer") == 2  # partners, and anything else


def test_con_1_a_question_that_was_not_asked_under_these_answers_is_left_out(submitted):
    text = text_of(receipt(submitted({**GIVEN, "council": {"answer": "no"}})))
    assert "Is there a council? No" in text
    assert "Since when?" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_con_1_it_says_which_submission_it_is_and_when_it_came_in_three_zones(submitted, language):
    made = submitted(GIVEN)
    text = text_of(receipt(made, language))
    assert names(text, made.checksum)
    assert names(text, made.version.checksum)
    with translation.override(language):
        for zone in ZONES:
            if language == "ar":  # runs come out of the PDF in another order
                assert set(re.findall(r"\w+", f"{made.at.astimezone(ZoneInfo(zone)):%H:%M} {zone}")) <= set(
                    re.findall(r"\w+", text)
                )
            else:
                assert formats.moment_in(made.at, zone) in text


@pytest.mark.parametrize("due_in", [-3, 20])
def test_it_says_whether_the_answer_came_in_time_without_a_reproach(submitted, due_in):
    text = text_of(receipt(submitted(GIVEN, due_in=due_in)))
    assert ("It came after the deadline and was taken in." in text) == (due_in < 0)
    assert ("In time Yes" in text) == (due_in > 0)


def test_the_number_of_a_later_submission_and_until_when_the_earlier_counted_are_told(submitted):
    first = submitted(GIVEN)
    response = Response.objects.get(pk=first.response_id)
    second = record(actor=system("tests"), response=response, given={**GIVEN, "title": "Skills first"},
                    channel=ReceivedBy.ONLINE)
    first.refresh_from_db()
    earlier, later = text_of(receipt(first)), text_of(receipt(second))
    assert "Number 1" in earlier
    assert "Coherence first" in earlier
    assert f"Counted until {formats.moment_in(second.at, 'UTC')}" in earlier
    assert "Number 2" in later
    assert "Skills first" in later
    assert "Counted until" not in later


def test_what_was_entered_from_paper_says_so_and_when_it_was_confirmed(submitted, actor):
    made = submitted(GIVEN, channel=ReceivedBy.PAPER)
    assert "Received on paper" in text_of(receipt(made))
    confirmed = confirm(actor=actor("focal-point"), submission=made)
    assert f"Confirmed {formats.moment_in(confirmed.confirmed_at, 'UTC')}" in text_of(receipt(confirmed))


def test_the_words_of_the_questionnaire_are_in_the_reader_s_language(submitted):
    text = text_of(receipt(submitted(GIVEN), "fr"))
    for label in ("All kinds (fr)", "Is there a council? (fr)", "Law (fr)", "Visas (fr)"):
        assert label in text, label


def test_what_was_typed_in_arabic_and_hebrew_stands_in_it_in_any_language(submitted):
    made = submitted({**GIVEN, **OTHER_SCRIPTS})
    for language in ("en", "ar"):
        text = text_of(receipt(made, language))
        assert "ABC" in text
        assert any(word in text for word in ("المتسقة", "المتسقة"[::-1]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_and_in_the_language_of_the_page(submitted, language):
    with pikepdf.open(io.BytesIO(receipt(submitted(GIVEN), language))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith(language)
        assert "/StructTreeRoot" in pdf.Root


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_cut_at_the_edge_of_a_page_however_long_the_answer(submitted, language):
    long = "Coherence-of-policies-for-migration-and-development " * 400 + "x" * 300
    document = pypdfium2.PdfDocument(receipt(submitted({**GIVEN, "text": long}), language))
    assert len(document) > 3
    for page in document:
        width, height = page.get_size()
        words = page.get_textpage()
        for index in range(0, words.count_chars(), 7):
            left, bottom, right, top = words.get_charbox(index)
            assert 0 <= left <= right <= width
            assert 0 <= bottom <= top <= height
