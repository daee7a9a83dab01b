"""Funded projects as activities of IATI 2.03: valid by the schema of the standard, and no more than may be told."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from lxml import etree

from convoke.core import clock
from convoke.core.actors import ANONYMOUS, system
from convoke.core.commands import Refused
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.marketplace.afterwards.iati import document
from convoke.marketplace.models import Interest, ProjectReport, Request
from tests.conftest import ROOT
from tests.factories import GroupingMembershipFactory, ProjectReportFactory

from .held import talking
from .talks import OFFICE, STRANGERS, request_of

SCHEMA = ROOT / "tests" / "data" / "iati" / "iati-activities-schema.xsd"
AT = dt.datetime(2031, 2, 3, 23, 30, tzinfo=dt.UTC)
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schema of the standard."""
    return etree.XMLSchema(etree.parse(SCHEMA))


@pytest.fixture
def room(demonstration) -> Interest:
    """A room of the exercise's government and provider in conversation."""
    return talking(
        title={"en": "Training", "fr": "Formation"}, need={"en": "Two <courses> & more\x0b."}, services=["training"])


def funded(request: Request, **more: object) -> ProjectReport:
    return ProjectReportFactory(**{
        "request": request, "result": "funded", "amount": Decimal("250000.500"), "currency": "EUR", "at": AT,
        "text": {"en": "Secret words."}, **more})


def root_of(edition: Edition, schema: etree.XMLSchema, actor=None) -> etree._Element:
    made = document(actor=actor or system("tests"), edition=edition)
    assert made is not None
    found = etree.fromstring(made)
    assert schema.validate(found), schema.error_log
    return found


def activity_of(edition: Edition, schema: etree.XMLSchema) -> etree._Element:
    [found] = root_of(edition, schema)
    return found


def test_an_activity_says_what_was_asked_for_by_whom_and_what_was_found(room, schema, settings):
    settings.CONVOKE_IATI_ORGANISATION = "XI-EXAMPLE-1"
    Request.objects.filter(pk=room.request.pk).update(
        starts_on=dt.date(2031, 3, 1), ends_on=dt.date(2031, 12, 31), beneficiaries={"en": "Forty officers"})
    funded(room.request)
    root = root_of(room.request.edition, schema)
    assert root.get("version") == "2.03"
    [one] = root
    assert one.findtext("iati-identifier") == "XI-EXAMPLE-1-exercise-market-M-1"
    assert one.find("reporting-org").attrib == {"ref": "XI-EXAMPLE-1", "type": "90", "secondary-reporter": "1"}
    assert (one.get(LANGUAGE), one.get("default-currency")) == ("en", "EUR")
    titles = [(each.get(LANGUAGE), each.text) for each in one.findall("title/narrative")]
    assert titles == [(None, "Training"), ("fr", "Formation")]
    assert one.findtext("description[@type='1']/narrative") == "Two <courses> & more."
    assert one.findtext("description[@type='3']/narrative") == "Forty officers"
    [accountable] = one.findall("participating-org")
    assert (accountable.get("role"), accountable.findtext("narrative")) == ("2", "Bermea (exercise)")
    assert one.find("activity-status").get("code") == "1"
    assert [(each.get("type"), each.get("iso-date")) for each in one.findall("activity-date")] == [
        ("1", "2031-03-01"), ("3", "2031-12-31")]
    assert [(each.get("vocabulary"), each.get("code"), each.get("percentage")) for each in one.findall("sector")] == [
        ("99", "training", "100.00")]
    budget = one.find("budget")
    assert (budget.find("period-start").get("iso-date"), budget.find("period-end").get("iso-date")) == (
        "2031-03-01", "2031-12-31")
    for value in (budget.find("value"), one.find("transaction/value")):
        assert (value.text, value.get("currency"), value.get("value-date")) == ("250000.50", "EUR", "2031-02-03")
    assert one.find("transaction/transaction-type").get("code") == "11"
    assert one.find("transaction/provider-org") is None
    assert one.findtext("transaction/receiver-org/narrative") == "Bermea (exercise)"


def test_a_provider_that_reports_its_funding_is_named_as_the_one_that_funds(room, schema):
    funded(room.request, party=room.provider.party)
    one = activity_of(room.request.edition, schema)
    roles = [(each.get("role"), each.findtext("narrative")) for each in one.findall("participating-org")]
    assert roles == [("1", "Exercise Observatory"), ("2", "Bermea (exercise)")]
    assert one.find("transaction/transaction-type").get("code") == "2"
    assert one.findtext("transaction/provider-org/narrative") == "Exercise Observatory"


def test_what_was_funded_before_names_who_funded_it(room, schema):
    Request.objects.filter(pk=room.request.pk).update(
        currency="USD", cost=9, funded=3, funded_by="A foundation (exercise)")
    funded(room.request)
    one = activity_of(room.request.edition, schema)
    assert one.findtext("participating-org[@role='1']/narrative") == "A foundation (exercise)"


def test_a_country_by_its_code_and_a_region_where_there_is_none(room, schema):
    edition = room.request.edition
    funded(room.request)
    one = activity_of(edition, schema)
    assert one.find("recipient-country") is None
    assert one.find("recipient-region") is None
    GroupingMembershipFactory(
        party=room.request.party, grouping__kind="region", grouping__code="x-region", grouping__m49="002")
    region = activity_of(edition, schema).find("recipient-region")
    assert region.attrib == {"code": "002", "vocabulary": "2", "percentage": "100"}
    Request.objects.filter(pk=room.request.pk).update(party=Party.objects.get(code="mus"))
    one = activity_of(edition, schema)
    assert one.find("recipient-country").attrib == {"code": "MU", "percentage": "100"}
    assert one.find("recipient-region") is None


