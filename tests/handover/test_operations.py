"""Loading: all of a folder or nothing, again and again, without undoing what people changed."""

import pytest
from django.core.management import CommandError, call_command

from convoke.core.actors import ANONYMOUS, system
from convoke.core.loading.source import FaultyData
from convoke.core.models import JournalEntry, LoadedRecord
from convoke.core.policy import Denied
from convoke.core.work.registry import JobFailed, Silent
from convoke.directory.models import PartyName
from convoke.editions.models import Edition, Milestone
from convoke.handover.operations import load_folder, load_job, load_reference
from convoke.outcomes.models import Action, Commitment, Finding, ReportDue
from convoke.programme.models import PanelRole, Session, Subject, ThemeReason

ACTOR = system("tests")


def load(folder):
    return load_folder(actor=ACTOR, path=folder.path)


@pytest.fixture
def loaded(folder, db):
    """The exercise folder, loaded once."""
    load(folder)
    return folder


def action(code: str = "R1.1-1") -> Action:
    return Action.objects.get(edition__code="aldoria-2030", code=code)


# ------------------------------------------------------------------ the first time


def test_a_folder_becomes_records(loaded):
    edition = Edition.objects.get(code="aldoria-2030")
    assert (edition.forum.code, edition.chair.code, edition.state) == ("xfc", "ald", "following-up")
    assert Edition.objects.get(code="bermville-2031").chair.code == "brm"
    assert Session.objects.filter(edition=edition, kind="roundtable").count() == 2
    assert PanelRole.objects.filter(session__edition=edition).count() == 3
    assert action().text == {"en": "Publish what each bridge cost.", "fr": "Publier le coût de chaque pont."}
    assert [level.value for level in action().levels] == ["national", "regional"]
    assert {commitment.basis for commitment in action().commitments.all()} == {"volunteered", "named"}
    assert ReportDue.objects.get(code="report-list").due_at.code == "bermville-2031"
    assert list(ReportDue.objects.get(code="report-list").actions.all()) == [action()]
    assert Finding.objects.get(code="F1.1-2", edition=edition).papers.get().code == "P1.1-1"
    assert ThemeReason.objects.filter(theme__edition__forum__code="xfc").count() == 3
    assert Milestone.objects.get(edition=edition, code="announced").ends_on.isoformat() == "2029-09-30"


def test_a_load_is_one_entry_in_the_journal_with_what_it_did(loaded):
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.object_key, entry.edition) == ("load", "aldoria-2030", "aldoria-2030")
    assert entry.facts["kinds"]["action"] == {"created": 2, "updated": 0}


def test_only_who_runs_the_forum_may_load(folder, db):
    with pytest.raises(Denied) as refused:
        load_folder(actor=ANONYMOUS, path=folder.path)
    assert refused.value.roles == {"chair", "task-force"}


def test_what_a_load_does_not_accept_changes_nothing(folder, db):
    before = JournalEntry.objects.count(), LoadedRecord.objects.count()
    folder.edit("outcomes.yaml", "leads: [ALD]", "leads: [Nowhere]")
    with pytest.raises(FaultyData):
        load(folder)
    assert (JournalEntry.objects.count(), LoadedRecord.objects.count()) == before
    assert not Edition.objects.filter(code="aldoria-2030").exists()


@pytest.mark.slow
def test_a_faulty_folder_on_a_first_start_leaves_not_even_the_reference_data(folder, empty_installation):
    faults = folder.edit("outcomes.yaml", "leads: [ALD]", "leads: [Nowhere]")
    done = empty_installation.run("load", faults.path)
    assert done.returncode == 2
    assert "Nothing was changed" in done.stderr
    assert empty_installation.count("directory_party") == 0
    assert empty_installation.count("core_journalentry") == 0


def test_an_unknown_reference_is_a_fault_that_lists_the_accepted_ones(folder, db):
    folder.edit("outcomes.yaml", 'id: R1.2-1\n    session: "1.2"', 'id: R1.2-1\n    session: "1.9"')
    with pytest.raises(FaultyData) as refused:
        load(folder)
    assert str(refused.value) == "outcomes.yaml:16: There is no session “1.9”. Accepted: 1.1, 1.2, opening."


