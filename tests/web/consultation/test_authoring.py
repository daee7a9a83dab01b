"""The pages on which a questionnaire is written, translated, previewed, opened and corrected."""

import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from convoke.consultation.form import editing
from convoke.consultation.form.lines import with_lines
from convoke.consultation.form.model import Form, Kind, from_json
from convoke.consultation.form.xlsform import read_xlsform, write_xlsform
from convoke.consultation.models import Disclosure, Questionnaire
from convoke.consultation.operations import authoring as operations
from convoke.consultation.operations.authoring import Terms, edit_form
from convoke.core import clock
from convoke.core.actors import system
from tests.factories.survey import FORM

HERE = "/en/brussels-2007/questionnaires/"
OFFICE = system("tests")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def in_english():
    """Whatever language a test before left active."""
    with override("en"):
        yield


def text(answer) -> str:
    return answer.content.decode()


def main(answer) -> str:
    return text(answer).partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def office(client_of) -> Client:
    """The task force, signed in."""
    return client_of("task-force")


@pytest.fixture
def draft(demonstration):
    """A draft of the small form to exercise parties."""

    def build(form: Form = FORM, code: str = "small") -> Questionnaire:
        return operations.draft_questionnaire(
            actor=OFFICE, edition=demonstration, code=code, form=form, is_exercise=True, terms=Terms(
                name={"en": "Small survey", "fr": "Petite enquête"}, due_at=clock.now() + dt.timedelta(days=9),
                disclosures=(Disclosure.TOTALS, Disclosure.FRIENDS),
            ),
        )

    return build


@pytest.fixture
def opened(draft) -> Questionnaire:
    """The same, open."""
    return operations.open_questionnaire(actor=OFFICE, questionnaire=draft())


def form_of(questionnaire: Questionnaire) -> Form:
    return from_json(questionnaire.versions.last().form)


TERMS = {
    "name_en": "Priorities 2008", "name_fr": "Priorités 2008", "addressed_to": "states", "time": "18:00",
    "time_zone": "Europe/Brussels", "disclosures": ["task-force", "public"], "disclosed_by": "answer",
    "results_audience": "public", "audience": "friends", "languages": ["en", "fr"],
}


def terms(**changes) -> dict:
    return {**TERMS, "day": (clock.today() + dt.timedelta(days=30)).isoformat(), **changes}


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


# ------------------------------------------------------------------ one question


def question(asked: str, office: Client, **changes) -> dict:
    """What the page of a question would send, with changes."""
    page = text(office.get(f"{HERE}small/write/questions/{asked}/"))
    sent = {}
    for name, value in re.findall(r'<input type="(?:text|hidden|number)" name="([^"]+)" value="([^"]*)"', page):
        sent[name] = value.replace("&#x27;", "'").replace("&amp;", "&")
    for name, value in re.findall(r'<textarea name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', page):
        sent[name] = value.replace("&#x27;", "'").strip()
    for name in re.findall(r'<input type="checkbox" name="([^"]+)"[^>]*checked', page):
        sent[name] = "on"
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return {**sent, **changes}


@pytest.mark.parametrize("code", list(FORM.by_code))
def test_a_question_saved_without_a_change_stays_what_it_was(office, draft, code):
    made = draft()
    answer = office.post(f"{HERE}small/write/questions/{code}/", question(code, office))
    assert answer.status_code == 302, re.findall(r'message--error.*?</div>', text(answer), re.DOTALL)
    assert form_of(made) == FORM


def test_texts_choices_and_settings_of_a_question_are_changed(office, draft):
    made = draft()
    office.post(f"{HERE}small/write/questions/order/", question(
        "order", office, label_en="Rank two", choices_en="rights = Rights\nHealth", choices_fr="Droits\nSanté",
        first="2", code="ranked",
    ))
    changed = form_of(made).by_code["ranked"]
    assert changed.label["en"] == "Rank two"
    assert changed.first == 2
    assert [(one.code, one.label) for one in changed.choices] == [
        ("rights", {"en": "Rights", "fr": "Droits"}), ("health", {"en": "Health", "fr": "Santé"})
    ]


