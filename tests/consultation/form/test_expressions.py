"""Expressions: XPath 1.0 as XLSForm uses it, evaluated without ever running what was written as code."""

import datetime as dt
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoke.consultation.form.expressions import Expression, ExpressionFault, parse
from convoke.consultation.form.model import Choice, Form, Kind, Question, Section
from tests.timing import quickest

CHOICES = tuple(Choice(code, {"en": code}) for code in ("a", "b", "c"))
ROWS = (Choice("r1", {"en": "Row 1"}), Choice("r2", {"en": "Row 2"}))
FORM = Form(sections=(Section("s", {"en": "All kinds"}, questions=tuple(
    Question(kind.value.replace("-", "_"), kind, {"en": kind.value}, choices=CHOICES, rows=ROWS) for kind in Kind
)),))
ANSWERS = {
    "short": "Lima", "long": "two\nlines", "one": "a", "several": ["a", "c"], "ranking": ["c", "a"],
    "grid": {"r1": "b"}, "number": "12.50", "date": "2007-07-09", "yes_no": {"answer": "yes", "why": "because"},
    "party": ["exercise-a", "exercise-b"], "file": {"file": "17", "name": "plan.pdf"},
    "contact": {"name": "A. B.", "email": "a@example.org"},
}
TODAY = dt.date(2007, 7, 9)


def text(source, own="", answers=ANSWERS):
    return parse(source).text(answers, FORM, own, TODAY)


def holds(source, own="", answers=ANSWERS):
    return parse(source).truth(answers, FORM, own, TODAY)


@pytest.mark.parametrize(("source", "expected"), [
    ("${short}", "Lima"),
    ("${one}", "a"),
    ("${several}", "a c"),
    ("${ranking}", "c a"),
    ("${grid_r1}", "b"),
    ("${grid_r2}", ""),
    ("${number}", "12.50"),
    ("${date}", "2007-07-09"),
    ("${yes_no}", "yes"),
    ("${yes_no_why}", "because"),
    ("${party}", "exercise-a exercise-b"),
    ("${file}", "plan.pdf"),
    ("${contact}", "A. B."),
    ("${contact_email}", "a@example.org"),
    ("${contact_phone}", ""),
])
def test_every_kind_of_answer_reads_as_a_text(source, expected):
    assert text(source) == expected


@pytest.mark.parametrize("kind", list(Kind))
def test_a_question_without_an_answer_is_an_empty_text(kind):
    assert text(f"${{{kind.value.replace('-', '_')}}}", answers={}) == ""


@pytest.mark.parametrize("value", [None, 17, ["x", None], {"strange": 1}, True, "text"])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_value_that_fits_another_kind_never_breaks_an_expression(kind, value):
    code = kind.value.replace("-", "_")
    assert isinstance(text(f"concat(${{{code}}}, '!')", answers={code: value}), str)


@pytest.mark.parametrize(("source", "expected"), [
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("7 - 2 - 1", "4"), ("-3 mod 2", "-1"), ("7 div 2", "3.5"),
    ("1 div 3", "0.3333333333333333"), ("1 div 0", "Infinity"), ("-1 div 0", "-Infinity"), ("0 div 0", ""),
    ("10000000000 * 10000000000", "100000000000000000000"), ("1 div 10000000", "0.0000001"), ("--1", "1"),
    ("3-${number}", "-9.5"), ("${number}-1", "11.5"), ("${number} + ''", ""),
])
def test_arithmetic_is_that_of_xpath(source, expected):
    assert text(source) == expected


@pytest.mark.parametrize("source", [
    "${one} = 'a'", "${one} != 'b'", "'a' = \"a\"", "${number} = 12.5", "${number} = '12.5'", "${number} > 12",
    "${number} >= 12.5", "'9' < 10", "not(${number} < 3)", "1 < 2 and 2 < 3 or false()",
    "true() or (false() and false())",
    "1 = 2 or 3 > 2 and 2 > 1", "true() = 'anything'", "false() = ''", "not('')", "not(0)", "${several}", "1 = '1'",
    "1\n=\n1", "${ one } = 'a'",
])
def test_comparisons_and_truth_are_those_of_xpath(source):
    assert holds(source)


