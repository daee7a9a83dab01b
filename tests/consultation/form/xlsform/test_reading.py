"""XLSForms that people wrote elsewhere: what is taken, what is reported, and what is refused with sheet and row."""

import datetime as dt
import io
import time
import zipfile

import pytest

from convoke.consultation.form.model import Kind
from convoke.consultation.form.progress import standing

from .books import book, read, reading, table, with_part

YN = ({"list_name": "yn", "name": "1", "label": "Yes"}, {"list_name": "yn", "name": "0", "label": "No"})
Q = {"type": "text", "name": "q", "label": "Question"}
KOBO_SURVEY = [
    ["type", "name", "label::English (en)", "label::French (fr)", "hint::English (en)", "required", "relevant",
     "constraint", "constraint_message::English (en)", "appearance", "calculation", "parameters", "$kuid"],
    ["start", "start", None, None, None, None, None, None, None, None, None, None, "aa1"],
    ["end", "end"],
    ["text", "respondent", "Who answers?", "Qui répond ?", "Name and function", "true", None, None, None, None,
     None, None, "aa2"],
    ["begin_group", "group_ab1cd23", "Migration policy", "Politique migratoire"],
    ["select_one yn", "_1_Is_there_a_policy", "1. Is there a policy?", "1. Y a-t-il une politique ?", None, "true",
     None, None, None, "horizontal"],
    ["integer", "year", "Since which year?", "Depuis quelle année ?", None, None, "${_1_Is_there_a_policy} = '1'",
     ". >= 1900 and . <= 2007", "A year until 2007"],
    [],
    ["select_multiple area", "areas", "Which areas?", "Quels domaines ?", None, None,
     "selected(${_1_Is_there_a_policy}, '1')", "count-selected(.) <= 2"],
    ["begin group", "inner", "Details", "Détails", None, None, "${year} > 2000", None, None, "field-list"],
    ["text", "detail", "Please explain", "Veuillez expliquer", None, None, "selected(${areas}, 'trade')", None,
     None, "multiline"],
    ["end group"],
    ["rank area", "ranking", "Rank the areas", "Classez les domaines"],
    ["range", "share", "Share in %", "Part en %", None, None, None, None, None, None, None, "start=0 end=100 step=10"],
    ["note", "thanks", "Thank you", "Merci"],
    ["calculate", "age", None, None, None, None, None, None, None, None, "2007 - ${year}"],
    ["acknowledge", "seen", "I have read this", "J’ai lu"],
    ["end_group"],
    ["begin group", "importance", "How important?", "Quelle importance ?", None, None, None, None, None, "table-list"],
    ["select_one scale", "trade_row", "Trade", "Commerce", None, "yes"],
    ["select_one scale", "labour_row", "Labour", "Travail", None, "yes"],
    ["end group"],
    ["image", "stamp", "A picture of the stamp", "Le cachet", None, None, "${trade_row} = '2'"],
]
KOBO_CHOICES = [
    ["list_name", "name", "label::English (en)", "label::French (fr)"],
    ["yn", 1, "Yes", "Oui"], ["yn", 0, "No", "Non"], [],
    ["area", "trade", "Trade", "Commerce"], ["area", "labour", "Labour", "Travail"],
    ["area", "other", "Other", "Autre"],
    ["scale", 1, "Little", "Peu"], ["scale", 2, "Much", "Beaucoup"],
    ["unused", "x", "X", "X"],
]
KOBO_SETTINGS = [
    ["form_title", "form_id", "version", "style", "default_language"],
    ["National survey", "aBcD123", "vX7", "theme-grid no-text-transform", "French (fr)"],
]
KOBO = book(survey=KOBO_SURVEY, choices=KOBO_CHOICES, settings=KOBO_SETTINGS)


