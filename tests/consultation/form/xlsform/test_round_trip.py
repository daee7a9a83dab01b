"""A form written as XLSForm and read again is the same form; elsewhere it opens as well."""

import io

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from convoke.consultation.form.model import Choice, Form, Kind, Question, Section
from convoke.consultation.form.xlsform import write_xlsform

from ..forms import ALL_KINDS, both, forms
from .books import book, reading

TITLE = both("Policy coherence")


def written(form, title=TITLE, code="policy-2007"):
    return write_xlsform(form, title, code)


def rows_of(content, sheet="survey"):
    head, *rows = load_workbook(io.BytesIO(content))[sheet].values
    return [{key: value for key, value in zip(head, row, strict=True) if value is not None} for row in rows]


def test_a_form_of_every_kind_in_two_languages_comes_back_as_it_was():
    found = reading(written(ALL_KINDS))
    assert found.faults == ()
    assert found.warnings == ()
    assert found.form == ALL_KINDS
    assert (found.title, found.code) == (TITLE, "policy-2007")


@hypothesis_settings(max_examples=60)
@given(forms())
def test_any_form_without_faults_comes_back_as_it_was(form):
    found = reading(write_xlsform(form, {form.languages[0]: "T"}, "code"))
    assert found.faults == ()
    assert found.form == form


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_comes_back_on_its_own(kind):
    question = next(one for one in ALL_KINDS.questions() if one.kind == kind)
    alone = Question(**{**vars(question), "relevant": "", "calculation": "1 + 1" if question.calculation else ""})
    form = Form((Section("only", both("Only"), questions=(alone,)),), ("en", "fr"))
    assert reading(written(form)).form == form


def test_written_twice_it_holds_the_same():
    assert rows_of(written(ALL_KINDS)) == rows_of(written(reading(written(ALL_KINDS)).form))


def test_pyxform_makes_an_xform_of_it_in_which_bounds_and_tables_are_kept():
    made = convert(written(ALL_KINDS), validate=False).xform
    assert 'lang="English (en)" default="true()"' in made
    assert 'lang="Français (fr)"' in made
    assert "list-nolabel" in made
    assert "odk:rank" in made
    assert ". &gt;= 0.5 and . &lt;= 99.5" in made
    assert "count-selected(.) &lt;= 2" in made


def test_what_looks_like_a_formula_or_a_number_stays_text():
    form = Form((Section("s", {"en": "=1+1"}, questions=(Question("q", Kind.ONE, {"en": "+3"}, choices=(
        Choice("1", {"en": "007"}), Choice("2", {"en": "2007-07-09"}), Choice("3", {"en": "true"}),
    )),)),))
    content = written(form)
    assert reading(content).form == form
    sheet = load_workbook(io.BytesIO(content))["survey"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_a_question_named_like_metadata_keeps_its_name():
    form = Form((Section("s", {"en": "S"}, questions=(Question("start", Kind.DATE, {"en": "Start"}),)),),
                metadata=("start",))
    assert reading(written(form)).form == form


def test_a_form_that_uses_no_columns_of_ours_has_none():
    form = Form((Section("s", {"en": "S"}, questions=(Question("q", Kind.SHORT, {"en": "Q"}),)),))
    content = written(form, {"en": "T"})
    assert not any(key.startswith("convoke") for row in rows_of(content) for key in row)
    assert rows_of(content, "settings") == [{"form_title": "T", "form_id": "policy-2007",
                                             "default_language": "English (en)"}]


def test_our_own_words_stand_in_the_languages_of_the_form():
    labels = {row["name"]: row["label::Français (fr)"] for row in rows_of(written(ALL_KINDS), "choices")
              if row["list_name"] == "convoke_yes_no"}
    assert labels == {"yes": "Oui", "no": "Non"}


def test_a_bound_changed_elsewhere_is_kept_as_a_condition():
    rows = rows_of(written(ALL_KINDS))
    columns = list(dict.fromkeys(key for row in rows for key in row))
    for row in rows:
        if row.get("name") == "staff":
            row["constraint"] = ". >= 5"
    settings = [["form_title", "default_language"], ["T", "English (en)"]]
    choices = rows_of(written(ALL_KINDS), "choices")
    heads = list(dict.fromkeys(key for row in choices for key in row))
    found = reading(book(
        survey=[columns, *([row.get(key) for key in columns] for row in rows)],
        choices=[heads, *([row.get(key) for key in heads] for row in choices)], settings=settings,
    ))
    assert found.faults == ()
    assert found.form.by_code["staff"].constraint == ". >= 5"
    assert found.form.by_code["staff"].lowest == "0"
