"""A form to be filled in offline: what is written is read back, and every odd file has its answer."""

import dataclasses
import datetime as dt
import io
import re
import zipfile

import pytest
from django.utils.translation import override
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from convoke.consultation.form.model import Choice, Form, Kind, Question, Section, checksum_of
from convoke.consultation.form.offline.document import write_document
from convoke.consultation.form.offline.document_reading import read_document
from convoke.consultation.form.offline.fields import Marks, condition, fields_of
from convoke.consultation.form.offline.reading import NotOurs, understand
from convoke.consultation.form.offline.spreadsheet import write_spreadsheet
from convoke.consultation.form.offline.spreadsheet_reading import read_spreadsheet
from convoke.core.files.safety import check_archive

PARTIES = {"exercise-aldoria": "Aldoria (exercise)", "exercise-bermea": "Bermea (exercise)"}
SECOND = {
    "law": {"en": "A law", "ar": "قانون"}, "plan": {"en": "A plan", "ar": "خطة"},
    "fund": {"en": "A fund", "ar": "صندوق"}, "none": {"en": "Nothing yet", "ar": "لا شيء بعد"},
}


def chosen(*codes: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, SECOND[code]) for code in codes)


def said(english: str) -> dict[str, str]:
    return {"en": english, "ar": f"سؤال: {english}"}


FORM = Form(
    languages=("en", "ar"),
    intro=said("Thank you for answering."),
    sections=(
        Section("words", said("Words: one/two"), said("In your own words."), questions=(
            Question("note", Kind.NOTE, said("Please read this first.")),
            Question("short", Kind.SHORT, said("In short?"), required=True),
            Question("long", Kind.LONG, said("At length?"), hint=said("Take your time.")),
            Question("one", Kind.ONE, said("Which one?"), choices=chosen("law", "plan", "fund")),
            Question("several", Kind.SEVERAL, said("Which ones?"), choices=chosen("law", "plan", "fund"), at_most=2),
            Question("ranking", Kind.RANKING, said("In what order?"), choices=chosen("law", "plan", "fund", "none"),
                     first=3),
        )),
        Section("figures", said("Figures"), questions=(
            Question("grid", Kind.GRID, said("How well?"), choices=chosen("none", "plan"), rows=chosen("law", "fund")),
            Question("number", Kind.NUMBER, said("How many?"), lowest="1", highest="1000", unit=said("persons")),
            Question("date", Kind.DATE, said("Since when?"), lowest="1990-01-01"),
            Question("council", Kind.YES_NO, said("Is there a council?")),
            Question("party", Kind.PARTY, said("With whom?"), at_most=2, relevant="${council} = 'yes'"),
            Question("file", Kind.FILE, said("Its statutes?")),
            Question("contact", Kind.CONTACT, said("Who can be asked?")),
            Question("sum", Kind.CALCULATION, said("Sum"), calculation="${number} * 2"),
        )),
    ),
)
"""A question of every kind, in two languages, one of them written from right to left."""
ANSWERS = {
    "short": "A short word 😀", "long": "One line.\nAnother: =1+1 \u200fمرحبا", "one": "plan",
    "several": ["law", "fund"], "ranking": ["fund", "law"], "grid": {"law": "plan", "fund": "none"},
    "number": "12.5", "date": "2007-07-09",
    "council": {"answer": "yes", "why": "=Since 2001"}, "party": ["exercise-bermea", "exercise-aldoria"],
    "contact": {"name": "N. N.", "email": "someone@example.org"},
}


def marks(language: str = "en", form: Form = FORM, version: int = 1) -> Marks:
    return Marks("exercise/survey", version, checksum_of(form), "exercise-bermea", language)


def spreadsheet(answers=ANSWERS, language: str = "en", form: Form = FORM) -> bytes:
    return write_spreadsheet(form, "The survey", "Bermea (exercise)", answers, language, marks(language, form), PARTIES)