class TestAFormAsKoboUsersWriteThem:
    found = reading(KOBO)

    def test_it_is_taken_without_faults(self):
        assert self.found.faults == ()
        assert self.found.title == {"fr": "National survey"}
        assert self.found.code == "aBcD123"
        assert self.found.form.languages == ("fr", "en")

    def test_groups_are_sections_and_what_stands_outside_has_a_section_of_its_own(self):
        assert [section.code for section in self.found.form.sections] == ["questions", "group_ab1cd23", "questions_2"]
        assert self.found.form.sections[0].title == {"fr": "National survey"}
        assert self.found.form.sections[1].title == {"en": "Migration policy", "fr": "Politique migratoire"}

    def test_every_type_became_its_kind(self):
        assert {question.code: question.kind for question in self.found.form.questions()} == {
            "respondent": Kind.SHORT, "_1_Is_there_a_policy": Kind.ONE, "year": Kind.NUMBER,
            "areas": Kind.SEVERAL, "inner": Kind.NOTE, "detail": Kind.LONG, "ranking": Kind.RANKING,
            "share": Kind.NUMBER, "thanks": Kind.NOTE, "age": Kind.CALCULATION, "seen": Kind.ONE,
            "importance": Kind.GRID, "stamp": Kind.FILE,
        }

    def test_a_range_has_bounds_and_its_step_is_a_condition(self):
        share = self.found.form.by_code["share"]
        assert (share.lowest, share.highest, share.whole) == ("0", "100", True)
        assert standing(self.found.form, {"share": "35"}).faults
        assert not standing(self.found.form, {"share": "40"}).faults

    def test_a_group_within_a_group_is_laid_flat_with_its_condition(self):
        assert self.found.form.by_code["inner"].relevant == "${year} > 2000"
        assert self.found.form.by_code["detail"].relevant == "(${year} > 2000) and (selected(${areas}, 'trade'))"

    def test_a_table_is_a_grid_and_what_refers_to_its_rows_still_does(self):
        grid = self.found.form.by_code["importance"]
        assert [row.code for row in grid.rows] == ["trade_row", "labour_row"]
        assert grid.required
        assert self.found.form.by_code["stamp"].relevant == "${importance_trade_row} = '2'"
        assert "stamp" in standing(self.found.form, {"importance": {"trade_row": "2"}}).relevant

    def test_it_can_be_answered(self):
        answers = {"_1_Is_there_a_policy": "1", "year": "2003", "areas": ["trade"]}
        found = standing(self.found.form, answers, today=dt.date(2007, 7, 9))
        assert "detail" in found.relevant
        assert found.calculated["age"] == "4"
        assert set(found.missing) == {"respondent", "importance"}
        assert standing(self.found.form, {**answers, "year": "2009"}).faults == {"year": "A year until 2007"}

    def test_metadata_is_kept(self):
        assert self.found.form.metadata == ("start", "end")

    @pytest.mark.parametrize("said", [
        "“$kuid”", "“version”", "“style”", "horizontal", "“acknowledge”", "a picture", "“unused”",
        "group within a group",
    ])
    def test_what_is_not_kept_is_reported(self, said):
        assert any(said in warning for warning in self.found.warnings), self.found.warnings


def test_headings_in_old_spellings_are_understood():
    found = read({"type": "string", "name": "q", "caption": "Question", "relevance": "true()", "Required": "TRUE"})
    assert found.faults == ()
    assert found.form.by_code["q"].required
    assert found.form.by_code["q"].relevant == "true()"


def test_a_form_without_languages_is_taken_as_english_and_says_so():
    found = read(Q)
    assert found.form.languages == ("en",)
    assert found.title == {"en": "form"}
    assert any("English was assumed" in warning for warning in found.warnings)


def test_texts_without_a_language_are_in_the_default_language():
    found = read({**Q, "label::English (en)": "Question"} | {"label": "Question fr"},
                 settings=[{"default_language": "French (fr)"}])
    assert found.form.languages == ("fr", "en")
    assert found.form.by_code["q"].label == {"fr": "Question fr", "en": "Question"}


def test_round_quotes_that_a_spreadsheet_made_are_read_as_straight_ones_in_expressions_only():
    found = read({**Q, "label": "The “plan”"}, {**Q, "name": "other", "relevant": "${q} = ‘yes’"})
    assert found.form.by_code["other"].relevant == "${q} = 'yes'"
    assert found.form.by_code["q"].label == {"en": "The “plan”"}


def test_dates_and_numbers_in_cells_are_read_as_text():
    found = read({"type": "select_one l", "name": "q", "label": 2007.0}, choices=[
        {"list_name": "l", "name": 1.0, "label": dt.datetime(2007, 7, 9)}, {"list_name": "l", "name": 2, "label": True},
    ])
    assert [choice.code for choice in found.form.by_code["q"].choices] == ["1", "2"]
    assert found.form.by_code["q"].choices[0].label == {"en": "2007-07-09"}