def test_a_condition_is_chosen_and_becomes_an_expression(office, draft):
    made = draft()
    office.post(f"{HERE}small/write/questions/means/", question(
        "means", office, subject="council", how="is", value="No"
    ))
    assert form_of(made).by_code["means"].relevant == "${council} = 'no'"
    office.post(f"{HERE}small/write/questions/means/", question(
        "means", office, relevant="${members} > 3 and ${council} = 'yes'"
    ))
    assert form_of(made).by_code["means"].relevant == "${members} > 3 and ${council} = 'yes'"
    page = text(office.get(f"{HERE}small/write/questions/means/"))
    assert "This condition is more than can be chosen above" in page
    office.post(f"{HERE}small/write/questions/means/", question("means", office, relevant=""))
    assert form_of(made).by_code["means"].relevant == ""


@pytest.mark.parametrize(("code", "changes", "said"), [
    ("means", {"subject": "council", "value": "perhaps"}, "is not an answer to “Is there a council?”. Accepted: Yes"),
    ("means", {"value": "Yes"}, "Choose the question whose answer decides"),
    ("means", {"code": "why"}, "is used already"), ("means", {"code": "é !"}, "is no code"),
    ("means", {"label_en": ""}, "This field is required"),
    ("means", {"choices_fr": "a\nb\nc\nd"}, "more lines (fr) than choices"),
    ("members", {"lowest": "many"}, "Enter a number"), ("order", {"first": "0"}, "greater than or equal to 1"),
])
def test_what_is_not_accepted_is_named_and_nothing_typed_is_lost(office, draft, code, changes, said):
    made = draft()
    answer = office.post(f"{HERE}small/write/questions/{code}/", question(
        code, office, **{"hint_en": "Typed with care", **changes}
    ))
    assert answer.status_code == 200
    assert said in text(answer).replace("&#x27;", "'")
    assert "Typed with care" in text(answer)
    assert form_of(made) == FORM


def test_forty_items_of_a_ranking_are_kept_and_the_fault_is_said(office, draft):
    made = draft()
    items = "\n".join(f"Item {number}" for number in range(40))
    office.post(f"{HERE}small/write/questions/order/", question(
        "order", office, choices_en=items, choices_fr=""
    ))
    assert len(form_of(made).by_code["order"].choices) == 40
    assert "up to 30 items; this one has 40" in text(office.get(f"{HERE}small/write/questions/order/"))
    assert "It cannot be opened yet" in text(office.get(f"{HERE}small/write/open/"))


def test_two_people_who_write_the_same_question_are_told_and_neither_is_lost(office, draft):
    made = draft()
    sent = question("why", office, label_en="Mine?")
    edit_form(actor=OFFICE, questionnaire=made, change=lambda form: editing.replace_question(
        form, "why", replace(form.by_code["why"], label={"en": "Theirs?"})
    ))
    answer = office.post(f"{HERE}small/write/questions/why/", sent)
    assert answer.status_code == 409
    assert "Stored now: “Theirs?”" in text(answer)
    assert "Mine?" in text(answer)
    assert form_of(made).by_code["why"].label["en"] == "Theirs?"
    seen = re.search(r'name="seen" value="(\w+)"', text(answer))[1]
    assert office.post(f"{HERE}small/write/questions/why/", {**sent, "seen": seen}).status_code == 302
    assert form_of(made).by_code["why"].label["en"] == "Mine?"


@pytest.mark.parametrize("kind", list(Kind))
def test_a_question_of_every_kind_is_added_and_leads_to_another(office, draft, kind):
    made = draft()
    address = f"{HERE}small/write/questions/new/?section=policy&kind={kind}&after=council"
    assert office.get(address).status_code == 200
    answer = office.post(address, {
        "label_en": "A new one", "label_fr": "Une autre", "choices_en": "Low\nHigh", "rows_en": "Law\nPlan",
        "calculation": "${members} * 2", "how": "is", "then": "another", "next_kind": "date",
    })
    assert answer.status_code == 302, text(answer)
    assert answer["Location"].endswith("?section=policy&kind=date&after=a_new_one")
    there = form_of(made).section("policy").questions
    assert [one.code for one in there][:2] == ["council", "a_new_one"]
    assert there[1].kind == kind
    assert "can be opened" in main(office.get(f"{HERE}small/write/"))