def document(answers=ANSWERS, language: str = "en", form: Form = FORM) -> bytes:
    return write_document(form, "The survey", "Bermea (exercise)", answers, language, marks(language, form), PARTIES)


def read_xlsx(content: bytes, present: Form = FORM, made_for: Form = FORM):
    return understand(read_spreadsheet(io.BytesIO(content)), made_for, present, PARTIES)


def read_docx(content: bytes, present: Form = FORM, made_for: Form = FORM):
    return understand(read_document(io.BytesIO(content)), made_for, present, PARTIES)


@pytest.fixture(autouse=True)
def in_english():
    """Whatever language the test before left behind."""
    with override("en"):
        yield


class Filled:
    """A spreadsheet that somebody fills in: cells by the key of their answer."""

    def __init__(self, content: bytes) -> None:
        self.book = load_workbook(io.BytesIO(content))

    def cell(self, key: str):
        """The cell for an answer."""
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows(min_col=1, max_col=1):
                if row[0].value == key:
                    return sheet.cell(row[0].row, 3)
        raise AssertionError(key)

    def put(self, **values: object) -> "Filled":
        """Fills in questions of one cell."""
        for key, value in values.items():
            self.cell(key).value = value
        return self

    def content(self) -> bytes:
        """The file as it is saved."""
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def line(read, question: str):
    """The line of the report on a question."""
    return next(one for one in read.lines if one.question == question)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("write", "read"), [(spreadsheet, read_xlsx), (document, read_docx)])
def test_an_answer_of_every_kind_is_written_and_read_back_as_it_was(write, read, language) -> None:
    found = read(write(language=language))

    assert found.answers == ANSWERS
    assert all(one.taken and not one.said for one in found.lines)
    assert not found.notes


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("write", "read"), [(spreadsheet, read_xlsx), (document, read_docx)])
def test_a_blank_form_answers_nothing(write, read, language) -> None:
    found = read(write(answers={}, language=language))

    assert found.answers == {}
    assert found.lines == ()
    assert found.notes == ()


@pytest.mark.parametrize(("write", "read"), [(spreadsheet, read_spreadsheet), (document, read_document)])
def test_a_file_says_what_it_answers(write, read) -> None:
    assert read(io.BytesIO(write(language="ar"))).marks == marks("ar")


def test_only_the_cells_for_answers_are_open_and_codes_are_hidden() -> None:
    book = load_workbook(io.BytesIO(spreadsheet()))
    sheet = book.worksheets[1]

    assert all(one.protection.sheet for one in book.worksheets)
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[1].hidden
    assert book["_convoke"].sheet_state == book["_lists"].sheet_state == "veryHidden"
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert open_cells == {
        sheet.cell(row[0].row, 3).coordinate for row in sheet.iter_rows(min_row=2, max_col=1) if row[0].value
    }


def test_the_spreadsheet_offers_choices_as_lists_and_checks_numbers_and_days_itself() -> None:
    filled = Filled(spreadsheet())
    by_cell = {
        (sheet.title, str(area)): check for sheet in filled.book.worksheets
        for check in sheet.data_validations.dataValidation for area in check.sqref.ranges
    }

    def check(key: str):
        cell = filled.cell(key)
        return by_cell[cell.parent.title, cell.coordinate]

    listed = re.fullmatch(r"_lists!\$([A-Z]+)\$1:\$\1\$(\d+)", check("one").formula1)
    assert [filled.book["_lists"][f"{listed[1]}{row}"].value for row in range(1, int(listed[2]) + 1)] == [
        "A law", "A plan", "A fund"
    ]
    assert (check("ranking|law").type, check("ranking|law").formula2) == ("whole", "3")
    assert (check("number").type, check("number").formula1, check("number").formula2) == ("decimal", "1", "1000")
    assert (check("date").type, check("date").formula1) == ("date", "DATE(1990,1,1)")
    assert filled.cell("date").value == dt.datetime(2007, 7, 9)
    assert filled.cell("number").value == 12.5


