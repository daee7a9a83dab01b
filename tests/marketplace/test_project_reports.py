"""Progress of projects: reported by the owner's side and providers in conversation; the last report counts."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from convoke.core import clock
from convoke.core.actors import ANONYMOUS, system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.queries import actor_for
from convoke.editions.models import Edition
from convoke.marketplace.afterwards.projects import (
    last_reports,
    reports_of,
    reports_waiting,
    sides_reporting,
    unreported,
    with_last_report,
)
from convoke.marketplace.models import Interest, ProjectReport, Request
from convoke.marketplace.operations.project_reports import Progress, report_project
from tests.factories import MarketplaceFactory, ProjectReportFactory, RequestFactory, WindowFactory

from .held import talking
from .talks import ASKING, OFFERING, OFFICE, STRANGERS, edition_of, provider_elsewhere, request_of

DAY = dt.timedelta(days=1)
OF_THE_SYSTEM = system("tests")


@pytest.fixture
def room(demonstration) -> Interest:
    """A room of the exercise's government and provider in conversation."""
    return talking()


def progress(result: str = "under-way", **more: object) -> Progress:
    return Progress(**{"result": result, "text": {"en": "The courses began."}, **more})


def report(actor, room: Interest, role: str, *given: str, **more: object) -> ProjectReport:
    party = room.request.party if role in ASKING else room.provider.party
    return report_project(actor=actor(role), request=room.request, party=party, progress=progress(*given, **more))


def window(edition: Edition, **more: object) -> None:
    WindowFactory(marketplace=MarketplaceFactory(edition=edition), kind="monitoring", **more)


@pytest.mark.parametrize("role", sorted(ASKING | OFFERING))
def test_both_sides_report_and_the_last_report_counts(room, actor, role):
    report(actor, room, "focal-point")
    last = report(actor, room, role, "funded", amount=Decimal("250000"), currency=" eur ")
    assert (last.currency, last.text) == ("EUR", {"en": "The courses began."})
    assert [one.pk for one in last_reports(OF_THE_SYSTEM, room.request.edition)] == [last.pk]
    assert [one.result for one in reports_of(actor("delegate"), room.request)] == ["funded", "under-way"]
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.facts["result"]) == ("report-project", "funded")


@pytest.mark.parametrize(("result", "more"), [
    ("under-way", {}), ("partnership", {"text": {}}), ("partnership", {"amount": Decimal(9), "currency": "USD"}),
    ("funded", {"amount": Decimal("0.01"), "currency": "USD"}), ("dropped", {"text": {"fr": "Sans suite."}}),
])
def test_every_result_can_be_reported(room, actor, result, more):
    assert report(actor, room, "focal-point", result, **more).result == result


def test_a_project_is_merged_with_another_published_one(room, actor):
    other = request_of(room.request.edition, code="M-2")
    made = report(actor, room, "focal-point", "merged", merged_with=other)
    assert made.merged_with == other


@pytest.mark.parametrize(("result", "more", "field", "said"), [
    ("splendid", {}, "result", "Choose from: under way"),
    ("dropped", {"text": {"en": "  "}}, "text", "with the reason"),
    ("under-way", {"text": {"en": "y" * 5001}}, "text", "At most 5000"),
    ("funded", {}, "amount", "with the amount"),
    ("funded", {"amount": Decimal(0), "currency": "EUR"}, "amount", "more than 0"),
    ("funded", {"amount": Decimal(-5), "currency": "EUR"}, "amount", "more than 0"),
    ("funded", {"amount": Decimal("1.001"), "currency": "EUR"}, "amount", "FUN-1: EUR has 2 decimals"),
    ("funded", {"amount": Decimal("0.5"), "currency": "JPY"}, "amount", "JPY has 0 decimals"),
    ("funded", {"amount": Decimal(5)}, "currency", "in a currency"),
    ("funded", {"amount": Decimal(5), "currency": "XQQ"}, "currency", "ISO 4217"),
    ("dropped", {"amount": Decimal(5), "currency": "EUR"}, "amount", "goes on"),
    ("merged", {}, "merged_with", "Name the other project"),
    ("under-way", {"text": {"xx": "Qapla’"}}, "text", "Unknown language"),
])
def test_what_cannot_stand_is_said_field_by_field_and_changes_nothing(room, actor, result, more, field, said):
    with pytest.raises(ValidationError) as caught:
        report(actor, room, "focal-point", result, **more)
    assert said in " ".join(caught.value.message_dict[field])
    assert not ProjectReport.objects.exists()


def test_a_project_is_not_merged_with_itself_a_draft_one_elsewhere_or_one_merged_itself(room, actor):
    edition = room.request.edition
    merged = request_of(edition, code="M-5")
    ProjectReportFactory(request=merged, result="merged", merged_with=request_of(edition, code="M-6"))
    wrong = [room.request, RequestFactory(edition=edition, state="draft"), request_of(edition_of("exercise-else"))]
    for other, said in [*((one, "a published request of this edition") for one in wrong), (merged, "merged with ano")]:
        with pytest.raises(ValidationError, match=said):
            report(actor, room, "focal-point", "merged", merged_with=other)
    with pytest.raises(ValidationError, match="only for one that is merged"):
        report(actor, room, "focal-point", "under-way", merged_with=merged)


