"""Tables of people: every fault with row and column, all or nothing, looked at first; and given out again."""

import csv
import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from convoke.core.actors import ANONYMOUS, system
from convoke.core.models import Job, JournalEntry
from convoke.core.policy import Denied
from convoke.core.work.operations import request_job, run_job
from convoke.core.work.registry import Silent
from convoke.directory.exchange import jobs, writing
from convoke.directory.exchange.columns import COLUMNS
from convoke.directory.exchange.planning import Planner
from convoke.directory.exchange.reading import Faults, Unreadable, read
from convoke.directory.models import Channel, Mandate, Person
from convoke.directory.operations.imports import hand_in
from tests.factories import ChannelFactory, MandateFactory, PartyFactory, PersonFactory

OFFICE = system("tests")
HEAD = "name,party,capacity,since,until,email,official"


def table(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows)).encode()


def sheet(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def look(content: bytes, name: str = "people.csv") -> Job:
    stored = hand_in(actor=OFFICE, upload=SimpleUploadedFile(name, content))
    job = request_job(actor=OFFICE, kind=jobs.KIND, file=str(stored.pk))
    run_job.call(str(job.pk))
    job.refresh_from_db()
    return job


def confirm(job: Job) -> Job:
    made = request_job(actor=OFFICE, kind=jobs.KIND, file=job.params["file"], seen=job.summary["seen"])
    run_job.call(str(made.pk))
    made.refresh_from_db()
    return made


def size() -> tuple[int, int, int]:
    return Person.objects.count(), Mandate.objects.count(), Channel.objects.count()


def test_a_dry_run_shows_what_would_change_and_changes_nothing(db):
    party, before = PartyFactory(), size()
    entries = JournalEntry.objects.count()
    job = look(table(f"Ana Ruiz,{party.code},focal-point,2007-01-01,,ana@example.org,yes"))
    assert job.state == "done", job.faults
    assert job.summary["tally"] == {
        "people": 1, "corrected": 0, "mandates": 1, "changed": 0, "channels": 1, "unchanged": 0
    }
    assert any("Ana Ruiz" in sentence for sentence in job.summary["said"])
    assert size() == before
    assert JournalEntry.objects.count() == entries + 1  # the table was handed in
    done = confirm(job)
    assert done.summary["stored"]
    mandate = Mandate.objects.get(party=party)
    assert (mandate.person.name, str(mandate.since)) == ("Ana Ruiz", "2007-01-01")
    assert mandate.person.channels.get().is_official
    assert JournalEntry.objects.latest("sequence").verb == "import-people"
    again = look(table(f"Ana Ruiz,{party.code},focal-point,2007-01-01,,ana@example.org,yes"))
    assert again.summary["tally"]["unchanged"] == 1
    assert again.summary["said"] == []


def test_a_table_that_was_overtaken_is_looked_at_again(db):
    party = PartyFactory()
    job = look(table(f"Ana Ruiz,{party.code},deputy,2007-01-01"))
    Person.objects.create(code="ana-ruiz-x", name="Ana Ruiz")
    Mandate.objects.create(person=Person.objects.get(code="ana-ruiz-x"), party=party, capacity="delegate")
    done = confirm(job)
    assert done.state == "failed"
    assert "changed since" in done.message
    assert not Mandate.objects.filter(party=party, capacity="deputy").exists()


FAULTS = [
    ("Ana,nowhere,deputy", "Row 2, column “party”"),
    ("Ana,{},king", "Row 2, column “capacity”"),
    ("Ana,{},deputy,2007-02-30", "Row 2, column “since”: “2007-02-30” is not a date"),
    ("Ana,{},deputy,07/09/2007", "Row 2, column “since”"),
    ("Ana,{},deputy,0207-01-01", "Row 2, column “since”"),
    ("Ana,{},deputy,2007-02-03,2007-02-03", "Row 2, column “until”"),
    ("Ana,{},deputy,,,nobody", "Row 2, column “email”"),
    ("Ana,{},deputy,,,a@example.org,perhaps", "Row 2, column “official”"),
    ("12,{},deputy", "Row 2, column “name”"),
    (",{},deputy", "Row 2, column “name”: This must be given"),
    ("=A1,{},deputy", "Row 2, column “name”: Formulas are not accepted"),
    ("Ana,{},focal-point,2007-01-01\nEva,{},focal-point,2008-01-01", "Row 3, column “since”: DIR-1"),
    ("Ana,{},deputy,2007-01-01\nAna,{},deputy,2008-01-01", "Row 3, column “since”: Ana holds this capacity"),
]


@pytest.mark.parametrize(("row", "fault"), FAULTS, ids=[fault for _row, fault in FAULTS])
def test_dir_1_each_fault_is_named_with_row_and_column_and_nothing_is_imported(db, row, fault):
    party, before = PartyFactory(), size()
    job = look(table(row.replace("{}", party.code)))
    assert (job.state, size()) == ("failed", before)
    assert fault in job.faults[0]


def test_dir_1_a_succession_in_one_table_is_accepted_in_either_order(db):
    party = PartyFactory()
    present = MandateFactory(party=party, since="2006-01-01", person=PersonFactory(name="Old Hand"))
    ends = f"Old Hand,{party.code},focal-point,2006-01-01,2008-01-01"
    begins = f"New Hand,{party.code},focal-point,2008-01-01"
    assert "DIR-1" in look(table(begins)).faults[0]
    done = confirm(look(table(begins, ends)))
    assert done.state == "done"
    present.refresh_from_db()
    assert str(present.until) == "2008-01-01"
    assert Mandate.objects.filter(party=party, until=None).get().person.name == "New Hand"


@pytest.mark.parametrize(("name", "content", "said"), [
    ("people.csv", "name,party,capacity\nJosé,bel,deputy".encode("latin-1"), "not in UTF-8 (row 2)"),
    ("people.csv", b"name,party\nAna,bel", "capacity"),
    ("people.csv", b"name,party,capacity,shoe size\nAna,bel,deputy,38", "shoe size"),
    ("people.csv", b"name,party,capacity,name\nAna,bel,deputy,x", "Row 1"),
    ("people.csv", b"name,party,capacity\n\n,,\n", "no rows"),
    ("people.csv", b"\x00\x01name", "not a text file"),
    ("people.xlsx", b"name,party,capacity\nAna,bel,deputy", "not an XLSX file"),
    ("people.xlsx", b"PK\x03\x04broken", "not an XLSX file"),
])
def test_a_file_that_is_no_table_of_ours_is_refused_with_what_is_accepted(db, name, content, said):
    job = look(content, name)
    assert job.state == "failed"
    assert said in job.message


def test_more_rows_than_twenty_thousand_are_refused(db):
    job = look(table(*["Ana,bel,deputy"] * 20_001))
    assert job.state == "failed"
    assert "20000" in job.message


@pytest.mark.parametrize(("name", "content"), [("people.txt", b"x"), ("people.csv", b""), ("people", b"x")])
def test_a_file_of_another_kind_is_not_even_kept(db, name, content):
    with pytest.raises(ValidationError):
        hand_in(actor=OFFICE, upload=SimpleUploadedFile(name, content))


def test_importing_is_the_right_of_the_office(db, actor):
    for one in (ANONYMOUS, actor("focal-point"), actor("press")):
        with pytest.raises(Denied):
            hand_in(actor=one, upload=SimpleUploadedFile("people.csv", b"x"))


def test_formulas_and_dates_in_a_spreadsheet(db):
    party = PartyFactory()
    content = sheet([["name", "party", "capacity", "since"], ["Ana", party.code, "deputy", "=TODAY()"]])
    job = look(content, "people.xlsx")
    assert job.faults == ["Row 2, column “since”: Formulas are not accepted; please paste the values."]


@pytest.mark.slow
def test_a_fault_in_row_4711_of_a_spreadsheet_is_named_and_nothing_is_imported(db):
    parties, before = [PartyFactory().code for _number in range(20)], size()
    rows = [[f"Person {number} Exercise", parties[number % 20], "delegate", "2007-07-09", f"p{number}@example.org"]
            for number in range(2, 5002)]
    rows[4711 - 2][3] = "2007-02-30"
    job = look(sheet([["name", "party", "capacity", "since", "email"], *rows]), "people.xlsx")
    assert job.state == "failed"
    assert job.faults == [
        "Row 4711, column “since”: “2007-02-30” is not a date. Accepted: a date such as 2007-07-09."
    ]
    assert size() == before
    rows[4711 - 2][3] = "2007-02-28"
    done = confirm(look(sheet([["name", "party", "capacity", "since", "email"], *rows]), "people.xlsx"))
    assert done.summary["tally"]["people"] == 5000
    assert Person.objects.count() == before[0] + 5000


def test_reading_a_table_costs_the_same_queries_for_many_rows(db, queries):
    party = PartyFactory()

    def plan(number):
        lines = read("a.csv", table(*[f"P{n} Exercise,{party.code},delegate" for n in range(number)]), Faults())
        return queries(lambda: Planner(lines, Faults()).work(Silent()))

    assert plan(2) == plan(200)


def test_what_is_given_out_can_be_handed_in_again_and_changes_nothing(db):
    party = PartyFactory()
    mandate = MandateFactory(party=party, since="2007-01-01", title="=Minister", person=PersonFactory(name="Åsa-Lena"))
    ChannelFactory(person=mandate.person, kind="phone", address="+32 2 501 81 11")
    for name, content in (("a.csv", writing.as_csv(OFFICE)), ("a.xlsx", writing.as_xlsx(OFFICE))):
        job = look(content, name)
        assert job.state == "done", (job.message, job.faults)
        assert job.summary["said"] == []


def test_an_exported_cell_is_never_a_formula(db):
    MandateFactory(title="=1+1", person=PersonFactory(name="@Ana"))
    rows = list(csv.reader(io.StringIO(writing.as_csv(OFFICE).decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
    cells = load_workbook(io.BytesIO(writing.as_xlsx(OFFICE))).active.iter_rows()
    assert not [cell for row in cells for cell in row if cell.data_type == "f"]


def test_dir_3_an_export_holds_what_its_reader_may_read(db, actor):
    amaru = Person.objects.get(code="exercise-cardenia-1")
    ChannelFactory(person=amaru, kind="phone", address="+999 4711", is_official=False)
    own = writing.as_csv(actor("focal-point")).decode()
    assert "amaru.villaluz@cardenia" in own
    assert "4711" not in own
    assert "Ines Torrecilla" not in own
    assert "amaru" not in writing.as_csv(ANONYMOUS).decode().lower()


def test_popolo_holds_persons_organizations_and_memberships_with_dates(db):
    popolo = json.loads(json.dumps(writing.as_popolo(OFFICE)))
    person = next(one for one in popolo["persons"] if one["id"] == "exercise-galmora-1")
    held = next(one for one in popolo["memberships"] if one["person_id"] == person["id"])
    assert held == {
        "person_id": "exercise-galmora-1", "organization_id": "exercise-galmora", "role": "focal-point",
        "start_date": "2006-10-02", "end_date": "2008-02-01",
    }
    assert {"type": "email", "value": "elquist.tomas@galmora.example.org"} in person["contact_details"]
    assert next(one for one in popolo["organizations"] if one["id"] == "exercise-galmora")["classification"] == "state"


def test_an_export_costs_the_same_queries_for_many(db, queries):
    def rows():
        return list(writing.rows(OFFICE))

    before = queries(rows)
    for _number in range(20):
        ChannelFactory(person=MandateFactory().person)
    assert queries(rows) == before


def test_separators_and_the_mark_of_spreadsheets_are_understood():
    for head in ("name;party;capacity", "name\tparty\tcapacity"):
        separator = head[4]
        content = "\ufeff" + head + "\n" + separator.join(("Ana", "bel", "deputy"))
        assert read("a.csv", content.encode(), Faults())[0]["party"] == "bel"
    with pytest.raises(Unreadable):
        read("a.ods", b"x", Faults())