def test_the_spreadsheet_shows_version_party_and_conditions() -> None:
    filled = Filled(spreadsheet())
    seen = "\n".join(
        str(cell.value) for sheet in filled.book.worksheets if sheet.sheet_state == "visible"
        for row in sheet.iter_rows() for cell in row if cell.value is not None
    )

    assert "Bermea (exercise)" in seen
    assert checksum_of(FORM)[:12] in seen
    assert "Only if “Is there a council?” is “Yes”." in seen
    assert "Take your time." in seen


def test_a_condition_that_is_not_simple_names_the_questions_it_depends_on() -> None:
    question = dataclasses.replace(FORM.by_code["party"], relevant="${number} + 1 > 5 and ${one} != 'law'")

    told = condition(FORM, question, "en")

    assert told.startswith("Only asked depending on the answers to: “How many?”; “Which one?”")


def test_an_arabic_spreadsheet_is_laid_out_from_right_to_left() -> None:
    book = load_workbook(io.BytesIO(spreadsheet(language="ar")))

    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets if sheet.sheet_state == "visible")
    assert Filled(spreadsheet(language="ar")).cell("one").value == "خطة"


def test_what_begins_like_a_formula_is_written_as_text() -> None:
    cell = Filled(spreadsheet()).cell("council|why")

    assert (cell.value, cell.data_type) == ("=Since 2001", "s")


def test_lines_may_be_sorted_and_columns_moved() -> None:
    filled = Filled(spreadsheet())
    sheet = filled.book.worksheets[1]
    for place in range(7, 12):
        for column in (1, 2, 3):
            one, other = sheet.cell(place, column), sheet.cell(24 - place, column)
            one.value, other.value = other.value, one.value
    sheet.insert_cols(1)
    filled.book.move_sheet(sheet, 1)

    assert read_xlsx(filled.content()).answers == ANSWERS


def test_changed_words_are_told_and_read_by_their_code() -> None:
    filled = Filled(spreadsheet())
    cell = filled.cell("short")
    cell.parent.cell(cell.row, 2).value = "Something else?"

    found = read_xlsx(filled.content())

    assert found.answers["short"] == ANSWERS["short"]
    assert "Something else?" in line(found, "short").said[0]
    assert cell.coordinate in line(found, "short").said[0]


def test_a_choice_may_be_written_in_any_language_of_the_form_or_as_its_code() -> None:
    for text in ("خطة", "a PLAN", "plan"):
        assert read_xlsx(Filled(spreadsheet({})).put(one=text).content()).answers == {"one": "plan"}


def test_merged_cells_are_told_with_their_place_and_answer_nothing() -> None:
    filled = Filled(spreadsheet())
    cell = filled.cell("short")
    cell.parent.merge_cells(start_row=cell.row, end_row=cell.row + 1, start_column=3, end_column=3)

    found = read_xlsx(filled.content())

    assert "short" not in found.answers
    assert not line(found, "short").taken
    assert "merged" in line(found, "short").said[0]
    assert line(found, "short").cells[0][2] == ANSWERS["short"]
    assert found.answers["one"] == "plan"


def test_a_formula_is_not_taken_and_its_place_is_told() -> None:
    filled = Filled(spreadsheet({})).put(number="=40+2", one="A plan")

    found = read_xlsx(filled.content())

    assert found.answers == {"one": "plan"}
    assert "a formula stands here" in line(found, "number").said[0]
    assert filled.cell("number").coordinate in line(found, "number").said[0]
    assert line(found, "number").cells[0][2] == "=40+2"


def test_of_a_formula_the_result_is_shown_and_not_taken() -> None:
    content = Filled(spreadsheet({})).put(number="=40+2").content()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as made:
        for part in given.infolist():
            text = given.read(part)
            if part.filename.startswith("xl/worksheets/"):
                text = re.sub(rb"<f>40\+2</f><v\s*/>|<f>40\+2</f><v></v>", b"<f>40+2</f><v>42</v>", text)
            made.writestr(part, text)

    found = read_xlsx(out.getvalue())

    assert found.answers == {}
    assert line(found, "number").cells[0][2] == "42"


