"""The marketplace in the outcome report: the public's facts of 2007, and counts so large that they name nobody."""

from itertools import product

import pytest

from convoke.consultation.rules import SMALLEST_GROUP
from convoke.core.actors import ANONYMOUS, system
from convoke.editions.models import Edition
from convoke.marketplace.afterwards.counts import Counts, counts
from convoke.marketplace.models import Interest, Meeting
from convoke.reporting.document import Report, Section, Table
from convoke.reporting.outcome_report import compose
from convoke.reporting.records import gather
from convoke.reporting.renderers import RENDERERS
from convoke.reporting.wording import plain
from tests.factories import (
    ConfirmationFactory,
    InterestFactory,
    MarketplaceFactory,
    MeetingFactory,
    OutcomeFormFactory,
    PartyNameFactory,
    ProjectReportFactory,
    ProviderFactory,
    RequestFactory,
    WindowFactory,
)

from .talks import edition_of

SECRET = "zqvsecret"


@pytest.fixture
def edition(demonstration) -> Edition:
    """An edition in preparation with a marketplace."""
    edition = edition_of("exercise-market")
    MarketplaceFactory(edition=edition)
    return edition


def annex_of(report: Report) -> Section | None:
    return next((one for one in report.sections if one.id == "annex-marketplace"), None)


def table(section: Section, name: str) -> dict[str, tuple[str, ...]]:
    """A table of the annex by the first cell of its rows."""
    found = next(block for one in section.walk() for block in one.blocks
                 if isinstance(block, Table) and block.id == f"table-marketplace-{name}")
    return {plain(row[0]): tuple(plain(cell) for cell in row[1:]) for row in found.rows}


def words(section: Section) -> str:
    return RENDERERS["html"](Report(
        "en", "ltr", "x", "x", compose(actor=ANONYMOUS, edition=Edition.objects.get(code="brussels-2007"),
                                       language="en").title_page, "", "", (section,))).decode()


def composed(edition: Edition, actor=ANONYMOUS) -> Report:
    return compose(actor=actor, edition=edition, language="en")


def rooms(edition: Edition, number: int, services: tuple[str, ...] = ("training",)) -> list[Interest]:
    return [
        InterestFactory(
            request=RequestFactory(edition=edition, services=list(services), title={"en": SECRET}),
            provider=ProviderFactory(edition=edition, services=list(services)), state="accepted")
        for _one in range(number)
    ]


def held(room: Interest, outcome: str = "", *, confirmed: bool = True) -> Meeting:
    meeting = MeetingFactory(interest=room, state="held")
    if outcome:
        form = OutcomeFormFactory(meeting=meeting, outcome=outcome, text={"en": SECRET})
        ConfirmationFactory(form=form, party=room.request.party)
        if confirmed:
            ConfirmationFactory(form=form)
    return meeting


def told(found: Counts) -> dict[str, int | None]:
    return {
        **{f"{place}": one.number for place, one in zip(
            ("requests", "providers", "agreed", "held"), found.totals, strict=True)},
        **{f"outcome {one.code}": one.number for one in found.outcomes},
        **{f"result {one.code}": one.number for one in found.results},
    }


# ------------------------------------------------------------------ 2007


def test_what_is_on_record_of_2007_is_public_and_told_with_its_figures(demonstration):
    report = composed(demonstration)
    annex = annex_of(report)
    assert annex is not None
    figures = [plain(row[1]) for one in annex.walk() for block in one.blocks
               if isinstance(block, Table) and block.id == "table-marketplace-record" for row in block.rows]
    assert sorted(figures) == ["about 18", "about 32", "exactly 32", "exactly 35"]
    windows = table(annex, "windows")
    assert windows["Submission of requests"] == ("20 April 2007", "10 May 2007")
    assert windows["Follow-up of projects"] == ("second half of 2007", "first half of 2008")
    assert not any(one.id == "marketplace-counts" for one in annex.walk())
    assert [one.label for one in report.sections[-2:]] != ["", ""]
    assert "fig-projects" in "".join(
        plain(cell) for block in report.sections[-1].blocks if isinstance(block, Table)
        for row in block.rows for cell in row)


@pytest.mark.parametrize(("language", "format"), list(product(("en", "ar"), RENDERERS)))
def test_the_annex_stands_in_every_format(demonstration, language, format):
    made = RENDERERS[format](compose(actor=ANONYMOUS, edition=demonstration, language=language))
    assert len(made) > 10_000
    if format == "html":
        assert 'id="annex-marketplace"' in made.decode()


def test_an_edition_without_a_marketplace_has_no_annex(demonstration):
    assert annex_of(composed(edition_of("exercise-none"))) is None


# ------------------------------------------------------------------ counts


