"""Changing a form that is being written: every function gives a new form, and expressions follow their answers."""

from dataclasses import replace

import pytest

from convoke.consultation.form import editing
from convoke.consultation.form.check import faults
from convoke.consultation.form.model import Choice, Form, Kind, Question, Section, from_json, to_json
from tests.factories.survey import FORM


def codes(form: Form) -> list[list[str]]:
    return [[one.code for one in section.questions] for section in form.sections]


def test_a_code_is_made_from_words_and_is_unlike_those_taken():
    assert editing.code_from("Why, and how often?", ()) == "why_and_how_often"
    assert editing.code_from("Pourquoi ? Été", ()) == "pourquoi_ete"
    assert editing.code_from("Why", {"why", "why_2"}) == "why_3"
    assert editing.code_from("2007", ()) == "q_2007"
    assert editing.code_from("لماذا", ()) == "q"
    assert editing.code_from("meta", ()) == "meta_2"  # XLSForm keeps this name for itself


def test_a_question_stands_behind_the_one_it_is_put_after():
    added = editing.add_question(FORM, "priorities", Question("new", Kind.SHORT, {"en": "New"}), after="order")
    assert codes(added)[0] == ["order", "new", "why"]
    assert codes(FORM)[0] == ["order", "why"]
    with pytest.raises(KeyError):
        editing.add_question(FORM, "nowhere", Question("new", Kind.SHORT, {}))


def test_a_question_moves_within_its_section_and_over_its_ends():
    assert codes(editing.move_question(FORM, "why", -1)) == [["why", "order"], ["council", "members", "means"]]
    assert codes(editing.move_question(FORM, "why", 1)) == [["order"], ["why", "council", "members", "means"]]
    assert codes(editing.move_question(FORM, "council", -1)) == [["order", "why", "council"], ["members", "means"]]
    assert editing.move_question(FORM, "order", -1) == FORM
    assert codes(editing.move_question_to(FORM, "order", "policy"))[1][-1] == "order"


def test_sections_move_are_copied_and_removed():
    assert [one.code for one in editing.move_section(FORM, "policy", -1).sections] == ["policy", "priorities"]
    assert [one.code for one in editing.remove_section(FORM, "policy").sections] == ["priorities"]
    copied = editing.duplicate_section(FORM, "policy")
    assert [one.code for one in copied.sections] == ["priorities", "policy", "policy_2"]
    assert copied.by_code["members_2"].relevant == "${council_2} = 'yes'"
    assert copied.by_code["members"].relevant == "${council} = 'yes'"
    assert not faults(copied)


def test_a_copied_question_has_a_code_of_its_own():
    copied, own = editing.duplicate_question(FORM, "means")
    assert own == "means_2"
    assert copied.by_code[own].choices == FORM.by_code["means"].choices
    assert not faults(copied)


def test_expressions_follow_a_question_that_is_given_another_code():
    form = editing.add_section(FORM, Section("more", {"en": "More"}, relevant="${council_why} != ''", questions=(
        Question("note", Kind.NOTE, {"en": "The text '${council}' is no reference"},
                 relevant="${council} = 'yes' and '${council}' != '${ council }'"),
    )))
    renamed = editing.replace_question(form, "council", replace(form.by_code["council"], code="has_council"))
    assert renamed.by_code["members"].relevant == "${has_council} = 'yes'"
    assert renamed.section("more").relevant == "${has_council_why} != ''"
    assert renamed.by_code["note"].relevant == "${has_council} = 'yes' and '${council}' != '${ council }'"
    assert editing.users_of(renamed, "has_council") == ["members", "more", "note"]


def test_what_depends_on_a_question_is_known():
    assert editing.users_of(FORM, "council") == ["members"]
    assert editing.users_of(FORM, "why") == []


def test_a_question_of_another_kind_keeps_what_fits_and_leaves_the_rest():
    ranking = FORM.by_code["order"]
    several = editing.of_kind(ranking, Kind.SEVERAL)
    assert several.choices == ranking.choices
    assert several.first is None
    assert editing.of_kind(ranking, Kind.NOTE).required is False
    for kind in Kind:
        changed = editing.replace_question(FORM, "order", editing.of_kind(ranking, kind))
        misplaced = [one for one in faults(changed) if "does not have" in one.sentence]
        assert not misplaced, kind


def test_a_language_taken_away_takes_its_texts_along():
    alone = editing.in_languages(FORM, ("en",))
    assert not faults(alone)
    assert "fr" not in str(to_json(alone))
    assert editing.in_languages(FORM, ("en", "fr")) == FORM
    assert from_json(to_json(alone)) == alone


def test_names_taken_include_the_parts_of_answers():
    grid = Question("rate", Kind.GRID, {"en": "Rate"}, choices=(Choice("1", {"en": "Low"}),),
                    rows=(Choice("law", {"en": "Law"}),))
    form = editing.add_question(FORM, "policy", grid)
    assert {"rate", "rate_law", "council_why", "policy"} <= editing.names_taken(form)
