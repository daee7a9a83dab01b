"""Questions and choices typed as lines: a whole questionnaire in two languages from one field."""

import pytest

from convoke.consultation.form.check import faults
from convoke.consultation.form.lines import NotRead, choices_from, lines_of, with_lines
from convoke.consultation.form.model import Choice, Form, Kind
from tests.factories.survey import FORM

WHOLE = """
# Priorities | Priorités
Rank the themes [ranking] * | Classez les thèmes
- Remittances | Transferts
- rights = Rights | Droits
Is there a council? [yes-no] | Existe-t-il un conseil ?
How many members? [Number]* | Combien ?

# Views | Avis
Rate these [grid]
- Law
- Plan
+ low
+ high
Which one?
- This
- That
Anything else?
"""


def test_a_whole_questionnaire_is_read_from_lines():
    form, number = with_lines(Form(languages=("en", "fr")), "", WHOLE)
    assert number == 6
    assert [one.title for one in form.sections] == [
        {"en": "Priorities", "fr": "Priorités"}, {"en": "Views", "fr": "Avis"}
    ]
    questions = list(form.questions())
    assert [one.kind for one in questions] == [
        Kind.RANKING, Kind.YES_NO, Kind.NUMBER, Kind.GRID, Kind.ONE, Kind.LONG
    ]
    assert [one.required for one in questions] == [True, False, True, False, False, False]
    assert questions[0].choices == (
        Choice("remittances", {"en": "Remittances", "fr": "Transferts"}),
        Choice("rights", {"en": "Rights", "fr": "Droits"}),
    )
    assert [row.code for row in questions[3].rows] == ["law", "plan"]
    assert [step.code for step in questions[3].choices] == ["low", "high"]
    assert not faults(form)


def test_lines_go_into_the_section_that_was_chosen_and_codes_stay_apart():
    form, number = with_lines(FORM, "priorities", "Why? | Pourquoi ?\nCouncil")
    assert number == 2
    assert [one.code for one in form.section("priorities").questions] == ["order", "why", "why_2", "council_2"]


def test_without_any_section_one_is_made():
    form, _number = with_lines(Form(), "", "Why?")
    assert len(form.sections) == 1
    assert not faults(form)


def test_lines_that_cannot_be_read_are_all_named_and_nothing_is_added():
    with pytest.raises(NotRead) as refusal:
        with_lines(Form(), "", "- a choice of nothing\nHow many? [amount]\nWhy? | Pourquoi ?")
    first, second, third = refusal.value.faults
    assert "Line 1" in first
    assert "“amount” is no kind" in second
    assert "ranking" in second
    assert "Line 3" in third
    with pytest.raises(NotRead):
        with_lines(Form(), "", "\n  \n")


def test_choices_keep_their_codes_when_lines_are_moved_or_added():
    before = choices_from({"en": "Rights\nSkills", "fr": "Droits\nCompétences"}, ("en", "fr"))
    assert [one.code for one in before] == ["rights", "skills"]
    typed = {"en": "Skills\nHealth\nRights", "fr": lines_of(before, "fr", with_all=False) + "\nSanté"}
    after = choices_from(typed, ("en", "fr"), before)
    assert [(one.code, one.label["fr"]) for one in after] == [
        ("skills", "Compétences"), ("health", "Santé"), ("rights", "Droits")
    ]


def test_a_choice_keeps_its_code_when_its_words_change():
    before = (Choice("rights", {"en": "Rights"}),)
    lines = lines_of(before, "en", with_all=True)
    assert lines == "rights = Rights"
    after = choices_from({"en": lines.replace("Rights", "Rights of migrants = core")}, ("en",), before)
    assert after == (Choice("rights", {"en": "Rights of migrants = core"}),)


def test_an_item_nobody_knows_stays_unknown_until_it_is_named():
    before = (Choice("item-7", {}, is_unknown=True),)
    assert choices_from({"en": lines_of(before, "en", with_all=True)}, ("en",), before) == before
    named = choices_from({"en": "item-7 = Skills"}, ("en",), before)
    assert named == (Choice("item-7", {"en": "Skills"}),)


def test_a_translation_of_no_choice_is_named():
    with pytest.raises(NotRead) as refusal:
        choices_from({"en": "Rights", "fr": "Droits\nSanté\nlaw = Loi"}, ("en", "fr"))
    assert "Santé" in refusal.value.faults[0]
    assert "law" in refusal.value.faults[1]
    with pytest.raises(NotRead):
        choices_from({"en": "a = One\na = Two"}, ("en",))
