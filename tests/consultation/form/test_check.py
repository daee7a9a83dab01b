"""What is wrong in a form is said before anybody is asked anything."""

from dataclasses import replace

import pytest
from hypothesis import given

from convoke.consultation.form.check import faults
from convoke.consultation.form.model import Choice, Form, Kind, Question, Section

from .forms import ALL_KINDS, forms

A, B = Choice("a", {"en": "A"}), Choice("b", {"en": "B"})


def said(form):
    return [fault.sentence for fault in faults(form)]


def of(*questions, section="s", **given):
    """A form of one section."""
    return Form(sections=(Section(section, {"en": "Section"}, questions=questions),), **given)


def question(code="q", kind=Kind.SHORT, **given):
    return Question(code, kind, **{"label": {"en": "Question"}, **given})


def test_a_form_of_every_kind_of_question_in_two_languages_has_no_faults():
    assert said(ALL_KINDS) == []


@given(forms())
def test_a_form_within_the_rules_has_no_faults(form):
    assert said(form) == []


def test_a_fault_names_its_section_and_question():
    (fault,) = faults(of(question(), question("other", relevant="1 +")))
    assert (fault.section, fault.question) == ("s", "other")


@pytest.mark.parametrize("code", ["", "1a", "a b", "a.b", "ä", "a" * 61, "a/b", "-a", "a\n", "<b>"])
def test_a_code_is_a_name_in_xml(code):
    assert any("is no code" in one for one in said(of(question(code))))
    assert any("is no code" in one for one in said(of(question(), section=code)))


@pytest.mark.parametrize("code", ["a", "A1", "_1_name", "long-name_2", "a" * 60])
def test_codes_as_kobotoolbox_makes_them_are_accepted(code):
    assert said(of(question(code))) == []


@pytest.mark.parametrize("code", ["1", "-99", "yes", "other.1", "A_b", "a" * 60])
def test_codes_of_choices_may_be_numbers(code):
    assert said(of(question(kind=Kind.ONE, choices=(Choice(code, {"en": "A"}),)))) == []


class TestOneCodeEach:
    def test_two_questions(self):
        assert "more than once" in said(of(question("q"), question("q")))[0]

    def test_a_question_and_its_section(self):
        assert "more than once" in said(of(question("s")))[0]

    def test_two_sections(self):
        one = Section("s", {"en": "S"}, questions=(question("a"),))
        assert "more than once" in said(Form((one, replace(one, questions=(question("b"),)))))[0]

    def test_a_question_and_the_row_of_a_grid(self):
        grid = question("g", Kind.GRID, choices=(A, B), rows=(A, B))
        assert "would both be called “g_a”" in said(of(grid, question("g_a")))[0]

    def test_a_question_and_an_explanation(self):
        assert "“q_why”" in said(of(question("q", Kind.YES_NO), question("q_why")))[0]


