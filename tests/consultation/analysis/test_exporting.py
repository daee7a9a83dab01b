"""``convoke survey results`` and the answers as tables."""

import datetime as dt
import json
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from convoke.consultation.analysis.exporting import answers_table, as_csv, as_data, as_xlsx
from convoke.consultation.analysis.eyes import THE_OFFICE, eyes_as
from convoke.consultation.models import Questionnaire
from convoke.core.actors import system
from convoke.core.commands import Refused

from .conftest import AT


def asked_for(survey, *words):
    out = StringIO()
    call_command("survey", "results", survey.questionnaire.code, *words, stdout=out)
    return out.getvalue()


def test_results_by_region_as_of_a_day_and_by_a_rule_as_data(survey):
    said = json.loads(asked_for(survey, "--by", "region", "--rule", "mentions", "--as-of", "2030-01-12", "--json"))
    assert said["answered"] < 26
    order = next(one for one in said["questions"] if one["code"] == "order")
    assert order["order"][0]["place"] == 1
    assert {"africa", "asia"} <= {group["group"] for group in order["groups"]}


def test_results_are_told_in_lines_by_any_rule(survey):
    for rule in ("borda", "pav"):
        assert "26 of 26 have answered" in asked_for(survey, "--rule", rule)


def test_a_day_ends_where_the_questionnaire_has_its_deadline(survey):
    answers = [json.loads(asked_for(survey, "--as-of", "2030-01-12", "--json"))["as_of"]]
    Questionnaire.objects.filter(pk=survey.questionnaire.pk).update(time_zone="Pacific/Auckland")
    answers += [json.loads(asked_for(survey, "--as-of", "2030-01-12", "--json"))["as_of"]]
    assert answers == ["2030-01-12T23:59:59.999999+00:00", "2030-01-12T10:59:59.999999+00:00"]


@pytest.mark.parametrize("words", [("--by", "nonsense"), ("--as-of", "2030-02-31")])
def test_what_was_not_understood_is_refused_with_what_is_accepted(survey, words):
    with pytest.raises((CommandError, Refused), match="Accepted"):
        asked_for(survey, *words)


def test_con_2_what_may_not_be_shown_is_not_in_the_data_of_others(survey):
    said = as_data(survey.questionnaire, eyes_as("friends"), by="region")
    one = next(one for one in said["questions"] if one["code"] == "one")
    assert {group["group"] for group in one["groups"] if group.get("withheld")} == {"", "europe"}
    assert "counts" not in next(group for group in one["groups"] if group["group"] == "europe")
    assert as_data(survey.questionnaire, THE_OFFICE)["questions"]


def test_con_2_single_answers_are_given_out_to_the_office_alone(survey, actor):
    rows = answers_table(system("tests"), survey.questionnaire)
    assert len(rows) == 27
    assert as_csv(rows).decode().startswith("\ufeff")
    assert load_workbook(BytesIO(as_xlsx(rows))).active.max_row == 27
    with pytest.raises(Refused, match="CON-2"):
        answers_table(actor("focal-point"), survey.questionnaire)


def test_no_answer_becomes_a_formula(survey):
    party = survey.log[0][0]
    response = survey.questionnaire.responses.get(party=party)
    survey.submit(party, {"why": "=HYPERLINK(1)"}, AT + dt.timedelta(days=15), response=response)
    rows = answers_table(system("tests"), survey.questionnaire)
    assert b"'=HYPERLINK" in as_csv(rows)
    cells = [cell.value for row in load_workbook(BytesIO(as_xlsx(rows))).active for cell in row]
    assert "'=HYPERLINK(1)" in cells