def test_counts_large_enough_are_given_by_kind_outcome_and_result(edition):
    found = rooms(edition, 8)
    for place, room in enumerate(found):
        held(room, "partnership" if place < 3 + 5 else "further")
    for room in found[:8]:
        ProjectReportFactory(request=room.request)
    assert told(counts(edition)) == {
        "requests": 8, "providers": 8, "agreed": 8, "held": 8,
        "outcome partnership": 8, "outcome further": 0, "outcome information": 0, "outcome none": 0, "outcome open": 0,
        "result under-way": 8, "result partnership": 0, "result funded": 0, "result merged": 0, "result dropped": 0,
        "result open": 0,
    }
    annex = annex_of(composed(edition))
    assert table(annex, "totals")["Meetings held"] == ("8",)
    assert table(annex, "services") == {"Training": ("8", "8", "8")}
    assert "not given" not in words(annex)


def test_nothing_happened_gives_no_counts(edition):
    assert counts(edition) is None
    WindowFactory(marketplace=edition.marketplace)
    RequestFactory(edition=edition, state="draft")
    ProviderFactory(edition=edition, state="invited")
    assert counts(edition) is None
    assert annex_of(composed(edition)) is not None


@pytest.mark.parametrize("number", range(1, SMALLEST_GROUP))
def test_a_count_that_could_tell_who_it_was_is_not_given(edition, number):
    for room in rooms(edition, number):
        held(room, "further")
    given = told(counts(edition))
    assert {given[name] for name in ("requests", "providers", "agreed", "held", "outcome further")} == {None}
    annex = annex_of(composed(edition))
    assert table(annex, "totals") == dict.fromkeys(
        ("Requests published", "Providers registered", "Meetings agreed", "Meetings held"), ("not given",))
    assert "fewer than five" in words(annex)


def test_nor_the_one_from_which_it_could_be_worked_out(edition):
    """Eight meetings, seven of them with one outcome: the other one is eight less seven."""
    for place, room in enumerate(rooms(edition, 8)):
        held(room, "further" if place else "partnership")
    given = told(counts(edition))
    assert given["held"] == 8
    assert given["outcome partnership"] is None
    assert given["outcome further"] is None
    assert given["outcome none"] == 0


def test_nor_over_two_tables(edition):
    """All but one were held: the agreed less the held would tell of it."""
    found = rooms(edition, 7)
    for room in found[1:]:
        held(room)
    MeetingFactory(interest=found[0])
    given = told(counts(edition))
    assert (given["agreed"], given["held"]) == (7, None)


def test_nor_by_kind_of_help(edition):
    for room in (*rooms(edition, 6), *rooms(edition, 2, ("training", "advice"))):
        held(room)
    rows = {service.value: [one.number for one in cells] for service, *cells in counts(edition).services}
    assert rows == {"training": [8, 8, 8], "advice": [None, None, None]}


def test_only_an_outcome_that_both_sides_have_confirmed_is_counted_as_one(edition):
    for place, room in enumerate(rooms(edition, 10)):
        held(room, "further", confirmed=place < 5)
    given = told(counts(edition))
    assert (given["outcome further"], given["outcome open"]) == (5, 5)


def test_the_last_report_counts_and_a_meeting_cancelled_does_not(edition):
    for room in rooms(edition, 6):
        ProjectReportFactory(request=room.request, result="under-way")
        ProjectReportFactory(request=room.request, result="dropped", at="2031-01-01T00:00Z")
        MeetingFactory(interest=room, state="cancelled", reason="x")
    given = told(counts(edition))
    assert (given["result under-way"], given["result dropped"], given["agreed"]) == (0, 6, 0)


# ------------------------------------------------------------------ whoever reads


@pytest.mark.parametrize("format", [*RENDERERS])
def test_mkt_1_no_party_project_person_or_word_of_a_meeting_is_in_the_report(edition, format):
    for room in rooms(edition, 6):
        PartyNameFactory(party=room.request.party, name=f"{SECRET} land")
        PartyNameFactory(party=room.provider.party, name=f"{SECRET} fund")
        held(room, "further")
        ProjectReportFactory(request=room.request, text={"en": SECRET})
    made = RENDERERS["html"](composed(edition, system("tests"))).decode()
    assert SECRET not in made
    for room in Interest.objects.filter(request__edition=edition):
        assert room.request.code not in made
        assert room.request.party.code not in made
    assert len(RENDERERS[format](composed(edition, system("tests")))) > 1000


def test_everybody_reads_the_same_annex(edition, actor):
    for room in rooms(edition, 6):
        held(room, "further")
    found = {words(annex_of(composed(edition, one))) for one in (
        ANONYMOUS, system("tests"), actor("task-force"), actor("provider"))}
    assert len(found) == 1


def test_more_meetings_cost_no_query_more(edition, queries):
    held(rooms(edition, 1)[0], "further")
    before = queries(lambda: gather(actor=ANONYMOUS, edition=edition, language="en"))
    for room in rooms(edition, 6):
        held(room, "further")
        ProjectReportFactory(request=room.request)
    assert queries(lambda: gather(actor=ANONYMOUS, edition=edition, language="en")) == before
    assert queries(lambda: counts(edition)) == 4