def test_the_same_record_twice_is_a_fault_that_says_where_it_came_first(folder, db):
    folder.edit("outcomes.yaml", "id: R1.2-1", "id: R1.1-1")
    with pytest.raises(FaultyData) as refused:
        load(folder)
    assert "outcomes.yaml:16: “R1.1-1” is given twice; first in outcomes.yaml:2." in str(refused.value)


# ------------------------------------------------------------------ once more


def test_a_second_load_of_the_same_folder_changes_nothing(loaded):
    entries = JournalEntry.objects.count()
    again = load(loaded)
    assert not again.changed
    assert again.tallies["action"].unchanged == 2
    assert JournalEntry.objects.count() == entries


def test_the_reference_data_are_loaded_once(db):
    assert not any(tally.changed for tally in load_reference(actor=ACTOR).values())


def test_a_changed_file_changes_what_it_changed_and_leaves_what_people_changed(loaded):
    Action.objects.filter(pk=action().pk).update(term="long", deliverable={"en": "A map"})
    loaded.edit("outcomes.yaml", "kind: action", "kind: suggestion")
    again = load(loaded)
    assert (again.tallies["action"].updated, again.tallies["action"].unchanged) == (1, 1)
    assert (action().kind, action().term, action().deliverable) == ("suggestion", "long", {"en": "A map"})


def test_a_field_that_both_changed_follows_the_file(loaded):
    Action.objects.filter(pk=action().pk).update(kind="recommendation")
    loaded.edit("outcomes.yaml", "kind: action", "kind: suggestion")
    load(loaded)
    assert action().kind == "suggestion"


def test_each_language_of_a_text_is_compared_for_itself(loaded):
    Action.objects.filter(pk=action().pk).update(text={**action().text, "en": "Publish every cost."})
    loaded.edit("translations/fr.yaml", "Publier le coût de chaque pont.", "Publier tous les coûts.")
    load(loaded)
    assert action().text == {"en": "Publish every cost.", "fr": "Publier tous les coûts."}


def test_a_new_language_is_added_to_what_people_wrote(loaded):
    Action.objects.filter(pk=action().pk).update(text={"en": "Publish every cost."})
    loaded.write("translations/nl.yaml", (loaded.path / "translations/fr.yaml").read_text().replace("fr", "nl"))
    load(loaded)
    assert action().text["en"] == "Publish every cost."
    assert "nl" in action().text


def test_a_language_that_is_left_out_takes_nothing_away(loaded):
    (loaded.path / "translations/fr.yaml").unlink()
    assert not load(loaded).changed
    assert action().text["fr"] == "Publier le coût de chaque pont."


def test_out_3_a_record_that_is_left_out_of_the_files_is_kept(loaded):
    text = (loaded.path / "outcomes.yaml").read_text()
    loaded.write("outcomes.yaml", text[: text.index("  - id: R1.2-1")])
    again = load(loaded)
    assert again.tallies["action"].missing == 1
    assert action("R1.2-1").text == {"en": "Look at every bridge once a year."}


def test_links_follow_the_file_and_those_that_people_added_stay(loaded):
    added = Subject.objects.create(forum=action().edition.forum, code="paint", title={"en": "Paint"})
    action().subjects.add(added)
    loaded.edit("outcomes.yaml", "themes: [costs]", "themes: [repair]")
    load(loaded)
    assert set(action().subjects.values_list("code", flat=True)) == {"repair", "paint"}


def test_a_finding_that_arose_elsewhere_than_in_the_paper_loses_its_link_to_it(loaded):
    loaded.edit("findings.yaml", "origin: background-paper", "origin: discussion")
    load(loaded)
    finding = Finding.objects.get(edition__code="aldoria-2030", code="F1.1-2")
    assert (finding.arose_in, finding.papers.count()) == ("discussion", 0)