def test_several_kinds_of_help_share_it_to_one_hundred(room, schema):
    Request.objects.filter(pk=room.request.pk).update(services=["training", "advice", "policy"])
    funded(room.request)
    shares = [Decimal(one.get("percentage")) for one in activity_of(room.request.edition, schema).findall("sector")]
    assert len(shares) == 3
    assert sum(shares) == 100


@pytest.mark.parametrize(("days", "dates", "budgets", "status"), [
    ((None, None), [("1", "2031-02-03")], 0, "1"),
    ((None, "2031-12-31"), [("1", "2031-02-03"), ("3", "2031-12-31")], 0, "1"),
    ((None, "2030-12-31"), [("1", "2031-02-03")], 0, "1"),  # over before it was reported: IATI takes no such order
    (("2031-03-01", "2034-03-01"), [("1", "2031-03-01"), ("3", "2034-03-01")], 0, "1"),  # longer than a budget may be
    (("2008-01-01", None), [("1", "2008-01-01")], 0, "2"),
])
def test_days_that_are_not_stated_are_not_made_up(room, schema, days, dates, budgets, status):
    starts, ends = (dt.date.fromisoformat(day) if day else None for day in days)
    Request.objects.filter(pk=room.request.pk).update(starts_on=starts, ends_on=ends)
    funded(room.request)
    one = activity_of(room.request.edition, schema)
    assert [(each.get("type"), each.get("iso-date")) for each in one.findall("activity-date")] == dates
    assert len(one.findall("budget")) == budgets
    assert one.find("activity-status").get("code") == status
    noted = one.findtext("activity-date[@type='1']/narrative")
    assert bool(noted) == (starts is None)


def test_neither_people_nor_words_of_reports_and_rooms_are_in_it(room, schema):
    funded(room.request)
    made = document(actor=system("tests"), edition=room.request.edition).decode()
    assert "Secret words" not in made
    assert str(room.request.owner) not in made
    assert "@" not in made
    assert "Observatory" not in made  # in conversation, but it did not say that it funds


def test_only_what_is_funded_by_its_last_report(room, schema):
    edition = room.request.edition
    funded(room.request)
    for number, result in enumerate(("under-way", "partnership")):
        ProjectReportFactory(request=request_of(edition, code=f"M-{number + 5}"), result=result)
    assert len(root_of(edition, schema)) == 1
    ProjectReportFactory(request=room.request, result="dropped", at=AT + dt.timedelta(days=1))
    assert document(actor=system("tests"), edition=edition) is None


def test_a_withdrawn_request_is_no_activity(room):
    funded(room.request)
    Request.objects.filter(pk=room.request.pk).update(state="withdrawn")
    assert document(actor=system("tests"), edition=room.request.edition) is None


def test_everybody_has_the_projects_whose_last_report_they_may_read(room, schema, actor):
    edition = room.request.edition
    funded(room.request)
    funded(request_of(edition, code="M-2"), party=room.provider.party)
    found = {role: document(actor=actor(role), edition=edition) for role in (
        *OFFICE, "focal-point", "delegate", "provider", *STRANGERS)}
    codes = {role: [one.findtext("iati-identifier").rpartition("market-")[2] for one in etree.fromstring(made)]
             for role, made in found.items() if made}
    both = ["M-1", "M-2"]
    assert codes == {**dict.fromkeys((*OFFICE, "focal-point", "delegate"), both), "provider": ["M-2"]}
    assert document(actor=ANONYMOUS, edition=edition) is None


def test_more_activities_cost_no_query_more(room, queries):
    edition, actor = room.request.edition, system("tests")
    funded(room.request)
    before = queries(lambda: document(actor=actor, edition=edition))
    for number in range(4):
        funded(request_of(edition, code=f"M-{number + 5}"), party=room.provider.party)
    assert queries(lambda: document(actor=actor, edition=edition)) == before <= 6


def test_the_command_prints_or_writes_the_file(room, schema, tmp_path, capsys):
    funded(room.request)
    call_command("marketplace", "iati", "exercise-market")
    assert schema.validate(etree.fromstring(capsys.readouterr().out.encode()))
    file = tmp_path / "activities.xml"
    call_command("marketplace", "iati", "exercise-market", output=file)
    assert schema.validate(etree.parse(file))
    assert capsys.readouterr().out.strip() == str(file)


@pytest.mark.parametrize(("code", "said"), [
    ("atlantis-1999", "There is no edition “atlantis-1999”. Known: brussels-2007"),
    ("exercise-market", "No project of exercise-market is funded yet"),
])
def test_the_command_says_what_is_missing(room, code, said):
    with pytest.raises(Refused, match=said):
        call_command("marketplace", "iati", code)


def test_the_command_says_that_a_file_cannot_be_written(room):
    funded(room.request)
    with pytest.raises(Refused, match="could not be written"):
        call_command("marketplace", "iati", "exercise-market", output=Path("/nowhere/at/all.xml"))


def test_the_file_says_when_it_was_made(room, schema):
    funded(room.request)
    assert root_of(room.request.edition, schema).get("generated-datetime")[:10] == clock.today().isoformat()