@pytest.mark.parametrize("type_", [
    "geopoint", "geotrace", "geoshape", "barcode", "audio", "video", "time", "dateTime", "hidden", "begin repeat",
    "select_one_from_file c.csv", "select_one_external l", "select_one yn or_other", "background-audio", "osm",
    "start-geopoint", "xml-external", "nonsense", "select_one ${q}", "begin_kobomatrix",
])
def test_a_type_that_cannot_be_represented_is_refused_with_its_row(type_):
    found = read(Q, {"type": type_, "name": "x", "label": "X"}, choices=YN)
    assert found.form is None
    (fault, *_more) = [one for one in found.faults if one.row == 3]
    assert (fault.sheet, fault.row) == ("survey", 3)
    assert type_ in fault.sentence
    assert "Accepted: text, select_one" in fault.sentence


@pytest.mark.parametrize("more", [
    {"choice_filter": "region = ${q}"}, {"default": "x"}, {"trigger": "${q}"}, {"media::image": "a.png"},
    {"guidance_hint": "Read this"}, {"media::audio::English (en)": "a.mp3"}, {"repeat_count": "3"},
])
def test_a_column_that_would_change_what_is_asked_is_refused(more):
    found = read(Q, {"type": "select_one yn", "name": "x", "label": "X", **more}, choices=YN)
    assert found.form is None
    assert any(fault.row == 3 and f"“{next(iter(more))}”" in fault.sentence for fault in found.faults), found.faults


@pytest.mark.parametrize(("row", "said"), [
    ({"required": "${q} = 'x'"}, "yes or no"),
    ({"read_only": "yes"}, "cannot be answered"),
    ({"calculation": "1 + 1"}, "“calculate” only"),
    ({"parameters": "randomize=true"}, "randomize"),
    ({"relevant": "pulldata('a', 'b', 'c', 'd') = 1"}, "“pulldata”"),
    ({"relevant": "${nobody} = 1"}, "${nobody}"),
    ({"relevant": "1 +"}, "ends too early"),
    ({"relevant": "/data/q = 1"}, "“/”"),
    ({"label": "Hello ${q}"}, "shows no answers"),
    ({"name": "q"}, "more than once"),
    ({"name": "a.b"}, "no code"),
    ({"label": None}, "no text in English"),
    ({"convoke_kind": "strange"}, "Unknown kind"),
    ({"convoke_kind": "part"}, "does not stand before it"),
    ({"convoke_first": "many"}, "no number of choices"),
    ({"type": "select_one nowhere"}, "“nowhere”"),
    ({"type": "end group"}, "has not begun"),
    ({"type": "begin group"}, "does not end"),
    ({"type": None}, "no type"),
    ({"type": "integer", "name": None}, "no name"),
    ({"type": "begin group", "constraint": "true()"}, "A group has no"),
])
def test_what_is_wrong_in_a_row_is_said_with_its_row(row, said):
    select = {"type": "select_one yn", "name": "x", "label": "X"}
    found = read(Q, {key: value for key, value in {**select, **row}.items() if value is not None}, choices=YN)
    assert found.form is None
    told = [fault.sentence for fault in found.faults if (fault.sheet, fault.row) == ("survey", 3)]
    assert any(said in one for one in told), found.faults


def test_a_circle_of_conditions_is_told_with_the_row_where_it_begins():
    found = read({**Q, "name": "a", "relevant": "${b} = 'x'"}, {**Q, "name": "b", "relevant": "${a} = 'x'"})
    assert found.form is None
    (fault,) = found.faults
    assert (fault.sheet, fault.row) == ("survey", 2)
    assert "a → b → a" in fault.sentence


def test_what_only_pyxform_objects_to_is_said_in_its_words():
    found = read({"type": "rank yn", "name": "q", "label": "Q"}, choices=(*YN, {"list_name": "yn", "label": "No name"}))
    assert any(fault.sheet == "choices" for fault in found.faults)
    found = read({**Q, "bind::jr:preload": "x", "parameters": "rows=many"})
    assert any("XLSForm does not accept this" in fault.sentence and fault.row == 2 for fault in found.faults)


def test_a_required_note_is_refused_and_a_required_calculation_is_reported():
    found = read({"type": "note", "name": "n", "label": "Read", "required": "yes"})
    assert any("does not have “required”" in fault.sentence for fault in found.faults)
    found = read(Q, {"type": "calculate", "name": "c", "calculation": "1", "required": "yes"})
    assert found.form
    assert any("Row 3" in warning for warning in found.warnings)