@pytest.mark.parametrize(("places", "said_of_it"), [
    ({"law": 1, "plan": 1}, "Place 1 was given to: A law, A plan"),
    ({"law": 1, "plan": 3}, "2 is missing before 3"),
    ({"law": "first"}, "“first” is none"),
    ({"law": 1, "plan": 2, "fund": 3, "none": 4}, "Rank up to 3 items; 4 are ranked"),
])
def test_a_ranking_with_ties_gaps_or_words_is_not_taken_and_nothing_is_dropped(places, said_of_it) -> None:
    filled = Filled(spreadsheet({}))
    for code, place in places.items():
        filled.cell(f"ranking|{code}").value = place

    found = read_xlsx(filled.content())

    assert found.answers == {}
    assert said_of_it in line(found, "ranking").said[0]
    assert [raw for _place, _part, raw in line(found, "ranking").cells] == [str(place) for place in places.values()]


@pytest.mark.parametrize(("key", "typed", "said_of_it"), [
    ("one", "A committee", "Not among the choices: A committee. Accepted: A law, A plan, A fund"),
    ("grid|law", "perhaps", "Not among the choices: perhaps"),
    ("several|law", "maybe", "“maybe” stands beside “A law”"),
    ("number", "about twelve", "“about twelve” is no number"),
    ("number", 100_000, "The largest number accepted is 1000"),
    ("number", dt.date(2030, 1, 1), "is no number"),
    ("date", "last summer", "is no date"),
    ("council|answer", "perhaps", "Accepted: yes or no"),
    ("party|1", "Atlantis", "“Atlantis” is no party known here"),
    ("contact|email", "nobody", "is no e-mail address"),
    ("short", "x" * 501, "501 characters"),
])
def test_an_answer_that_is_not_accepted_stays_in_the_report_with_its_reason(key, typed, said_of_it) -> None:
    filled = Filled(spreadsheet({}))
    filled.cell(key).value = typed

    found = read_xlsx(filled.content())

    assert found.answers == {}
    refused = line(found, key.partition("|")[0])
    assert not refused.taken
    assert said_of_it in refused.said[0]
    assert str(typed) in refused.cells[0][2] or typed == 100_000


def test_a_number_where_a_day_is_asked_for_is_no_day() -> None:
    filled = Filled(spreadsheet({})).put(date=39272)
    filled.cell("date").number_format = "General"

    assert "is no date" in line(read_xlsx(filled.content()), "date").said[0]


@pytest.mark.parametrize("mark", ["x", "X", "✓", 1, True, "yes", "A law"])
def test_an_answer_is_marked_in_any_usual_way(mark) -> None:
    filled = Filled(spreadsheet({}))
    filled.cell("several|law").value = mark

    assert read_xlsx(filled.content()).answers == {"several": ["law"]}


def test_a_line_that_stands_twice_with_two_answers_is_not_taken() -> None:
    filled = Filled(spreadsheet({})).put(short="One")
    sheet = filled.cell("short").parent
    for column, value in enumerate(("short", "In short?", "Two"), 1):
        sheet.cell(60, column).value = value

    found = read_xlsx(filled.content())

    assert "short" not in found.answers
    assert "“One” and “Two”" in line(found, "short").said[0]


def test_a_code_that_is_not_known_and_a_lost_cell_are_told() -> None:
    filled = Filled(spreadsheet({})).put(short="Kept")
    filled.cell("long").value = "Lost?"
    cell = filled.cell("long")
    cell.parent.cell(cell.row, 1).value = "longer"

    found = read_xlsx(filled.content())

    assert found.answers == {"short": "Kept"}
    stray = next(one for one in found.lines if one.cells[0][2] == "Lost?")
    assert "belongs to no question" in stray.said[0]
    assert any("At length?" in note for note in found.notes)


