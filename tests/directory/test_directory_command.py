"""``convoke directory``: the same tables from the terminal."""

import json

import pytest
from django.core.management import call_command

from convoke.core.commands import Refused
from convoke.directory.models import Mandate
from tests.factories import PartyFactory


def test_a_table_is_shown_and_stored_only_when_confirmed(db, tmp_path, capsys):
    party, file = PartyFactory(), tmp_path / "people.csv"
    file.write_text(f"name,party,capacity\nAna Ruiz,{party.code},deputy\n", encoding="utf-8")
    call_command("directory", "import", str(file))
    shown = capsys.readouterr().out
    assert "Ana Ruiz" in shown
    assert json.loads(shown.splitlines()[-1])["stored"] is False
    assert not Mandate.objects.filter(party=party).exists()
    call_command("directory", "import", str(file), "--confirm")
    assert Mandate.objects.get(party=party).person.name == "Ana Ruiz"


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_the_directory_is_written_to_a_file(db, tmp_path, format):
    target = tmp_path / f"out.{format}"
    call_command("directory", "export", "--format", format, "--as-of", "2008-06-01", "-o", str(target))
    assert target.stat().st_size > 1000


def test_faults_and_wrong_words_are_refused(db, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("name,party,capacity\nAna,nowhere,deputy\n", encoding="utf-8")
    for words, said in (
        (["import", str(file)], "Row 2, column “party”"),
        (["import", str(tmp_path / "none.csv")], "could not be read"),
        (["import", str(tmp_path)], "could not be read"),
        (["export", "--as-of", "yesterday"], "is not a date"),
        (["export", "-o", str(tmp_path)], "could not be written"),
    ):
        with pytest.raises(Refused, match=said):
            call_command("directory", *words)