def test_groups_nested_without_end_are_refused():
    begin = [{"type": "begin group", "name": f"g{n}", "label": "G"} for n in range(1_500)]
    found = read(*begin, Q, *({"type": "end group"} for _group in begin))
    assert any("groups within one another" in fault.sentence for fault in found.faults)


class TestTables:
    GROUP = {"type": "begin group", "name": "t", "label": "Table", "appearance": "table-list"}
    END = {"type": "end group"}

    def rows(self, **second):
        row = {"type": "select_one yn", "name": "r1", "label": "One"}
        return read(self.GROUP, row, {**row, "name": "r2", **second}, self.END, choices=YN)

    def test_the_older_way_with_a_row_of_labels_is_a_grid_too(self):
        row = {"type": "select_one yn", "name": "r0", "label": "Head", "appearance": "label"}
        found = read({"type": "begin group", "name": "t", "label": "Table"}, row,
                     {**row, "name": "r1", "label": "One", "appearance": "list-nolabel"}, self.END, choices=YN)
        assert found.faults == ()
        assert [one.code for one in found.form.by_code["t"].rows] == ["r1"]

    @pytest.mark.parametrize(("second", "said"), [
        ({"relevant": "true()"}, "condition of its own"), ({"required": "yes"}, "the same “required”"),
        ({"constraint": "true()"}, "the same “required”"), ({"hint": "H"}, "cannot have a hint"),
    ])
    def test_rows_that_differ_in_more_than_their_text_are_refused(self, second, said):
        assert any(said in fault.sentence and fault.row == 4 for fault in self.rows(**second).faults)

    def test_a_table_of_something_else_is_refused(self):
        assert any("select_one with the same list" in fault.sentence for fault in self.rows(type="text").faults)