def test_a_file_of_an_earlier_version_gives_what_still_fits_and_names_what_changed() -> None:
    later = dataclasses.replace(FORM, sections=(
        dataclasses.replace(FORM.sections[0], questions=(
            *(one for one in FORM.sections[0].questions if one.code not in ("long", "one", "short")),
            dataclasses.replace(FORM.by_code["short"], label=said("In one word?")),
            dataclasses.replace(FORM.by_code["one"], choices=chosen("law", "fund")),
            Question("new", Kind.SHORT, said("Anything new?")),
        )),
        FORM.sections[1],
    ))

    found = read_xlsx(spreadsheet(), present=later)

    assert found.answers == {code: value for code, value in ANSWERS.items() if code not in ("long", "one")}
    assert line(found, "short").taken
    assert "corrected after the file was made" in line(found, "short").said[0]
    assert "Not among the choices" in line(found, "one").said[0]
    assert line(found, "long").said == ("The corrected version asks this no more.",)
    assert line(found, "long").cells[0][2] == ANSWERS["long"]
    notes = " ".join(found.notes)
    assert all(words in notes for words in ("earlier version", "Anything new?", "In one word?", "At length?"))


def test_an_answer_too_long_for_a_cell_stays_on_the_page() -> None:
    filled = Filled(spreadsheet({"long": "x" * 40_000}))

    with pytest.raises(AssertionError):
        filled.cell("long")
    assert read_xlsx(filled.content()).answers == {}


def test_choices_that_read_alike_are_told_apart() -> None:
    form = Form((Section("s", said("S"), questions=(
        Question("q", Kind.ONE, said("Q"), choices=(Choice("a", {"en": "Other"}), Choice("b", {"en": "Other"}))),
    )),))

    assert [field.options for field in fields_of(form.by_code["q"], None, "en", {})] == [("Other (a)", "Other (b)")]
    assert read_xlsx(spreadsheet({"q": "b"}, form=form), form, form).answers == {"q": "b"}


def test_a_key_too_long_for_a_word_processor_is_found_again() -> None:
    code = "q" * 60
    form = Form((Section("s", said("S"), questions=(
        Question(code, Kind.SEVERAL, said("Q"), choices=(Choice("choice-of-some-length", {"en": "This"}),)),
    )),))
    content = document({code: ["choice-of-some-length"]}, form=form)

    assert all(len(tag.get(qn("w:val"))) <= 64 for tag in _controls(content)[0].iter(qn("w:tag")))
    assert read_docx(content, form, form).answers == {code: ["choice-of-some-length"]}


def _controls(content: bytes):
    loaded = Document(io.BytesIO(content))
    return loaded.element.body, loaded


def fill_docx(content: bytes, values: dict[str, str]) -> bytes:
    """Fills in content controls as a word processor does: the text is replaced, the prompt's sign goes."""
    body, loaded = _controls(content)
    for control in body.iter(qn("w:sdt")):
        properties = control.find(qn("w:sdtPr"))
        key = properties.find(qn("w:tag")).get(qn("w:val"))
        if key not in values:
            continue
        prompt = properties.find(qn("w:showingPlcHdr"))
        if prompt is not None:
            properties.remove(prompt)
        texts = list(control.find(qn("w:sdtContent")).iter(qn("w:t")))
        texts[0].text = values[key]
        for other in texts[1:]:
            other.text = ""
    out = io.BytesIO()
    loaded.save(out)
    return out.getvalue()


def test_a_document_is_filled_in_by_a_word_processor_and_read() -> None:
    filled = fill_docx(document({}), {
        "short": "In Word", "one": "A fund", "several|law": "☒", "ranking|plan": "1", "grid|law": "Nothing yet",
        "number": "7", "date": "2010-02-03", "council|answer": "No", "party|1": "Aldoria (exercise)",
        "contact|name": "N. N.",
    })

    assert read_docx(filled).answers == {
        "short": "In Word", "one": "fund", "several": ["law"], "ranking": ["plan"], "grid": {"law": "none"},
        "number": "7", "date": "2010-02-03", "council": {"answer": "no"}, "party": ["exercise-aldoria"],
        "contact": {"name": "N. N."},
    }


