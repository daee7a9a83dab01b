"""Having a report made: who may, what is recorded, and that no half file is ever left."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from convoke.core.actors import ANONYMOUS, system
from convoke.core.audiences import Audience
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.core.work.registry import JobFailed, Silent, kind_of
from convoke.outcomes.models import Action
from convoke.reporting.files import write_whole
from convoke.reporting.models import PublishedReport
from convoke.reporting.operations import UnknownChoiceError, produce_report
from convoke.reporting.publishing import published_file


@pytest.mark.parametrize(("format", "start"), [("html", b"<!doctype"), ("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_command_writes_the_file(demonstration, tmp_path, format, start):
    target = tmp_path / f"report.{format}"
    call_command("report", "outcome", "brussels-2007", language="fr", format=format, output=target)
    assert target.read_bytes().startswith(start)
    assert list(tmp_path.iterdir()) == [target]


def test_it_is_recorded_once_in_the_journal(demonstration, tmp_path):
    target = tmp_path / "report.html"
    produce_report(actor=system("tests"), edition=demonstration, language="es", format="html", target=target)
    (entry,) = JournalEntry.objects.filter(verb="produce-report")
    assert (entry.object_type, entry.object_key) == ("editions.edition", "brussels-2007")
    assert entry.edition == "brussels-2007"
    assert entry.facts == {"language": "es", "format": "html", "bytes": target.stat().st_size}


@pytest.mark.parametrize(
    ("arguments", "accepted"),
    [
        (["nowhere-1999"], "brussels-2007"),
        (["brussels-2007", "--language", "tlh"], "en, fr, es, nl, ar"),
        (["brussels-2007", "--format", "odt"], "pdf, docx, html"),
    ],
)
def test_an_unknown_choice_is_refused_with_what_there_is(demonstration, tmp_path, arguments, accepted):
    with pytest.raises(CommandError, match=accepted) as refusal:
        call_command("report", "outcome", *arguments, "-o", str(tmp_path / "report"))
    assert refusal.value.returncode == 2
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_refused(demonstration, tmp_path):
    with pytest.raises(CommandError, match="could not be written") as refusal:
        call_command("report", "outcome", "brussels-2007", format="html", output=tmp_path / "no" / "report.html")
    assert refusal.value.returncode == 2
    assert not JournalEntry.objects.filter(verb="produce-report").exists()


@pytest.mark.parametrize("role", ["focal-point", "delegate", None])
def test_only_the_office_may_have_reports_made(demonstration, actor, role):
    who = actor(role) if role else ANONYMOUS
    with pytest.raises(Denied) as refusal:
        kind_of("outcome-report").work(
            actor=who, progress=Silent(), edition="brussels-2007", language="en", format="html"
        )
    assert refusal.value.roles == {"chair", "task-force"}


def test_the_job_publishes_the_report(demonstration):
    outcome = kind_of("outcome-report").work(
        actor=system("tests"), progress=Silent(), edition="brussels-2007", language="nl", format="html"
    )
    published = PublishedReport.objects.get(language="nl", format="html")
    assert outcome.summary["bytes"] == published.size == published_file(published).stat().st_size


def test_lib_1_what_is_published_holds_only_what_everyone_may_read(demonstration):
    Action.objects.filter(code="R1.4-1").update(audience=Audience.TASK_FORCE)
    kind_of("outcome-report").work(
        actor=system("tests"), progress=Silent(), edition="brussels-2007", language="en", format="html"
    )
    published = published_file(PublishedReport.objects.get(language="en", format="html"))
    assert "R1.4-1" not in published.read_text(encoding="utf-8")


def test_the_job_says_when_there_is_no_such_edition(demonstration):
    with pytest.raises(JobFailed, match="nowhere"):
        kind_of("outcome-report").work(
            actor=system("tests"), progress=Silent(), edition="nowhere", language="en", format="html"
        )


def test_an_unknown_language_is_no_key_error(demonstration):
    with pytest.raises(UnknownChoiceError):
        produce_report(actor=system("tests"), edition=demonstration, language="tlh", format="html")


def test_a_file_that_cannot_be_put_in_place_leaves_nothing(tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "inside").touch()
    with pytest.raises(OSError, match="taken"):
        write_whole(tmp_path / "taken", b"content")
    assert [file.name for file in tmp_path.iterdir()] == ["taken"]


def test_a_file_that_was_there_stays_until_the_new_one_is_whole(tmp_path):
    target = tmp_path / "report.pdf"
    target.write_bytes(b"before")
    write_whole(target, b"after")
    assert target.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [target]


KILLED = """
import sys, time
from pathlib import Path
import django
django.setup()
from convoke.reporting import files

def slow(draft, target, real=Path.replace):
    print("writing", flush=True)
    time.sleep(60)

if sys.argv[2] == "writing":
    Path.replace = slow
else:
    print("rendering", flush=True)
    time.sleep(60)
files.write_whole(Path(sys.argv[1]), b"%PDF" * 100000)
"""


@pytest.mark.parametrize("moment", ["rendering", "writing"])
def test_a_killed_process_leaves_no_half_file(tmp_path, moment):
    target = tmp_path / "report.pdf"
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(target), moment],
        stdout=subprocess.PIPE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
    )
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline().strip().decode() == moment
        process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    assert not target.exists()
    assert not [file for file in tmp_path.iterdir() if not file.name.startswith(".")]
