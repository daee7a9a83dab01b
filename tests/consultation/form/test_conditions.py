"""Conditions chosen simply, as the expressions they become and as words."""

import pytest

from convoke.consultation.form import conditions
from convoke.consultation.form.check import faults
from convoke.consultation.form.conditions import Condition, How, NoCondition
from convoke.consultation.form.editing import add_question
from convoke.consultation.form.expressions import parse
from convoke.consultation.form.model import Kind, Question
from tests.factories.survey import FORM


@pytest.mark.parametrize(("condition", "expression", "value", "holds"), [
    (Condition("council", How.IS, "Yes"), "${council} = 'yes'", {"answer": "yes"}, True),
    (Condition("council", How.IS_NOT, "yes"), "${council} != 'yes'", {"answer": "no"}, True),
    (Condition("means", How.INCLUDES, "law"), "selected(${means}, 'law')", ["plan", "law"], True),
    (Condition("means", How.IS, "Law (fr)"), "selected(${means}, 'law')", ["plan"], False),
    (Condition("means", How.INCLUDES_NOT, "Fund"), "not(selected(${means}, 'fund'))", ["plan"], True),
    (Condition("order", How.INCLUDES, "Rights"), "selected(${order}, 'rights')", ["skills", "rights"], True),
    (Condition("members", How.AT_LEAST, "3"), "${members} >= 3", "12", True),
    (Condition("members", How.AT_MOST, "3"), "${members} <= 3", "12", False),
    (Condition("members", How.IS, "12"), "${members} = 12", "12", True),
    (Condition("why", How.ANSWERED), "${why} != ''", "Because.", True),
    (Condition("why", How.NOT_ANSWERED), "${why} = ''", "Because.", False),
    (Condition("why", How.IS, "it's so"), '${why} = "it\'s so"', "it's so", True),
])
def test_a_condition_becomes_an_expression_that_says_the_same(condition, expression, value, holds):
    assert conditions.expression_of(FORM, condition) == expression
    assert parse(expression).truth({condition.name: value}, FORM) is holds
    read = conditions.condition_of(expression)
    assert read is not None
    assert conditions.expression_of(FORM, read) == expression
    assert conditions.in_words(FORM, expression).startswith("only if “")


def test_a_condition_is_said_in_words():
    assert conditions.in_words(FORM, "${council} = 'yes'") == "only if “Is there a council?” is “Yes”"
    assert conditions.in_words(FORM, "${members} > 1 + 2") == ""


@pytest.mark.parametrize("condition", [
    Condition("nobody", How.IS, "yes"), Condition("council", How.IS, "perhaps"), Condition("council", How.IS, " "),
    Condition("members", How.AT_LEAST, "many"), Condition("why", How.AT_LEAST, "3"), Condition("why", How.IS, "'\""),
])
def test_what_can_never_be_the_answer_makes_no_condition(condition):
    with pytest.raises(NoCondition):
        conditions.expression_of(FORM, condition)


def test_what_is_not_among_the_answers_says_which_are():
    with pytest.raises(NoCondition, match="Accepted: Law, Plan, Fund"):
        conditions.expression_of(FORM, Condition("means", How.INCLUDES, "decree"))


def test_a_condition_that_waits_for_a_choice_that_is_gone_is_told():
    form = add_question(FORM, "policy", Question("x", Kind.SHORT, {"en": "X"}, relevant="selected(${means}, 'decree')"))
    assert not faults(form)
    assert "“decree”" in conditions.strange(form, form.by_code["x"].relevant)
    assert conditions.strange(form, "selected(${means}, 'law')") == ""