def test_a_day_in_another_format_is_read_as_the_control_keeps_it() -> None:
    body, loaded = _controls(fill_docx(document({}), {"date": "3 February 2010"}))
    for control in body.iter(qn("w:sdt")):
        if control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == "date":
            control.find(f"{qn('w:sdtPr')}/{qn('w:date')}").set(qn("w:fullDate"), "2010-02-03T00:00:00Z")
    out = io.BytesIO()
    loaded.save(out)

    assert read_docx(out.getvalue()).answers == {"date": "2010-02-03"}


def test_an_answer_in_a_document_that_is_not_accepted_stays_in_the_report() -> None:
    found = read_docx(fill_docx(document({}), {"ranking|plan": "1", "ranking|law": "1", "number": "many"}))

    assert found.answers == {}
    assert "Place 1 was given to: A law, A plan" in line(found, "ranking").said[0]
    assert line(found, "number").cells[0][2] == "many"


def test_an_arabic_document_is_laid_out_from_right_to_left() -> None:
    body, loaded = _controls(document(language="ar"))

    assert all(one.find(qn("w:pPr")).find(qn("w:bidi")) is not None for one in body.iter(qn("w:p")))
    assert all(table.tblPr.find(qn("w:bidiVisual")) is not None for table in body.iter(qn("w:tbl")))
    assert loaded.core_properties.language == "ar"


def archive(**parts: bytes | str) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    out.seek(0)
    return out


@pytest.mark.parametrize(("file", "said_of_it"), [
    (io.BytesIO(b""), "The file is empty."),
    (io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600), "password"),
    (io.BytesIO(b"PK\x03\x04 and no archive"), "damaged"),
    (io.BytesIO(b"Some words."), "damaged"),
    (archive(**{"xl__vbaProject.bin": b"0"}), "macros"),
    (archive(**{"[Content_Types].xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml"}), "macros"),
    (archive(**{"xl__sheet.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "definitions"),
    (archive(**{"xl__sheet.xml": "<x/>".encode("utf-16")}), "damaged"),
    (archive(**{"xl__sheet.xml": b"0" * (30 * 1024 * 1024)}), "too large once unpacked"),
    (archive(**{"xl__media.bin": b"0" * (101 * 1024 * 1024)}), "too large once unpacked"),
    (archive(**{f"part{number}.xml": b"" for number in range(2_001)}), "too large once unpacked"),
])
def test_a_file_that_must_not_be_opened_is_refused_with_a_sentence(file, said_of_it) -> None:
    for read in (check_archive, read_spreadsheet, read_document):
        file.seek(0)
        with pytest.raises(ValueError, match=said_of_it):
            read(file)


def test_a_spreadsheet_or_document_from_elsewhere_is_none_of_ours() -> None:
    book, text = io.BytesIO(), io.BytesIO()
    other = Filled(spreadsheet()).book
    del other["_convoke"]
    other.save(book)
    Document().save(text)

    with pytest.raises(NotOurs, match="was not downloaded here"):
        read_spreadsheet(io.BytesIO(book.getvalue()))
    with pytest.raises(NotOurs, match="was not downloaded here"):
        read_document(io.BytesIO(text.getvalue()))
    with pytest.raises(NotOurs):
        read_spreadsheet(archive(**{"xl__workbook.xml": "<nothing/>"}))


def test_500_questions_are_written_and_read_in_a_few_seconds() -> None:
    questions = tuple(
        Question(f"q{number}", Kind.ONE, said(f"Question {number}"), choices=chosen("law", "plan"))
        for number in range(500)
    )
    form = Form((Section("s", said("S"), questions=questions),), ("en", "ar"))
    answers = {question.code: "plan" for question in questions}

    assert read_xlsx(spreadsheet(answers, form=form), form, form).answers == answers
    assert read_docx(document(answers, form=form), form, form).answers == answers