@pytest.mark.parametrize("fields", [
    {"result": "dropped", "text": {}}, {"result": "merged"}, {"result": "funded"}, {"amount": 5},
    {"amount": -5, "currency": "EUR"}, {"currency": "EUR", "amount": 0},
])
def test_the_database_keeps_what_a_report_must_say(room, fields):
    with transaction.atomic(), pytest.raises(IntegrityError):
        ProjectReportFactory(request=room.request, **fields)


@pytest.mark.parametrize("role", [*STRANGERS, *sorted(OFFICE)])
def test_nobody_else_reports_or_reads_and_the_office_only_reads(room, actor, role):
    report(actor, room, "focal-point")
    for party in (room.request.party, room.provider.party):
        with pytest.raises(Denied):
            report_project(actor=actor(role), request=room.request, party=party, progress=progress())
    assert readable(actor(role), ProjectReport).count() == (1 if role in OFFICE else 0)
    assert not readable(ANONYMOUS, ProjectReport).exists()
    assert sides_reporting(actor(role), room.request) == []
    assert len(last_reports(actor(role), room.request.edition)) == (1 if role in OFFICE else 0)


def test_a_provider_reads_its_own_reports_and_learns_nothing_of_those_of_others(room, actor):
    report(actor, room, "provider")
    assert len(last_reports(actor("provider"), room.request.edition)) == 1
    report(actor, room, "focal-point", "dropped")
    assert [one.result for one in reports_of(actor("provider"), room.request)] == ["under-way"]
    assert last_reports(actor("provider"), room.request.edition) == []  # it no longer holds
    assert len(reports_of(actor("delegate"), room.request)) == 2


@pytest.mark.parametrize("state", ["shown", "declined", "withdrawn"])
def test_a_provider_that_is_not_in_conversation_does_not_report(room, actor, state):
    Interest.objects.filter(pk=room.pk).update(state=state, reason="-")
    with pytest.raises(Denied):
        report(actor, room, "provider")
    _other, account = provider_elsewhere(room.request, state="accepted")
    stranger = actor_for(account)
    with pytest.raises(Denied):
        report_project(actor=stranger, request=room.request, party=room.provider.party, progress=progress())
    with pytest.raises(Denied):
        report_project(actor=stranger, request=room.request, party=room.request.party, progress=progress())


def test_progress_is_reported_until_the_window_ends_or_the_next_edition_opens(room, actor):
    edition = room.request.edition
    window(edition, starts_on=clock.today() - 9 * DAY, ends_on=clock.today())
    report(actor, room, "focal-point")
    edition.marketplace.windows.update(ends_on=clock.today() - DAY)
    with pytest.raises(ValidationError, match="Progress was reported until"):
        report(actor, room, "focal-point")
    edition.marketplace.windows.update(ends_on=None)
    report(actor, room, "focal-point")
    Edition.objects.filter(pk=edition_of("exercise-next").pk).update(state="meeting")
    with pytest.raises(ValidationError, match="next edition has opened"):
        report(actor, room, "focal-point")
    Edition.objects.filter(pk=edition.pk).update(state="closed")
    with pytest.raises(ValidationError, match="edition is closed"):
        report(actor, room, "focal-point")


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn"])
def test_only_on_a_published_request(room, actor, state):
    Request.objects.filter(pk=room.request.pk).update(state=state)
    with pytest.raises(ValidationError, match="that was published"):
        report(actor, room, "focal-point")


def test_owners_are_asked_while_the_window_is_open_and_nothing_was_reported_in_it(room, actor):
    edition, one = room.request.edition, actor("focal-point")
    today = clock.today()
    assert reports_waiting(one, today) == []
    ProjectReportFactory(request=room.request, at=clock.now() - 30 * DAY)  # before the window
    window(edition, starts_on=today - 3 * DAY, ends_on=today + DAY)
    for role in ("focal-point", "delegate"):
        assert reports_waiting(actor(role), today) == [room.request]
    for role in ("provider", "task-force", *STRANGERS):
        assert reports_waiting(actor(role), today) == []
    assert reports_waiting(one, today + 2 * DAY) == []
    assert reports_waiting(one, today - 4 * DAY) == []
    report(actor, room, "focal-point")
    assert unreported(today) == []


@pytest.mark.parametrize("said", [{"starts": {"en": "After the meeting"}}, {"ends": {"en": "Next edition"}}, {}])
def test_a_window_without_days_asks_nobody(room, said):
    window(room.request.edition, **said)
    assert unreported(clock.today()) == []


def test_more_projects_cost_no_query_more(room, actor, queries):
    edition, one = room.request.edition, actor("focal-point")
    window(edition, starts_on=clock.today() - 3 * DAY, ends_on=clock.today() + DAY)

    def read() -> int:
        return queries(lambda: (
            last_reports(one, edition), reports_waiting(one, clock.today()),
            [each.seen_reports for each in with_last_report(one, edition.requests.all())],
        ))

    ProjectReportFactory(request=request_of(edition, code="M-9"))
    before = read()
    for number in range(5):
        ProjectReportFactory(request=request_of(edition, code=f"M-{number + 10}"))
        request_of(edition, code=f"M-{number + 20}")
    assert read() == before
