"""A data folder is read whole: every file, every fault, and nothing else."""

import pytest

from convoke.core.loading.source import FaultyData
from convoke.core.work.registry import Silent
from convoke.handover.folders import demonstration, read_folder, rows_of


def faults(folder) -> list[str]:
    with pytest.raises(FaultyData) as refused:
        rows_of(read_folder(folder.path, Silent()))
    return [str(fault) for fault in refused.value.faults]


def test_a_folder_is_named_by_the_code_in_its_programme(folder):
    assert read_folder(folder.path, Silent()).dataset == "aldoria-2030"


def test_a_folder_that_is_not_there_is_one_fault(tmp_path):
    with pytest.raises(FaultyData, match="There is no such folder"):
        read_folder(tmp_path / "nowhere", Silent())


def test_files_that_a_folder_cannot_do_without_are_named(folder):
    (folder.path / "programme.yaml").unlink()
    (folder.path / "edition.yaml").unlink()
    assert faults(folder) == ["edition.yaml:1: This file is missing.", "programme.yaml:1: This file is missing."]


def test_a_file_of_an_unknown_name_is_a_fault_that_lists_the_known_names(folder):
    folder.write("notes.yaml", "a: 1\n")
    (said,) = faults(folder)
    assert said.startswith("notes.yaml:1: No file of this name is known. Accepted: calendar.yaml, ")
    assert "translations/fr.yaml" in said


def test_every_fault_of_every_file_is_said_at_once(folder):
    folder.edit("outcomes.yaml", "kind: action", "kind: order")
    folder.edit("outcomes.yaml", "status: proposed", "status: final")
    folder.edit("findings.yaml", "origin: discussion", "orgin: discussion")
    folder.write("sources.yaml", "sources: [")
    folder.edit("surveys.yaml", "    sender: the Chair\n", "    sender: the Chair\n    sender: the Chair\n")
    said = faults(folder)
    assert [line.split(":")[0] for line in said] == [
        "findings.yaml", "findings.yaml", "outcomes.yaml", "outcomes.yaml", "sources.yaml", "surveys.yaml",
    ]


def test_the_line_of_a_fault_is_the_line_of_what_is_wrong(folder):
    folder.edit("outcomes.yaml", "kind: action", "kind: order")
    assert faults(folder) == [
        "outcomes.yaml:5: outcomes.kind: “order” is not accepted. Accepted: action, recommendation, suggestion."
    ]


def test_a_party_nobody_knows_is_a_fault_that_says_how_parties_are_named(folder, db):
    folder.edit("outcomes.yaml", "leads: [ALD]", "leads: [Nowhere]")
    (said,) = [line for line in faults(folder) if "Nowhere" in line]
    assert said.startswith("outcomes.yaml:2: “Nowhere” is no party.")
    assert "ISO alpha-3" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('start: "2030-05-06", end: "2030-05-08"', 'start: "2030-05-06", end: "2030-05-05"', "lies before"),
        ('start: "2030-05-06", end: "2030-05-08"', 'start: "2030-02-30", end: "2030-05-05"', "2030-02-30"),
    ],
)
@pytest.mark.parametrize("file", ["calendar.yaml", "edition.yaml"])
def test_a_day_that_is_none_and_an_end_before_the_start_are_faults(folder, db, file, old, new, said):
    folder.edit(file, old, new)
    assert any(line.startswith(file) and said in line for line in faults(folder))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("programme.yaml", "date: 2030-05-07", "date: 2030-02-30"),
        ("surveys.yaml", 'date: "2029-12-31"', 'date: "2029-02-30"'),
        ("surveys.yaml", 'date: "2030-01-15"', 'date: "2030-02-30"'),
    ],
)
def test_every_date_is_a_day_of_the_calendar(folder, db, file, old, new):
    folder.edit(file, old, new)
    assert any(line.startswith(file) and "02-30" in line for line in faults(folder))


def test_an_edition_whose_year_nobody_gives_is_a_fault(folder, db):
    folder.edit("edition.yaml", 'dates: {start: "2031-06-02", end: "2031-06-03"}', "dates: null")
    assert any(line.startswith("edition.yaml:") for line in faults(folder))


def test_the_demonstration_lies_in_the_data_folder():
    assert (demonstration() / "edition.yaml").exists()
