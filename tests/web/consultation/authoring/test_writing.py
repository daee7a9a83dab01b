"""The pages on which a questionnaire is described, written, translated and previewed."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convoke.consultation.form import editing
from convoke.consultation.form.lines import with_lines
from convoke.consultation.form.model import Kind
from convoke.consultation.models import Questionnaire
from convoke.consultation.operations import authoring as operations
from tests.factories.survey import FORM

from .drafts import HERE, OFFICE, form_of, main, question, terms, text

# ------------------------------------------------------------------ terms


def test_a_questionnaire_is_drafted_with_its_terms_and_one_goes_on_to_its_questions(office, demonstration):
    answer = office.post(f"{HERE}new/", terms())
    assert answer.status_code == 302
    made = Questionnaire.objects.get(code="priorities-2008")
    assert answer["Location"] == f"{HERE}{made.code}/write/"
    assert dict(made.name) == {"en": "Priorities 2008", "fr": "Priorités 2008"}
    assert made.disclosures == ["task-force", "public"]
    assert made.due_at.astimezone(dt.UTC).minute == 0
    assert form_of(made).languages == ("en", "fr")


@pytest.mark.parametrize(("changes", "said"), [
    ({"name_en": "", "name_fr": ""}, "a name in at least one language"),
    ({"day": "2001-01-01"}, "The deadline lies ahead"),
    ({"day": "yesterday"}, "Enter a valid date"),
    ({"time_zone": "Middle/Earth"}, "time zone is not known"),
    ({"disclosures": []}, "at least one of these"),
    ({"addressed_to": "parties"}, "Choose the parties"),
    ({"code": "import"}, "is taken"),
])
def test_terms_that_are_not_accepted_are_named_and_what_was_typed_stays(office, demonstration, changes, said):
    answer = office.post(f"{HERE}new/", terms(sender_en="The Chair of an exercise", **changes))
    assert answer.status_code == 200
    assert said in text(answer)
    assert "The Chair of an exercise" in text(answer)
    assert not Questionnaire.objects.filter(sender__en="The Chair of an exercise").exists()


def test_a_questionnaire_starts_from_the_questions_of_an_earlier_one(office, draft):
    draft()
    assert office.post(f"{HERE}new/", terms(start="brussels-2007/small")).status_code == 302
    assert form_of(Questionnaire.objects.get(code="priorities-2008")).sections == FORM.sections


def test_the_terms_of_a_draft_change_and_those_of_an_open_one_stay(office, draft):
    made = draft()
    assert 'value="Small survey"' in text(office.get(f"{HERE}small/write/terms/"))
    office.post(f"{HERE}small/write/terms/", terms())
    made.refresh_from_db()
    assert str(made.name) == "Priorities 2008"
    operations.open_questionnaire(actor=OFFICE, questionnaire=made)
    assert office.get(f"{HERE}small/write/terms/").status_code == 302


# ------------------------------------------------------------------ writing


def test_only_the_office_writes(client_of, draft):
    draft()
    pages = ["new/", "import/", *(f"small/{page}" for page in (
        "write/", "preview/", "xlsform.xlsx", "write/terms/", "write/languages/", "write/open/", "write/manage/",
        "write/correct/", "write/sections/new/", "write/questions/new/", "write/questions/why/", "versions/",
    ))]
    for page in pages:
        assert client_of("focal-point").get(f"{HERE}{page}").status_code in (403, 404), page
        assert client_of("public").get(f"{HERE}{page}").status_code in (302, 404), page


def test_the_whole_questionnaire_is_listed_with_conditions_in_words(office, draft):
    draft()
    page = main(office.get(f"{HERE}small/write/"))
    for said in ("Rank your first three", "only if “Is there a council?” is “Yes”", "can be opened", "ranking"):
        assert said in page


def test_several_questions_are_added_at_once_in_two_languages(office, draft):
    made = draft()
    lines = "# More | Encore\nWho? [short]* | Qui ?\nWhich? | Lequel ?\n- This | Ceci\n- That | Cela"
    answer = office.post(f"{HERE}small/write/", {"do": "lines", "lines": lines, "section": "policy"})
    assert answer["Location"].endswith("#who")
    form = form_of(made)
    assert form.section("more").title == {"en": "More", "fr": "Encore"}
    assert form.by_code["which"].kind == Kind.ONE


def test_lines_that_cannot_be_read_stay_in_the_field(office, draft):
    made = draft()
    answer = office.post(f"{HERE}small/write/", {"do": "lines", "lines": "How many? [amount]", "section": "policy"})
    assert "is no kind of question" in text(answer)
    assert "How many? [amount]</textarea>" in text(answer)
    assert form_of(made) == FORM


@pytest.mark.parametrize(("do", "order"), [
    ("down order", ["why", "order"]), ("up why", ["why", "order"]), ("copy why", ["order", "why", "why_2"]),
    ("remove why", ["order"]), ("section-up policy", ["council", "members", "means"]),
    ("section-remove priorities", ["council", "members", "means"]),
])
def test_buttons_move_copy_and_remove(office, draft, do, order):
    made = draft()
    assert office.post(f"{HERE}small/write/", {"do": do}).status_code == 302
    assert [one.code for one in form_of(made).sections[0].questions] == order


@pytest.mark.parametrize("do", ["", "remove", "up nothing", "explode why", "section-remove nothing", "up "])
def test_a_button_nobody_offers_changes_nothing_and_is_answered(office, draft, do):
    made = draft()
    answer = office.post(f"{HERE}small/write/", {"do": do}, follow=True)
    assert answer.status_code == 200
    assert "message--error" in text(answer)
    assert form_of(made) == FORM


def test_a_question_others_depend_on_is_not_removed(office, draft):
    made = draft()
    answer = office.post(f"{HERE}small/write/", {"do": "remove council"}, follow=True)
    assert "Other questions depend on the answer: How many members?" in text(answer)
    assert form_of(made) == FORM


def test_faults_are_shown_where_they_are(office, draft):
    looped = editing.replace_question(FORM, "council", replace(FORM.by_code["council"], relevant="${members} = 3"))
    draft(looped)
    page = main(office.get(f"{HERE}small/write/"))
    assert "1 thing to look at before it can be opened" in page
    assert page.count("in a circle: council → members → council") == 2, "in the summary and at its place"


def test_the_page_costs_the_same_whether_it_has_five_questions_or_a_hundred(office, draft):
    draft()
    many, _number = with_lines(FORM, "policy", "\n".join(f"Question {number}?" for number in range(100)))
    draft(many, code="large")

    def count(code: str) -> int:
        office.get(f"{HERE}{code}/write/")
        with CaptureQueriesContext(connection) as captured:
            assert office.get(f"{HERE}{code}/write/").status_code == 200
        return len(captured)

    assert count("small") == count("large")


# ------------------------------------------------------------------ translation


def test_texts_are_translated_side_by_side_with_progress(office, draft):
    made = draft()
    answer = office.post(f"{HERE}small/write/languages/", {"do": "add", "language": "ar"})
    assert answer["Location"].endswith("/write/languages/ar/")
    page = text(office.get(answer["Location"]))
    assert page.count(">missing<") == 15
    assert 'lang="ar" dir="rtl"' in page
    office.post(f"{HERE}small/write/languages/ar/", {"t question/why/label": "لماذا؟", "t section/gone/title": "x"})
    assert form_of(made).by_code["why"].label["ar"] == "لماذا؟"
    assert "1 of 15 texts" in text(office.get(f"{HERE}small/write/"))
    assert "لماذا" not in main(office.get(f"{HERE}small/write/languages/ar/?show=open"))


def test_a_stale_translation_is_shown_and_can_be_confirmed(office, draft):
    draft()
    office.post(f"{HERE}small/write/questions/why/", question("why", office, label_en="For what reason?"))
    page = text(office.get(f"{HERE}small/write/languages/fr/?show=open"))
    assert "the original changed" in page
    office.post(f"{HERE}small/write/languages/fr/", {"right": "question/why/label"})
    assert "Everything is translated" in text(office.get(f"{HERE}small/write/languages/fr/?show=open"))


def test_a_language_is_taken_away_and_the_first_one_stays(office, draft):
    made = draft()
    office.post(f"{HERE}small/write/languages/", {"do": "remove", "language": "en"})
    assert form_of(made) == FORM
    office.post(f"{HERE}small/write/languages/", {"do": "remove", "language": "fr"})
    assert form_of(made).languages == ("en",)


# ------------------------------------------------------------------ preview


def test_the_preview_follows_what_one_enters_and_stores_nothing(office, draft):
    draft()
    page = main(office.get(f"{HERE}small/preview/?section=policy"))
    asked = re.search(r'id="q:members"[^>]*>', page)[0]
    assert "hidden" in asked
    carried = re.search(r'name="carried" value="([^"]*)"', page)[1]
    sent = {"here": "policy", "carried": carried, "language": "fr", "on-page": ["council", "members", "means"],
            "a:council:answer": "yes", "a:means": ["law"], "a:members": "none"}
    page = main(office.post(f"{HERE}small/preview/", sent))
    assert "hidden" not in re.search(r'id="q:members"[^>]*>', page)[0]
    assert "Combien de membres" in page
    assert "“none” is no number" in page
    assert 'value="none"' in page
    carried = re.search(r'name="carried" value="([^"]*)"', page)[1]
    page = main(office.post(f"{HERE}small/preview/", {"go": "priorities", "carried": carried}))
    assert "2 of 3" in page


def test_a_preview_that_was_tampered_with_begins_anew(office, draft):
    draft()
    answer = office.post(f"{HERE}small/preview/", {"carried": "nonsense:x", "on-page": ["x"], "language": "tlh"})
    assert answer.status_code == 200