@pytest.mark.parametrize("source", ["${number} > 0", "${number} < 0", "${number} = 0", "${number} >= 0", "${number}"])
def test_an_unanswered_number_is_not_zero(source):
    assert not holds(source, answers={})


@pytest.mark.parametrize(("source", "expected"), [
    ("today()", "2007-07-09"),
    ("now()", "2007-07-09T00:00:00"),
    ("${date} = today()", "true"),
    ("${date} > '2007-07-08'", "true"),
    ("${date} < date('2007-07-08')", "false"),
    ("today() - date('2007-07-01')", "8"),
    ("date(${date} + 30)", "2007-08-08"),
    ("date('no date')", ""),
    ("date('2007-02-30')", ""),
    ("format-date(${date}, '%d/%m/%y')", "09/07/07"),
    ("format-date(${date}, '%e.%n.%Y')", "9.7.2007"),
    ("format-date-time('2007-07-09T14:05:06', '%H:%M')", "14:05"),
    ("format-date('', '%Y')", ""),
    ("decimal-date-time('1970-01-02')", "1"),
    ("date(1 div 0)", ""), ("date(100000000000)", ""),
])
def test_dates_are_compared_and_calculated_as_days(source, expected):
    assert text(source) == expected


@pytest.mark.parametrize(("source", "expected"), [
    ("selected(${several}, 'a')", "true"), ("selected(${several}, 'b')", "false"), ("selected('ab', 'a')", "false"),
    ("count-selected(${several})", "2"), ("count-selected('')", "0"), ("selected-at(${ranking}, 0)", "c"),
    ("selected-at(${ranking}, 7)", ""), ("selected-at(${ranking}, -1)", ""),
    ("if(${number} > 3, 'many', 'few')", "many"), ("if('', 1, 2)", "2"),
    ("coalesce(${contact_phone}, ${short})", "Lima"), ("coalesce('', '')", ""),
    ("string-length(${short})", "4"), ("contains(${short}, 'im')", "true"), ("starts-with(${short}, 'L')", "true"),
    ("ends-with(${short}, 'a')", "true"), ("concat(${short}, ' ', 1, ' ', true())", "Lima 1 true"),
    ("join(', ', 'a', 'b')", "a, b"), ("substring('hello', 2, 3)", "ell"), ("substring('hello', 2)", "ello"),
    ("substr('hello', 1, 3)", "el"), ("substr('hello', -2)", "lo"), ("substring-before('a-b', '-')", "a"),
    ("substring-after('a-b', '-')", "b"), ("substring-before('ab', '-')", ""), ("translate('bar', 'abc', 'AB')", "BAr"),
    ("translate('bar', 'r', '')", "ba"), ("normalize-space('  a   b ')", "a b"),
    ("round(2.5)", "3"), ("round(-2.5)", "-2"), ("round(2.345, 2)", "2.35"), ("round(1234, -2)", "1200"),
    ("round('x')", ""), ("round(1 div 0)", "Infinity"), ("int(-2.7)", "-2"), ("floor(-2.1)", "-3"),
    ("ceiling(2.1)", "3"), ("abs(-3)", "3"), ("pow(2, 10)", "1024"), ("pow(10, 400)", "Infinity"), ("pow(-1, 0.5)", ""),
    ("sqrt(9)", "3"), ("number('12')", "12"), ("number('twelve')", ""), ("number(true())", "1"),
    ("min(3, '2', 7)", "2"), ("max(3, ${number})", "12.5"), ("max(3, '')", ""), ("sum(1, 2, '3')", "6"),
    ("count(${short})", "1"), ("count-non-empty(${short}, '', ${one})", "2"), ("string(5)", "5"),
    ("boolean('x')", "true"), ("boolean-from-string('1')", "true"), ("boolean-from-string('x')", "false"),
])
def test_functions_give_what_odk_says(source, expected):
    assert text(source) == expected


