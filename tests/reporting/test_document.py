"""What the report says: composed from the records, in every language, by the rules."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convoke.core.actors import ANONYMOUS, system
from convoke.core.audiences import Audience
from convoke.core.formats import period
from convoke.editions.models import Edition
from convoke.outcomes.models import Action, Finding
from convoke.programme.models import PanelRole
from convoke.reporting.document import Entry, Inline, Paragraph, Report, Style, Table
from convoke.reporting.outcome_report import compose
from convoke.reporting.wording import Voice, plain

from .conftest import LANGUAGES


def texts(report: Report) -> str:
    """All that the report says in sections and tables, in one text."""
    said = []
    for section in report.walk():
        said.append(plain(section.title))
        for block in section.blocks:
            for field in ("content", "term", "text", "caption"):
                said.append(plain(getattr(block, field, ())))
            for field in ("facts", "notes", "items"):
                said += [plain(line) for line in getattr(block, field, ())]
            said += [plain(cell) for row in getattr(block, "rows", ()) for cell in row]
    return "\n".join(said)


def findings(report: Report) -> list[Paragraph]:
    return [block for block in report.blocks() if block.kind == "paragraph" and block.id.startswith("finding-")]


def entries(report: Report) -> list[Entry]:
    return [block for block in report.blocks() if block.kind == "entry"]


def table(report: Report, anchor: str) -> Table:
    return next(block for block in report.blocks() if getattr(block, "id", "") == anchor)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_and_action_is_there_once(report, language):
    outcomes = Action.objects.exclude(group=Action.Group.SUGGESTION).values_list("code", flat=True)
    assert sorted(entry.code for entry in entries(report(language))) == sorted(outcomes)
    codes = Finding.objects.values_list("code", flat=True)
    assert sorted(block.id.removeprefix("finding-") for block in findings(report(language))) == sorted(codes)


def test_the_number_of_queries_is_the_same_in_every_language(demonstration):
    counts = set()
    for language in LANGUAGES:
        with CaptureQueriesContext(connection, ) as queries:
            compose(actor=ANONYMOUS, edition=demonstration, language=language)
        counts.add(len(queries))
    assert len(counts) == 1
    assert counts.pop() <= 32


def test_the_number_of_queries_does_not_depend_on_how_much_there_is(demonstration):
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            compose(actor=ANONYMOUS, edition=demonstration, language="en")
        counts.append(len(queries))
        Finding.objects.filter(arose_in=Finding.Origin.PANEL).update(audience=Audience.TASK_FORCE)
    assert counts[0] == counts[1]


def test_flo_1_findings_name_no_member_of_a_panel(report):
    people = {entry.person.name for entry in PanelRole.objects.select_related("person")}
    surnames = {name.split()[-1] for name in people}
    for block in findings(report("en")):
        words = set(re.findall(r"\w[\w'-]+", plain(block.content)))
        assert not words & surnames, block.id


def test_lib_1_the_public_report_leaves_out_what_the_public_may_not_read(demonstration):
    hidden = Action.objects.get(code="R1.4-1")
    Action.objects.filter(pk=hidden.pk).update(audience=Audience.TASK_FORCE)
    public = compose(actor=ANONYMOUS, edition=demonstration, language="en")
    assert hidden.code not in [entry.code for entry in entries(public)]
    assert hidden.text.text("en") not in texts(public)
    assert hidden.code not in "".join(plain(line) for row in table(public, "table-reports-due").rows for line in row)
    assert "Not for publication" not in plain(sum(public.title_page.status, ()))
    whole = compose(actor=system("tests"), edition=demonstration, language="en")
    assert hidden.code in [entry.code for entry in entries(whole)]
    assert "Not for publication" in plain(sum(whole.title_page.status, ()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_lib_3_a_text_in_another_language_says_so(demonstration, language):
    Action.objects.filter(code="R1.4-1").update(text={"fr": "Texte français seulement"})
    made = compose(actor=ANONYMOUS, edition=demonstration, language=language)
    entry = next(entry for entry in entries(made) if entry.code == "R1.4-1")
    assert entry.content[0].language == "fr"
    assert entry.content[0].is_fallback is (language != "fr")
    assert any(part.style == Style.MARK for part in entry.content) is (language != "fr")


def test_out_1_nothing_is_overdue_and_nobody_failed(report):
    said = texts(report("en")).lower()
    assert "overdue" not in said
    assert "failed to" not in said
    assert "not yet reported" in said
    assert "Volunteered to take the lead: European Commission, Mauritius" in texts(report("en"))


def test_horizontal_observations_say_where_they_were_discussed(report):
    observations = [block for block in findings(report("en")) if block.id.startswith("finding-HO-")]
    assert len(observations) == 27
    assert any(re.search(r"See .*1\.\d \(\w+", plain(block.content)) for block in observations)


def test_figures_are_worded_as_in_the_sources(report):
    numbers = [plain(row[2]) for row in table(report("en"), "table-participants").rows]
    assert {"exactly 156", "more than 150", "about 800", "exactly 24"} <= set(numbers)


def test_paragraphs_and_tables_are_numbered_without_gaps(report):
    blocks = list(report("en").blocks())
    paragraphs = [block.number for block in blocks if block.kind == "paragraph" and block.number]
    assert paragraphs == [f"{number}." for number in range(1, len(paragraphs) + 1)]
    tables = [block.number for block in blocks if block.kind in ("table", "bars")]
    assert tables == [f"Table {number}" for number in range(1, len(tables) + 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_within_the_report_leads_somewhere(report, language):
    made = report(language)
    known = {section.id for section in made.walk()} | {entry.id for entry in entries(made)}
    for block in made.blocks():
        cells = [line for row in getattr(block, "rows", ()) for line in row]
        for line in [getattr(block, "content", ()), *cells]:
            assert {part.target for part in line if part.target} <= known


def test_states_are_named_in_the_language_of_the_page(report):
    assert "Maurice" in plain(table(report("fr"), "table-panel-1.4").rows[1][3])
    assert "موريشيوس" in plain(table(report("ar"), "table-panel-1.4").rows[1][3])
    assert report("fr").title_page.facts[0].value[0].text == "Belgique"


def test_an_edition_with_nothing_to_tell_has_a_report_all_the_same(demonstration):
    made = compose(actor=ANONYMOUS, edition=Edition.objects.get(code="argentina-2010"), language="en")
    assert made.sections == ()
    assert plain(made.title_page.subtitle) == "Argentina 2010"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "9–11 July 2007"), ("fr", "9–11 juillet 2007"), ("nl", "9–11 juli 2007"), ("ar", "9–11 يوليو 2007")],
)
def test_a_period_says_once_what_its_ends_share(language, said):
    assert period(dt.date(2007, 7, 9), dt.date(2007, 7, 11), language).replace("\u202f", " ") == said


def test_a_phrase_keeps_the_languages_of_its_parts():
    voice = Voice("ar")
    line = voice.phrase("قبل %(name)s بعد", name=voice.spelt("Mauritius"))
    assert line == (Inline("قبل ", "ar"), Inline("Mauritius", "en"), Inline(" بعد", "ar"))
