"""``convoke survey``: a questionnaire from an XLSForm, and back into one."""

import io
import json

import pytest
from django.core.management import call_command

from convoke.consultation.form.model import from_json
from convoke.consultation.form.xlsform import read_xlsform, write_xlsform
from convoke.consultation.models import Questionnaire
from convoke.core.commands import Refused
from tests.factories.survey import FORM


@pytest.fixture
def file(tmp_path):
    """The small form as an XLSForm."""
    path = tmp_path / "small.xlsx"
    path.write_bytes(write_xlsform(FORM, {"en": "Small survey"}, "small-survey"))
    return path


def test_a_file_becomes_a_draft_and_is_given_out_again(demonstration, file, tmp_path, capsys):
    call_command("survey", "import", str(file), "--edition", "brussels-2007", "--json")
    said = json.loads(capsys.readouterr().out)
    assert said["questionnaire"] == "small-survey"
    assert said["questions"] == 5
    made = Questionnaire.objects.get(code="small-survey", edition=demonstration)
    assert made.versions.get().parsed == FORM
    back, data = tmp_path / "back.xlsx", tmp_path / "back.json"
    call_command("survey", "export", "small-survey", "--format", "xlsform", "-o", str(back))
    call_command("survey", "export", "small-survey", "--format", "json", "-o", str(data), "--json")
    assert read_xlsform(io.BytesIO(back.read_bytes()), "back.xlsx").form == FORM
    assert from_json(json.loads(data.read_text(encoding="utf-8"))["form"]) == FORM


@pytest.mark.parametrize("words", [
    ("import", "/nowhere/form.xlsx"), ("import", "{file}", "--edition", "nowhere-1999"),
    ("import", "{file}", "--edition", "brussels-2007", "--code", "not a code!"), ("import", "{bad}"),
    ("export", "nothing"), ("export", "small", "--edition", "nowhere-1999"),
])
def test_what_is_not_accepted_ends_with_2_and_a_sentence(demonstration, file, tmp_path, words):
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"no spreadsheet")
    before = Questionnaire.objects.count()
    with pytest.raises(Refused) as refusal:
        call_command("survey", *(word.format(file=file, bad=bad) for word in words))
    assert refusal.value.returncode == 2
    assert str(refusal.value).endswith(".")
    assert Questionnaire.objects.count() == before


def test_a_code_is_used_once_in_an_edition(demonstration, file):
    call_command("survey", "import", str(file), "--edition", "brussels-2007", "--code", "once")
    with pytest.raises(Refused, match="once"):
        call_command("survey", "import", str(file), "--edition", "brussels-2007", "--code", "once")