class TestFilesThatAreNotOpened:
    @pytest.mark.parametrize(("content", "name"), [
        (b"", "form.xlsx"), (b"not a zip", "form.xlsx"), (b"PK\x03\x04 broken", "form.xlsx"), (KOBO, "form.xls"),
        (KOBO, "form.xlsm"), (KOBO, "form.csv"), (KOBO, ""), (KOBO[: len(KOBO) // 2], "form.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "form.xlsx"), (b"0" * 30_000_000, "form.xlsx"),
    ])
    def test_what_is_no_xlsx_is_told_in_one_sentence(self, content, name):
        found = reading(content, name)
        assert found.form is None
        (fault,) = found.faults
        assert (fault.sheet, fault.row) == ("", 0)
        assert fault.sentence.endswith(".")

    def test_macros_are_refused_even_under_another_name(self):
        assert "macros" in reading(with_part(KOBO, "xl/vbaProject.bin", b"x")).faults[0].sentence

    def test_a_zip_bomb_is_not_unpacked(self):
        bomb = with_part(KOBO, "xl/worksheets/bomb.xml", b"0" * 120_000_000)
        assert len(bomb) < 1_000_000
        assert "too large once unpacked" in reading(bomb).faults[0].sentence

    def test_definitions_of_entities_are_refused(self):
        laughs = b'<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
        assert reading(with_part(KOBO, "xl/laughs.xml", laughs)).form is None

    def test_a_zip_that_is_no_spreadsheet_is_told(self):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("readme.txt", "Hello")
        assert "not an XLSX file" in reading(content.getvalue()).faults[0].sentence

    def test_a_file_without_the_sheet_survey_is_no_xlsform(self):
        assert "no sheet named “survey”" in reading(book(one=[["a"]], two=[["b"]])).faults[0].sentence

    @pytest.mark.parametrize("rows", [[], [["type", "name", "label"]], [[None], [None]]])
    def test_an_empty_survey_is_told(self, rows):
        assert "no rows" in reading(book(survey=rows)).faults[0].sentence

    def test_a_survey_without_the_column_type_is_told(self):
        assert reading(book(survey=[["name", "label"], ["q", "Question"]])).faults


class TestCellsThatAreNotRead:
    def test_a_formula_is_refused_with_sheet_row_and_column(self):
        (fault,) = read(Q, {**Q, "name": "r", "label": "=1+1"}).faults
        assert (fault.sheet, fault.row) == ("survey", 3)
        assert "Column C holds a formula" in fault.sentence

    def test_a_formula_among_the_choices_too(self):
        found = read(Q, choices=[{"list_name": "l", "name": "a", "label": '=HYPERLINK("x")'}])
        assert (found.faults[0].sheet, found.faults[0].row) == ("choices", 2)

    def test_merged_cells_are_refused_with_their_row(self):
        content = book(survey=table(Q, {**Q, "name": "r"}), change=lambda made: made["survey"].merge_cells("A2:A3"))
        (fault,) = reading(content).faults
        assert (fault.sheet, fault.row) == ("survey", 2)
        assert "Merged cells" in fault.sentence

    def test_ten_megabytes_in_a_cell_are_refused_with_their_row(self):
        def change(made):
            # as text that another program wrote: Excel and openpyxl would cut it
            made["survey"]["C2"]._value = " ".join(str(n * n) for n in range(1_000_000))[:10_000_000]

        found = reading(book(survey=table(Q), change=change))
        assert (found.faults[0].sheet, found.faults[0].row) == ("survey", 2)
        assert "10000000 characters" in found.faults[0].sentence

    def test_an_error_in_a_cell_is_told(self):
        def change(made):
            made["survey"]["C2"].value, made["survey"]["C2"].data_type = "#REF!", "e"

        assert "#REF!" in reading(book(survey=table(Q), change=change)).faults[0].sentence

    def test_a_value_without_a_heading_is_told(self):
        found = reading(book(survey=[*table(Q), ["text", "r", "R", "?"]]))
        assert "Column D has no heading" in found.faults[0].sentence

    def test_a_heading_that_stands_twice_is_told(self):
        found = reading(book(survey=[["type", "name", "label", "label"], ["text", "q", "Q", "Q"]]))
        assert "“label” stands there twice" in found.faults[0].sentence

    def test_too_many_rows_are_told(self):
        found = reading(book(survey=[["type", "name", "label"], *(["text", f"q{n}", "Q"] for n in range(5_001))]))
        assert "more than 5000 rows" in found.faults[0].sentence

    def test_a_value_a_million_rows_below_is_told(self):
        found = reading(book(survey=table(Q), change=lambda made: made["survey"].__setitem__("A1048576", "x")))
        assert "more than 5000 rows" in found.faults[0].sentence

    def test_too_many_columns_are_told_even_where_nothing_stands(self):
        def change(made):
            for row in range(1, 3_000):
                made["survey"].cell(row, 16_384).number_format = "@"

        started = time.perf_counter()
        assert "columns" in reading(book(survey=table(Q), change=change)).faults[0].sentence
        assert time.perf_counter() - started < 3

    @pytest.mark.parametrize("sheet", ["external_choices", "entities", "osm"])
    def test_a_sheet_that_cannot_be_represented_is_refused(self, sheet):
        found = reading(book(survey=table(Q), **{sheet: [["list_name", "name"], ["a", "b"]]}))
        assert any(fault.sheet == sheet for fault in found.faults)

    def test_another_sheet_is_reported(self):
        found = reading(book(survey=table(Q), remarks=[["Please check"]]))
        assert found.form
        assert any("“remarks” was not read" in warning for warning in found.warnings)


class TestLanguages:
    def test_a_language_not_known_here_is_refused_and_the_known_ones_are_listed(self):
        found = read({"type": "text", "name": "q", "label::English (en)": "Q", "label::Klingon (tlh)": "Q"})
        assert any("Klingon (tlh)" in fault.sentence and "en, fr" in fault.sentence for fault in found.faults)

    def test_a_default_language_not_known_here_is_refused(self):
        assert any("Unknown" in fault.sentence for fault in read(Q, settings=[{"default_language": "tlh"}]).faults)

    def test_texts_of_two_columns_in_one_language_are_refused(self):
        found = read({**Q, "label::English (en)": "Question"})
        assert any("names no language" in fault.sentence for fault in found.faults)

    def test_languages_by_name_alone_are_understood(self):
        found = read({"type": "text", "name": "q", "label::French": "Q", "label::Arabic": "س"})
        assert found.form.languages == ("fr", "ar")


def test_only_so_many_faults_are_kept():
    found = read(*({**Q, "name": f"q{n}", "relevant": "foo()"} for n in range(400)))
    assert 0 < len(found.faults) <= 201


def test_a_form_of_five_hundred_questions_is_read_in_three_seconds():
    rows = [{"type": "integer", "name": f"q{n}", "label::English (en)": f"Q{n}", "label::French (fr)": f"Q{n}",
             "relevant": f"${{q{n - 1}}} > 3" if n % 50 else ""} for n in range(500)]
    content = book(survey=table(*rows))
    started = time.perf_counter()
    assert len(reading(content).form.by_code) == 500
    assert time.perf_counter() - started < 3