def test_a_link_that_people_removed_stays_removed(loaded):
    action().subjects.clear()
    loaded.edit("outcomes.yaml", "kind: action", "kind: suggestion")
    load(loaded)
    assert not action().subjects.exists()


def test_a_link_that_people_made_before_the_file_did_is_kept_once(loaded):
    repair = Subject.objects.get(forum=action().edition.forum, code="repair")
    action().subjects.add(repair)
    loaded.edit("outcomes.yaml", "themes: [costs]", "themes: [costs, repair]")
    load(loaded)
    assert sorted(action().subjects.values_list("code", flat=True)) == ["costs", "repair"]


def test_an_empty_value_in_the_file_empties_the_field(loaded):
    loaded.edit("outcomes.yaml", "term: short", "term: null")
    load(loaded)
    assert action().term == ""


def test_a_body_that_the_files_name_can_be_renamed_by_them(loaded):
    loaded.edit("programme.yaml", "name: Exercise Observatory of Bridges", "name: Exercise Observatory")
    load(loaded)
    assert PartyName.objects.get(party__code="xob", language="en").name == "Exercise Observatory"


def test_a_person_who_advanced_an_edition_is_not_undone_by_a_load(loaded):
    Edition.objects.filter(code="aldoria-2030").update(state="closed")
    loaded.edit("edition.yaml", "bridges between neighbours", "Bridges among neighbours")
    load(loaded)
    edition = Edition.objects.get(code="aldoria-2030")
    assert (edition.state, edition.theme["en"]) == ("closed", "Bridges among neighbours")


def test_a_new_record_is_added_beside_the_others(loaded):
    text = (loaded.path / "outcomes.yaml").read_text()
    more = text[text.index("  - id: R1.2-1") :].replace("R1.2-1", "R1.2-2").replace("85-88", "89-90")
    again = load(loaded.write("outcomes.yaml", text + more))
    assert (again.tallies["action"].created, again.tallies["action"].unchanged) == (1, 2)


def test_a_new_party_takes_an_action_on_beside_the_first(loaded):
    loaded.edit("outcomes.yaml", "leads: [ALD]", "leads: [ALD, BRM]")
    load(loaded)
    assert Commitment.objects.filter(action=action(), role="lead").count() == 2


# ------------------------------------------------------------------ as work, as a command


def test_faults_become_the_lines_of_a_job(folder, db):
    folder.edit("outcomes.yaml", "kind: action", "kind: order")
    with pytest.raises(JobFailed, match="Nothing was changed") as failed:
        load_job(actor=ACTOR, progress=Silent(), path=str(folder.path))
    assert failed.value.faults[0].startswith("outcomes.yaml:5: ")


def test_a_job_leaves_what_the_load_did(folder, db):
    outcome = load_job(actor=ACTOR, progress=Silent(), path=str(folder.path))
    assert outcome.summary["action"]["created"] == 2


def test_the_command_says_what_it_did_and_the_second_time_that_nothing_changed(folder, db, capsys):
    call_command("load", str(folder.path))
    assert "action: 2 created, 0 updated, 0 unchanged" in capsys.readouterr().out
    call_command("load", str(folder.path))
    assert capsys.readouterr().out == "aldoria-2030: unchanged\n"


def test_the_command_gives_its_result_as_data(folder, db, capsys):
    call_command("load", str(folder.path), "--json")
    assert '"created": 2' in capsys.readouterr().out


def test_the_command_lists_every_fault_and_fails_with_exit_code_2(folder, db, capsys):
    folder.edit("outcomes.yaml", "kind: action", "kind: order").edit("outcomes.yaml", "term: short", "term: soon")
    with pytest.raises(CommandError, match=r"^2 faults\. Nothing was changed\.$") as refused:
        call_command("load", str(folder.path))
    assert refused.value.returncode == 2
    assert [line.split(" ")[0] for line in capsys.readouterr().err.splitlines()] == [
        "outcomes.yaml:5:", "outcomes.yaml:8:",
    ]
