"""The page of one question: what it asks, when, and what is accepted."""

import re
from dataclasses import replace

import pytest

from convoke.consultation.form import editing
from convoke.consultation.form.model import Kind
from convoke.consultation.operations.authoring import edit_form
from tests.factories.survey import FORM

from .drafts import HERE, OFFICE, form_of, main, question, text


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