def test_the_kind_of_a_question_is_changed(office, draft):
    made = draft()
    office.post(f"{HERE}small/write/questions/order/", {"do": "kind", "kind": "several"})
    assert form_of(made).by_code["order"].kind == Kind.SEVERAL
    assert form_of(made).by_code["order"].first is None


def test_a_section_is_added_and_changed(office, draft):
    made = draft()
    answer = office.post(f"{HERE}small/write/sections/new/", {
        "title_en": "Means & ways", "title_fr": "Moyens", "then": "question", "how": "is"
    })
    assert answer["Location"].endswith("/write/questions/new/?section=means_ways")
    office.post(f"{HERE}small/write/sections/means_ways/", {
        "title_en": "Means", "subject": "council", "how": "is", "value": "yes"
    })
    changed = form_of(made).section("means_ways")
    assert changed.title == {"en": "Means"}
    assert changed.relevant == "${council} = 'yes'"
    assert "This field is required" in text(office.post(f"{HERE}small/write/sections/new/", {"title_fr": "X"}))


@pytest.mark.parametrize("page", [
    "nothing/write/", "small/write/questions/nothing/", "small/write/sections/nothing/", "small/write/languages/xx/",
    "small/write/languages/en/", "small/preview/?section=nothing",
])
def test_what_is_not_there_is_said(office, draft, page):
    draft()
    assert office.get(f"{HERE}{page}").status_code == 404


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


# ------------------------------------------------------------------ opening, correcting, closing


def test_opening_says_what_happens_and_does_it(office, draft):
    made = draft()
    page = main(office.get(f"{HERE}small/write/open/"))
    assert "Open it and invite" in page
    assert "(UTC)" in page
    answer = office.post(f"{HERE}small/write/open/", follow=True)
    made.refresh_from_db()
    assert made.state == "open"
    assert f"The questionnaire is open: {made.recipients} are invited" in text(answer)
    assert "is frozen since" in text(answer)
    assert made.versions.get().checksum in text(answer)


def test_an_empty_form_is_not_opened_and_it_is_said_why(office, draft):
    made = draft(Form())
    page = main(office.get(f"{HERE}small/write/open/"))
    assert "There is no question yet" in page
    assert "Open it and invite" not in page
    assert "There is no question yet" in text(office.post(f"{HERE}small/write/open/"))
    made.refresh_from_db()
    assert made.state == "draft"


def test_a_frozen_questionnaire_is_changed_by_no_page(office, opened):
    for page, sent in (
        ("", {"do": "remove why"}), ("", {"do": "lines", "lines": "More?"}), ("languages/", {
            "do": "add", "language": "ar"}), ("languages/fr/", {"t question/why/label": "X"}),
        ("questions/why/", {"label_en": "X"}), ("questions/new/?section=policy", {"label_en": "X"}),
        ("sections/policy/", {"title_en": "X"}),
    ):
        assert office.post(f"{HERE}small/write/{page}", sent, follow=True).status_code == 200
    assert form_of(opened) == FORM
    assert opened.versions.count() == 1


def test_a_correction_is_begun_compared_and_put_in_force(office, opened):
    page = f"{HERE}small/write/correct/"
    office.post(page, {"do": "begin"})
    assert "Nothing was changed yet" in text(office.get(page))
    office.post(f"{HERE}small/write/questions/why/", question("why", office, label_en="For what reason?"))
    shown = main(office.get(page))
    assert "For what reason?" in shown
    assert "0 answers being prepared" in shown
    assert "Say in a sentence" in text(office.post(page, {"note_en": " "}))
    answer = office.post(page, {"note_en": "A clearer question.", "note_fr": "Une question plus claire."}, follow=True)
    assert "Version 2 is in force" in text(answer)
    assert opened.versions.count() == 2
    versions = main(office.get(f"{HERE}small/versions/?from=1&to=2"))
    assert "A clearer question." in versions
    assert "For what reason?" in versions
    assert versions.count("checksum") >= 2
    assert office.get(f"{HERE}small/versions/?from=x&to=99").status_code == 200


