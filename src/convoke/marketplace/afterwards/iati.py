"""Funded projects as activities of the International Aid Transparency Initiative (IATI 2.03).

An activity says what the request said to the participants, who answers for it and what was found for it. Words of
reports and rooms, and people, are not in it. What the forum does not know is left out rather than guessed.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import translation
from lxml import etree

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.money import Money
from convoke.directory.models import Grouping, Party, PartyKind
from convoke.directory.queries import Membership, Names, memberships
from convoke.editions.models import Edition

from ..models import ProjectReport, Service
from .projects import last_reports

VERSION = "2.03"
OWN_VOCABULARY = "99"
"""Codes of the reporting organisation: the kinds of help of the marketplace."""
M49 = "2"
"""The vocabulary of regions of the United Nations."""
ORGANISATIONS = {
    PartyKind.STATE: "10", PartyKind.OBSERVER: "10", PartyKind.ORGANISATION: "40", PartyKind.REGIONAL_BODY: "40",
    PartyKind.RCP: "40", PartyKind.CIVIL_SOCIETY: "21", PartyKind.PRIVATE_SECTOR: "70", PartyKind.ACADEMIC: "80",
}
"""What a party is, by the list OrganisationType."""
OTHER = "90"
FUNDING, ACCOUNTABLE = "1", "2"
"""By the list OrganisationRole."""
PLANNED_START, PLANNED_END = "1", "3"
PIPELINE, IMPLEMENTATION = "1", "2"
OUTGOING_COMMITMENT, INCOMING_COMMITMENT = "2", "11"
ORIGINAL, COMMITTED = "1", "2"
YEAR = dt.timedelta(days=366)
"""The longest period of a budget."""
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_REFERENCES = re.compile(r"[^A-Za-z0-9.-]+")


def document(*, actor: Actor, edition: Edition) -> bytes | None:
    """The funded projects that the actor may read as one file; None where there is none, as IATI knows no empty file.

    A project is funded while the last report on it says so. Six queries, however many there are.
    """
    funded = [one for one in last_reports(actor, edition) if one.result == ProjectReport.Result.FUNDED]
    if not funded:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        writer = _Writer(edition, Names(settings.LANGUAGE_CODE), memberships(clock.today()))
        root = etree.Element("iati-activities", {
            "version": VERSION, "generated-datetime": _moment(clock.now())})
        for report in funded:
            writer.write(root, report)
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return made


def organisation(edition: Edition) -> str:
    """The identifier under which the forum reports: the one it has registered, else one made of its acronym."""
    wanted = settings.CONVOKE_IATI_ORGANISATION or f"CONVOKE-{edition.forum.acronym or edition.forum.pk}"
    return _reference(wanted)


class _Writer:
    """Writes activities of one edition."""

    def __init__(self, edition: Edition, names: Names, groups: Membership) -> None:
        self.edition, self.names, self.groups = edition, names, groups
        self.organisation = organisation(edition)

    def write(self, root: Any, report: ProjectReport) -> None:
        """One activity, its parts in the order of the standard."""
        request = report.request
        language = next((code for code in dict(settings.CONVOKE_CONTENT_LANGUAGES) if request.title.get(code)), "en")
        activity = etree.SubElement(root, "iati-activity", {
            _LANGUAGE: language, "default-currency": report.currency, "last-updated-datetime": _moment(report.at)})
        _add(activity, "iati-identifier", f"{self.organisation}-{self.edition.code}-{_reference(request.code)}")
        reporting = _add(activity, "reporting-org", ref=self.organisation, type=OTHER, secondary_reporter="1")
        _narratives(reporting, self.edition.forum.name, language)
        _narratives(_add(activity, "title"), request.title, language)
        _narratives(_add(activity, "description", type="1"), request.need or request.title, language)
        if request.beneficiaries:
            _narratives(_add(activity, "description", type="3"), request.beneficiaries, language)
        self._parties(activity, report, language)
        begun = request.starts_on is not None and request.starts_on <= clock.today()
        _add(activity, "activity-status", code=IMPLEMENTATION if begun else PIPELINE)
        self._dates(activity, report)
        self._where(activity, request.party)
        _sectors(activity, request.services)
        self._money(activity, report, language)

    def _parties(self, activity: Any, report: ProjectReport, language: str) -> None:
        request = report.request
        if report.party_id != request.party_id:
            self._party(activity, "participating-org", report.party, language, role=FUNDING)
        if request.funded and request.funded_by:
            _narrative(_add(activity, "participating-org", role=FUNDING), request.funded_by, language)
        self._party(activity, "participating-org", request.party, language, role=ACCOUNTABLE)

    def _party(self, parent: Any, tag: str, party: Party, language: str, **attributes: str) -> None:
        kind = ORGANISATIONS.get(PartyKind(party.kind), OTHER)
        _narrative(_add(parent, tag, type=kind, **attributes), self.names.name(party), language,
                   settings.LANGUAGE_CODE)

    def _dates(self, activity: Any, report: ProjectReport) -> None:
        request = report.request
        if request.starts_on:
            _add(activity, "activity-date", type=PLANNED_START, iso_date=request.starts_on.isoformat())
        else:
            date = _add(activity, "activity-date", type=PLANNED_START, iso_date=_day(report))
            said = "No beginning is stated; this is the day on which the funding was reported."
            _narrative(date, said, "", "en")
        if request.ends_on and (request.starts_on or request.ends_on.isoformat() >= _day(report)):
            _add(activity, "activity-date", type=PLANNED_END, iso_date=request.ends_on.isoformat())

    def _where(self, activity: Any, party: Party) -> None:
        """The country of the government that asks; its region where it has no code of ISO 3166-1."""
        if party.iso2:
            _add(activity, "recipient-country", code=party.iso2.upper(), percentage="100")
            return
        known = {one.kind: one.m49 for one in self.groups.of[party.pk] if one.m49}
        if code := known.get(Grouping.Kind.SUBREGION) or known.get(Grouping.Kind.REGION):
            _add(activity, "recipient-region", code=code, vocabulary=M49, percentage="100")

    def _money(self, activity: Any, report: ProjectReport, language: str) -> None:
        """What was found: as a budget where the project says when within a year it takes place, and as a commitment."""
        request = report.request
        amount = str(Money(report.amount or Decimal(0), report.currency).amount)
        value = {"currency": report.currency, "value_date": _day(report)}
        if request.starts_on and request.ends_on and request.ends_on - request.starts_on <= YEAR:
            budget = _add(activity, "budget", type=ORIGINAL, status=COMMITTED)
            _add(budget, "period-start", iso_date=request.starts_on.isoformat())
            _add(budget, "period-end", iso_date=request.ends_on.isoformat())
            _add(budget, "value", amount, **value)
        is_provider = report.party_id != request.party_id
        transaction = _add(activity, "transaction")
        _add(transaction, "transaction-type", code=OUTGOING_COMMITMENT if is_provider else INCOMING_COMMITMENT)
        _add(transaction, "transaction-date", iso_date=_day(report))
        _add(transaction, "value", amount, **value)
        if is_provider:
            self._party(transaction, "provider-org", report.party, language)
        self._party(transaction, "receiver-org", request.party, language)


def _sectors(activity: Any, services: Iterable[str]) -> None:
    """The kinds of help, in equal parts as no shares are stated: together they are 100, as the standard asks."""
    known = list(services)
    share = (Decimal(100) / len(known)).quantize(Decimal("0.01")) if known else Decimal(0)
    for place, code in enumerate(known):
        part = share if place else Decimal(100) - share * (len(known) - 1)
        sector = _add(activity, "sector", vocabulary=OWN_VOCABULARY, code=code, percentage=str(part))
        _narrative(sector, str(Service(code).label), "", settings.LANGUAGE_CODE)


def _add(parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:
    made = etree.SubElement(parent, tag, {name.replace("_", "-"): value for name, value in attributes.items()})
    made.text = None if text is None else _UNPRINTABLE.sub("", text)
    return made


def _narratives(parent: Any, text: Mapping[str, str], language: str) -> None:
    """A text in all its languages, that of the activity first."""
    for code in sorted((code for code, said in text.items() if said), key=lambda code: (code != language, code)):
        _narrative(parent, text[code], language, code)


def _narrative(parent: Any, text: str, language: str, said_in: str = "") -> None:
    """One narrative; it names its language where that is another than the activity's."""
    made = _add(parent, "narrative", text)
    if said_in and said_in != language:
        made.set(_LANGUAGE, said_in)


def _reference(text: str) -> str:
    """A text as it may stand in an identifier."""
    return _NOT_IN_REFERENCES.sub("-", text).strip("-")


def _day(report: ProjectReport) -> str:
    return report.at.date().isoformat()


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
