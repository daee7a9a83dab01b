"""Questionnaires as files: brought as XLSForm, taken along."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from convoke.consultation.form.model import Form
from convoke.consultation.form.xlsform import read_xlsform, write_xlsform
from convoke.consultation.models import Questionnaire
from tests.factories.survey import FORM

from .drafts import HERE, XLSX, form_of, text


def upload(content: bytes, name: str = "form.xlsx", **more) -> dict:
    return {"file": SimpleUploadedFile(name, content, XLSX), **more}


def test_an_xlsform_is_shown_before_it_becomes_a_questionnaire(office, demonstration):
    content = write_xlsform(FORM, {"en": "Small", "fr": "Petite"}, "from-file")
    before = Questionnaire.objects.count()
    page = text(office.post(f"{HERE}import/", upload(content)))
    assert "5 questions in “form.xlsx”" in page
    assert Questionnaire.objects.count() == before
    kept = re.search(r'name="read" value="([^"]+)"', page)[1]
    answer = office.post(f"{HERE}import/", {"read": kept})
    made = Questionnaire.objects.get(code="from-file")
    assert answer["Location"] == f"{HERE}from-file/write/terms/"
    assert form_of(made) == FORM
    assert dict(made.name) == {"en": "Small", "fr": "Petite"}


def test_the_questions_of_a_draft_are_replaced_by_those_of_a_file(office, draft):
    made = draft(Form())
    content = write_xlsform(FORM, {"en": "Small"}, "x")
    page = text(office.post(f"{HERE}import/", upload(content, into="small")))
    kept = re.search(r'name="read" value="([^"]+)"', page)[1]
    office.post(f"{HERE}import/", {"read": kept, "into": "small"})
    assert form_of(made) == FORM


@pytest.mark.parametrize(("name", "content"), [
    ("form.xlsx", b""), ("form.xlsx", b"no spreadsheet"), ("form.pdf", b"%PDF-1.7"), ("form.xlsm", b"PK"),
])
def test_a_file_that_is_no_xlsform_is_refused_in_words(office, demonstration, name, content):
    before = Questionnaire.objects.count()
    answer = office.post(f"{HERE}import/", upload(content, name))
    assert answer.status_code == 200
    assert "message--error" in text(answer)
    assert Questionnaire.objects.count() == before


def test_what_was_read_and_tampered_with_is_not_taken(office, demonstration):
    answer = office.post(f"{HERE}import/", {"read": "nonsense"}, follow=True)
    assert "choose the file again" in text(answer)


def test_a_questionnaire_is_exported_and_reads_back_the_same(office, draft):
    draft()
    answer = office.get(f"{HERE}small/xlsform.xlsx")
    assert answer["Content-Type"] == XLSX
    assert read_xlsform(io.BytesIO(answer.content), "small.xlsx").form == FORM


def test_a_form_with_faults_is_not_exported(office, draft):
    draft(Form())
    assert "can be exported once" in text(office.get(f"{HERE}small/xlsform.xlsx", follow=True))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_page_is_there_in_other_languages(office, opened, language):
    here = HERE.replace("/en/", f"/{language}/")
    for page in ("new/", "import/", "small/write/", "small/preview/", "small/versions/", "small/write/manage/",
                 "small/write/languages/", "small/write/languages/fr/"):
        assert office.get(f"{here}{page}").status_code == 200, page