def test_a_deadline_is_extended_a_questionnaire_closed_and_its_totals_published(office, opened):
    page = f"{HERE}small/write/manage/"
    early = {"do": "extend", "extend-day": (clock.today() + dt.timedelta(days=2)).isoformat(), "extend-time": "18:00",
             "extend-time_zone": "UTC"}
    assert "never shortened" in text(office.post(page, early))
    assert "lies ahead" in text(office.post(page, {**early, "extend-day": "2001-01-01"}))
    office.post(page, {**early, "extend-day": (clock.today() + dt.timedelta(days=40)).isoformat()})
    opened.refresh_from_db()
    assert opened.deadline == clock.today() + dt.timedelta(days=40)
    office.post(page, {"do": "close"})
    office.post(page, {"do": "publish"})
    opened.refresh_from_db()
    assert opened.state == "closed"
    assert opened.results_published_at is not None
    assert "message--error" in text(office.post(page, {"do": "close"}))


# ------------------------------------------------------------------ files


def upload(content: bytes, name: str = "form.xlsx", **more) -> dict:
    return {"file": SimpleUploadedFile(name, content, XLSX), **more}


def test_an_xlsform_is_shown_before_it_becomes_a_questionnaire(office, demonstration):
    content = write_xlsform(FORM, {"en": "Small", "fr": "Petite"}, "from-file")
    before = Questionnaire.objects.count()
    page = text(office.post(f"{HERE}import/", upload(content)))
    assert "5 questions in “form.xlsx”" in page
    assert Questionnaire.objects.count() == before
    kept = re.search(r'name="read" value="([^"]+)"', page)[1]
    answer = office.post(f"{HERE}import/", {"read": kept})
    made = Questionnaire.objects.get(code="from-file")
    assert answer["Location"] == f"{HERE}from-file/write/terms/"
    assert form_of(made) == FORM
    assert dict(made.name) == {"en": "Small", "fr": "Petite"}


def test_the_questions_of_a_draft_are_replaced_by_those_of_a_file(office, draft):
    made = draft(Form())
    content = write_xlsform(FORM, {"en": "Small"}, "x")
    page = text(office.post(f"{HERE}import/", upload(content, into="small")))
    kept = re.search(r'name="read" value="([^"]+)"', page)[1]
    office.post(f"{HERE}import/", {"read": kept, "into": "small"})
    assert form_of(made) == FORM


@pytest.mark.parametrize(("name", "content"), [
    ("form.xlsx", b""), ("form.xlsx", b"no spreadsheet"), ("form.pdf", b"%PDF-1.7"), ("form.xlsm", b"PK"),
])
def test_a_file_that_is_no_xlsform_is_refused_in_words(office, demonstration, name, content):
    before = Questionnaire.objects.count()
    answer = office.post(f"{HERE}import/", upload(content, name))
    assert answer.status_code == 200
    assert "message--error" in text(answer)
    assert Questionnaire.objects.count() == before


def test_what_was_read_and_tampered_with_is_not_taken(office, demonstration):
    answer = office.post(f"{HERE}import/", {"read": "nonsense"}, follow=True)
    assert "choose the file again" in text(answer)


def test_a_questionnaire_is_exported_and_reads_back_the_same(office, draft):
    draft()
    answer = office.get(f"{HERE}small/xlsform.xlsx")
    assert answer["Content-Type"] == XLSX
    assert read_xlsform(io.BytesIO(answer.content), "small.xlsx").form == FORM


def test_a_form_with_faults_is_not_exported(office, draft):
    draft(Form())
    assert "can be exported once" in text(office.get(f"{HERE}small/xlsform.xlsx", follow=True))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_page_is_there_in_other_languages(office, opened, language):
    here = HERE.replace("/en/", f"/{language}/")
    for page in ("new/", "import/", "small/write/", "small/preview/", "small/versions/", "small/write/manage/",
                 "small/write/languages/", "small/write/languages/fr/"):
        assert office.get(f"{here}{page}").status_code == 200, page