@pytest.mark.parametrize(("form", "sentence"), [
    (Form(), "at least one section"),
    (Form((Section("s", {"en": "S"}),)), "no questions"),
    (Form((Section("s", {}, questions=(question(),)),)), "no title in English"),
    (of(question(), languages=("tlh",)), "Unknown language: tlh. Accepted: en"),
    (of(question(), languages=()), "Unknown language: -"),
    (of(question(), languages=("en", "en")), "named once"),
    (of(question(), metadata=("geopoint",)), "Unknown metadata: geopoint"),
    (of(question(), metadata=("start", "start")), "kept once"),
    (of(question(), intro={"fr": "Bonjour"}), "which is no language of this form"),
    (of(question("meta")), "keeps for itself"),
    (of(question(label={})), "no text in English"),
    (of(question(label={"en": "  "})), "no text in English"),
    (of(question(label={"fr": "Q"}, ), languages=("en", "fr")), "no text in English"),
    (of(question(label={"en": "Q", "fr": "Q"})), "Français"),
    (of(question(label={"en": "Hello ${name}"})), "shows no answers"),
    (of(question(hint={"en": "a\x07"})), "no text"),
    (of(question(label={"en": "a" * 20_000})), "up to 10000 characters"),
    (of(question(kind=Kind.ONE)), "no choices"),
    (of(question(kind=Kind.ONE, choices=(A, A))), "“a” stands there more than once"),
    (of(question(kind=Kind.ONE, choices=(Choice("a b", {"en": "A"}),))), "no code of a choice"),
    (of(question(kind=Kind.ONE, choices=(Choice("a", {}),))), "The choice “a” has no text in English"),
    (of(question(kind=Kind.ONE, choices=(Choice("100%", {}),))), "100%"),
    (of(question(choices=(A,))), "does not have choices"),
    (of(question(kind=Kind.RANKING, choices=tuple(Choice(f"c{n}", {"en": "C"}) for n in range(31)))), "up to 30 items"),
    (of(question(kind=Kind.RANKING, choices=(A, B), first=3)), "3 cannot be chosen"),
    (of(question(kind=Kind.RANKING, choices=(A, B), first=0)), "0 cannot be chosen"),
    (of(question(kind=Kind.SEVERAL, choices=(A, B), at_most=3)), "3 cannot be chosen"),
    (of(question(kind=Kind.PARTY, at_most=0)), "At least one party"),
    (of(question(kind=Kind.SEVERAL, choices=(A, B), first=1)), "does not have “rank your first”"),
    (of(question(at_most=1)), "does not have “at most”"),
    (of(question(unit={"en": "kg"})), "does not have a unit"),
    (of(question(whole=True)), "whole numbers"),
    (of(question(lowest="1")), "does not have bounds"),
    (of(question(calculation="1")), "an expression to calculate"),
    (of(question(kind=Kind.NOTE, required=True)), "does not have “required”"),
    (of(question(kind=Kind.NOTE, constraint="true()")), "condition for answers"),
    (of(question(kind=Kind.GRID, choices=(A,))), "no rows"),
    (of(question(kind=Kind.GRID, rows=(A,))), "no choices"),
    (of(question(kind=Kind.GRID, choices=(A,), rows=(B, B))), "“b” stands there more than once"),
    (of(question(rows=(A,))), "does not have rows"),
    (of(question(kind=Kind.NUMBER, lowest="ten")), "A bound is a number"),
    (of(question(kind=Kind.NUMBER, lowest="NaN")), "A bound is a number"),
    (of(question(kind=Kind.NUMBER, lowest="10", highest="9.5")), "is above"),
    (of(question(kind=Kind.NUMBER, whole=True, highest="9.5")), "whole numbers"),
    (of(question(kind=Kind.DATE, lowest="2007-02-30")), "A bound is a date"),
    (of(question(kind=Kind.DATE, lowest="9 July 2007")), "A bound is a date"),
    (of(question(kind=Kind.DATE, lowest="2008-01-01", highest="2007-01-01")), "is above"),
    (of(question(kind=Kind.CALCULATION)), "needs an expression"),
    (of(question(relevant="foo(1)")), "When the question is shown: The function “foo”"),
    (of(question(constraint="(")), "What an answer may be: The expression ends too early"),
    (of(question(kind=Kind.CALCULATION, calculation="1 2")), "What is calculated: “2”"),
    (of(question(relevant="${nobody} = 1")), "${nobody} refers to nothing"),
    (of(question(relevant=". = 1")), "a point"),
    (of(question("n", Kind.NOTE), question(relevant="${n} = 1")), "A note has no answer"),
    (of(question("g", Kind.GRID, choices=(A,), rows=(B,)), question(relevant="${g} = 1")), "such as ${g_b}"),
])
def test_each_fault_is_said_in_a_sentence_that_says_what_is_accepted(form, sentence):
    found = said(form)
    assert any(sentence in one for one in found), found
    assert all(one.endswith((".", "…")) for one in found)


def test_a_choice_that_the_record_does_not_tell_needs_no_text():
    assert said(of(question(kind=Kind.ONE, choices=(A, Choice("x", {}, is_unknown=True))))) == []


class TestCircles:
    def test_the_circle_is_told(self):
        form = of(question("a", relevant="${b} = ''"), question("b", relevant="${c} = ''"),
                  question("c", relevant="${a} = ''"), question("d", relevant="${a} = ''"))
        (one,) = faults(form)
        assert one.question == "a"
        assert "a → b → c → a" in one.sentence

    def test_a_question_that_depends_on_itself(self):
        assert "a → a" in said(of(question("a", relevant="${a} = 'x'")))[0]

    def test_a_section_that_depends_on_a_question_within(self):
        form = Form((Section("s", {"en": "S"}, relevant="${a} = 'x'", questions=(question("a"),)),))
        assert "a → a" in said(form)[0]

    def test_calculations_too(self):
        form = of(*(question(one, Kind.CALCULATION, calculation=f"${{{other}}}") for one, other in ("ab", "ba")))
        assert "a → b → a" in said(form)[0]

    def test_two_circles_are_both_told(self):
        form = of(*(question(one, relevant=f"${{{other}}} = ''") for one, other in ("ab", "ba", "cd", "dc")))
        assert len(faults(form)) == 2

    def test_a_circle_through_five_hundred_questions_is_told_shortly(self):
        form = of(*(question(f"q{n}", relevant=f"${{q{(n + 1) % 500}}} = ''") for n in range(500)))
        (one,) = faults(form)
        assert "q0 → q1" in one.sentence
        assert "→ … → q0" in one.sentence

    def test_a_constraint_that_looks_at_another_answer_is_no_circle(self):
        assert said(of(question("a", constraint=". != ${b}"), question("b", constraint=". != ${a}"))) == []
