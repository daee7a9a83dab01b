"""How far the answers to a form are."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from convoke.consultation.form.model import Choice, Form, Kind, Question, Section
from convoke.consultation.form.progress import plan, standing
from tests.timing import quickest

TODAY = dt.date(2007, 7, 9)
YES = Choice("yes", {"en": "Yes"})
NO = Choice("no", {"en": "No"})


def question(code, kind=Kind.SHORT, **given):
    return Question(code, kind, {"en": code}, **given)


def form(*sections, **given):
    """A form with sections given as ``(code, relevant, questions)``."""
    return Form(sections=tuple(
        Section(code, {"en": code}, relevant=relevant, questions=tuple(questions))
        for code, relevant, questions in sections
    ), **given)


CHOSEN = question("policy", Kind.ONE, choices=(YES, NO), required=True)
YEAR = question("year", Kind.NUMBER, relevant="${policy} = 'yes'", required=True, whole=True)
SIMPLE = form(("a", "", [CHOSEN, YEAR]), ("b", "${year} > 2000", [question("plan", Kind.LONG, required=True)]))


def test_without_answers_what_is_always_asked_is_relevant_and_what_is_required_is_missing():
    found = standing(SIMPLE, {})
    assert found.relevant == {"policy"}
    assert found.missing == ("policy",)
    assert not found.is_complete


def test_an_answer_brings_up_the_questions_and_sections_that_depend_on_it():
    assert standing(SIMPLE, {"policy": "yes"}).missing == ("year",)
    found = standing(SIMPLE, {"policy": "yes", "year": "2007"})
    assert found.relevant == {"policy", "year", "plan"}
    assert found.missing == ("plan",)


def test_what_is_not_asked_any_more_counts_as_empty_but_is_not_touched():
    answers = {"policy": "no", "year": "2007", "plan": "Kept"}
    found = standing(SIMPLE, answers)
    assert found.relevant == {"policy"}
    assert found.missing == ()
    assert answers["plan"] == "Kept"


def test_progress_is_counted_for_each_section():
    found = standing(SIMPLE, {"policy": "yes", "year": "2007"})
    assert [(code, one.asked, one.answered, one.missing) for code, one in found.sections.items()] == [
        ("a", 2, 2, 0), ("b", 1, 0, 1),
    ]
    assert (found.asked, found.answered) == (3, 2)
    assert not standing(SIMPLE, {}).sections["b"].relevant


def test_notes_and_calculations_are_never_missing_nor_counted():
    found = standing(form(("a", "", [
        question("read", Kind.NOTE, required=True),
        question("sum", Kind.CALCULATION, calculation="1 + 1", required=True),
    ])), {})
    assert found.missing == ()
    assert (found.asked, found.answered) == (0, 0)
    assert found.relevant == {"read", "sum"}


def test_what_depends_on_a_later_question_is_evaluated_after_it():
    found = standing(form(("a", "", [
        question("total", Kind.CALCULATION, calculation="${twice} + 1"),
        question("twice", Kind.CALCULATION, calculation="${number} * 2"),
        question("number", Kind.NUMBER),
        question("why", relevant="${total} > 10"),
    ])), {"number": "5"})
    assert found.calculated == {"total": "11", "twice": "10"}
    assert "why" in found.relevant


def test_a_chain_of_five_hundred_questions_written_backwards_is_evaluated():
    questions = [question(f"q{n}", Kind.CALCULATION, calculation=f"${{q{n + 1}}} + 1") for n in range(500)]
    found = standing(form(("a", "", [*questions, question("q500", Kind.NUMBER)])), {"q500": "0"})
    assert found.calculated["q0"] == "500"


def test_a_calculation_that_is_not_relevant_gives_nothing():
    made = form(("a", "", [
        question("number", Kind.NUMBER),
        question("twice", Kind.CALCULATION, calculation="2 * ${number}", relevant="${number} > 3"),
        question("four", Kind.CALCULATION, calculation="coalesce(${twice}, 'none')"),
    ]))
    assert standing(made, {"number": "2"}).calculated == {"four": "none"}
    assert standing(made, {"number": "4"}).calculated == {"twice": "8", "four": "8"}
    assert standing(made, {}).calculated == {"four": "none"}


def test_a_calculation_without_a_number_is_empty():
    made = form(("a", "", [question("n", Kind.NUMBER), question("c", Kind.CALCULATION, calculation="${n} + 1")]))
    assert standing(made, {}).calculated == {"c": ""}


def test_questions_that_depend_on_one_another_end_in_an_answer_nevertheless():
    circle = form(("a", "", [
        question("a", relevant="${b} = ''"), question("b", relevant="${a} = ''"), question("c", relevant="${c} = ''"),
    ]))
    assert standing(circle, {"a": "x", "b": "y"}).relevant <= {"a", "b", "c"}


def test_an_expression_that_cannot_be_read_hides_nothing():
    made = form(("a", "foo(", [question("a", relevant="(("), question("b", Kind.CALCULATION)]))
    assert standing(made, {}).relevant == {"a", "b"}


def test_a_reference_to_nothing_is_empty():
    assert standing(form(("a", "", [question("a", relevant="${nobody} = ''")])), {}).relevant == {"a"}


class TestConstraints:
    LIMITED = form(("a", "", [
        question("number", Kind.NUMBER, constraint=". <= ${most}",
                 constraint_message={"en": "Too many.", "fr": "Trop."}),
        question("most", Kind.NUMBER),
        question("unsaid", constraint="string-length(.) > 2"),
    ]))

    def test_an_answer_that_does_not_fit_is_told_in_the_active_language(self):
        answers = {"number": "5", "most": "3"}
        assert standing(self.LIMITED, answers).faults == {"number": "Too many."}
        with override("fr"):
            assert standing(self.LIMITED, answers).faults == {"number": "Trop."}
        with override("es"):
            assert standing(self.LIMITED, answers).faults == {"number": "Too many."}

    def test_without_a_message_of_its_own_a_general_sentence_is_said(self):
        assert standing(self.LIMITED, {"unsaid": "ab"}).faults["unsaid"].endswith(".")
        assert not standing(self.LIMITED, {"unsaid": "abc"}).faults

    def test_no_answer_breaks_no_constraint(self):
        assert not standing(self.LIMITED, {"most": "3"}).faults

    def test_an_answer_not_asked_any_more_breaks_no_constraint(self):
        made = form(("a", "", [question("a"), question("b", relevant="${a} = 'x'", constraint=". = 'y'")]))
        assert standing(made, {"a": "x", "b": "z"}).faults
        assert not standing(made, {"b": "z"}).faults

    def test_a_grid_is_looked_at_row_by_row(self):
        rows = (Choice("r1", {"en": "1"}), Choice("r2", {"en": "2"}))
        made = form(("a", "", [question("g", Kind.GRID, choices=(YES, NO), rows=rows, constraint=". = 'yes'")]))
        assert not standing(made, {"g": {"r1": "yes"}}).faults
        assert standing(made, {"g": {"r1": "yes", "r2": "no"}}).faults

    def test_dates_are_compared_with_today(self):
        made = form(("a", "", [question("d", Kind.DATE, constraint=". <= today()")]))
        assert not standing(made, {"d": "2007-07-09"}, today=TODAY).faults
        assert standing(made, {"d": "2007-07-10"}, today=TODAY).faults


class TestRequired:
    ROWS = (Choice("r1", {"en": "1"}), Choice("r2", {"en": "2"}))

    @pytest.mark.parametrize(("kind", "empty", "full"), [
        (Kind.SHORT, " ", "x"), (Kind.LONG, "", "x"), (Kind.ONE, None, "yes"), (Kind.SEVERAL, [], ["yes"]),
        (Kind.RANKING, [], ["no"]), (Kind.NUMBER, "", "0"), (Kind.DATE, "", "2007-07-09"),
        (Kind.YES_NO, {"why": "x"}, {"answer": "no"}), (Kind.PARTY, [], ["exercise-a"]),
        (Kind.FILE, {}, {"file": "1", "name": "x"}),
        (Kind.CONTACT, {"name": ""}, {"name": "A. B."}),
        (Kind.GRID, {"r1": "yes"}, {"r1": "yes", "r2": "no"}),
    ])
    def test_each_kind_knows_when_it_is_answered(self, kind, empty, full):
        made = form(("a", "", [question("q", kind, choices=(YES, NO), rows=self.ROWS, required=True)]))
        assert standing(made, {"q": empty}).missing == ("q",)
        assert standing(made, {"q": full}).missing == ()


@given(st.dictionaries(st.sampled_from(["policy", "year", "plan", "gone"]), st.one_of(
    st.none(), st.text(), st.lists(st.text()), st.dictionaries(st.text(), st.text()), st.integers(),
)))
def test_whatever_a_draft_holds_its_standing_is_told(answers):
    found = standing(SIMPLE, answers)
    assert set(found.missing) <= found.relevant


def test_the_plan_of_a_form_is_made_once():
    made = replace(SIMPLE)
    assert plan(made) is plan(made)
    assert plan(replace(made)) is not plan(made)
    assert made == replace(made)


def test_a_form_of_five_hundred_questions_is_evaluated_in_a_tenth_of_a_second():
    questions = [question(f"q{n}", Kind.NUMBER, relevant=f"${{q{n - 1}}} > 3" if n % 10 else "", constraint=". < 1000",
                          required=True) for n in range(500)]
    made, answers = form(("a", "", questions)), {f"q{n}": "7" for n in range(500)}
    assert standing(made, answers).is_complete
    assert quickest(lambda: standing(made, answers)) < 0.1