def test_a_point_is_the_question_s_own_answer():
    assert holds(". >= 12", own="number")
    assert not holds(". >= 12", own="date", answers={})
    assert parse(". > 3").uses_own
    assert not parse("0.5 > ${number}").uses_own


def test_a_reference_in_quotes_is_a_text():
    assert text("'${short}'") == "${short}"
    assert parse("concat('${short}', ${one})").references == {"one"}


@pytest.mark.parametrize(("source", "said"), [
    ("", "empty"), ("  ", "empty"), ("1 +", "ends too early"), ("(1", "ends too early"), ("1)", "“)”"),
    ("1 2", "“2”"), ("* 3", "“*”"), ("and", "“and”"), ("3 div div 2", "“div”"), ("'open", "“'”"), ("1 ! 2", "“!”"),
    ("${one} ${short}", "operator"), ("${one}${short}", "operator"), ("one = 'a'", "“one”"), ("true", "“true”"),
    ("foo(3)", "“foo”"), ("pulldata('f', 'a', 'b', 'c')", "“pulldata”"),
    ("jr:choice-name(${one}, '${one}')", "jr:choice-name"),
    ("random()", "“random”"), ("once(3)", "“once”"), ("/data/one", "“/”"), ("../one", "“..”"), ("$one", "“$”"),
    ("${one}[1]", "“[”"), ("//*", "“/”"), ("@id", "“@”"), ("self::node()", "“::”"),
    ("${}", "${}"), ("${a b}", "${a b}"),
    ("‘a’ = ${one}", "straight quotes"), ("not()", "arguments: 1"), ("not(1, 2)", "arguments: 1"),
    ("if(1, 2)", "arguments: 3"),
    ("round(1, 2, 3)", "1 to 2"), ("concat()", "at least 1"), ("true(1)", "arguments: 0"), ("today(1)", "arguments: 0"),
    ("regex(., ${one})", "in quotes"), ("regex(., '(')", "pattern"), ("regex(., '(?=a)b')", "pattern"),
    ("regex(., '(a)\\1')", "pattern"), ("regex(., 'a{100000}')", "pattern"), ("format-date(., '%Q')", "%Q"),
    ("format-date(., ${one})", "in quotes"), ("1" + " + 1" * 400, "nested too deeply"),
    ("(" * 900 + "1" + ")" * 900, "nested too deeply"), ("'" + "a" * 3000 + "'", "up to 2000"),
    ("__import__('os').system('true')", "__import__"), ("document('file.xml')", "“document”"),
])
def test_what_cannot_be_read_is_said_in_a_sentence(source, said):
    with pytest.raises(ExpressionFault, match=re.escape(said)) as caught:
        parse(source)
    assert str(caught.value).endswith(".")


def test_an_unknown_function_is_refused_by_name_and_the_known_ones_are_listed():
    with pytest.raises(ExpressionFault, match=r"indexed-repeat.*count-selected.*if.*selected"):
        parse("indexed-repeat(${one}, 1)")


@given(st.text(alphabet="${}()[]'\"<>=!+-*/.,:| \nandorivcue123é‘", max_size=40))
def test_whatever_is_written_gives_an_expression_or_a_sentence(source):
    try:
        expression = parse(source)
    except ExpressionFault:
        pass
    else:
        assert isinstance(expression, Expression)
        assert isinstance(expression.text(ANSWERS, FORM, "one", TODAY), str)
        assert isinstance(expression.truth(ANSWERS, FORM, "one", TODAY), bool)
        assert isinstance(expression.number(ANSWERS, FORM, "one", TODAY), float)


def test_a_number_is_asked_for_as_such():
    assert parse("${number} * 2").number(ANSWERS, FORM) == 25
    assert math.isnan(parse("${short}").number(ANSWERS, FORM))


def test_an_expression_is_read_once_and_evaluated_ten_thousand_times_a_second():
    expression = parse("${one} = 'a' and (${number} > 3 or not(contains(${short}, 'x')))")
    assert parse(expression.source) is expression
    assert quickest(lambda: [expression.truth(ANSWERS, FORM) for _time in range(1_000)]) < 0.1
