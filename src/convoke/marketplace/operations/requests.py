"""What governments ask for: drafted, submitted, reviewed, published, closed (MKT-3, MKT-4)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock, formats
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.money import Money
from convoke.core.policy import readable, require
from convoke.directory.models import GOVERNMENTS, Party, Person
from convoke.directory.roles import OFFICE
from convoke.editions.models import Edition
from convoke.library.models import Document
from convoke.programme.models import Theme

from ..models import Request, Window
from ..queries import is_open, missing_of
from ..rules import is_written
from ..states import REQUEST, RequestState
from ._common import (
    LONGEST_TITLE,
    Faults,
    check_languages,
    check_person,
    check_services,
    check_themes,
    locked_edition,
    reason_given,
    words,
)


@dataclass(frozen=True)
class Project:
    """What a request says; texts are in one or more languages."""

    title: Mapping[str, str]
    need: Mapping[str, str] = field(default_factory=dict)
    services: Sequence[str] = ()
    beneficiaries: Mapping[str, str] = field(default_factory=dict)
    place: Mapping[str, str] = field(default_factory=dict)
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    currency: str = ""
    cost: Decimal | None = None
    funded: Decimal | None = None
    funded_by: str = ""
    languages: Sequence[str] = ()
    themes: Sequence[Theme] = ()
    papers: Sequence[Document] = ()
    owner: Person | None = None


def draft_request(*, actor: Actor, edition: Edition, party: Party, project: Project) -> Request:
    """MKT-3: a government's focal point, or the office for it, begins a request; its code follows the last one's.

    Raises Denied for who does not post for the party, and ValidationError for a party that is no government,
    an edition that is closed or has no marketplace, and for what cannot stand, field by field.
    """
    request = Request(edition=edition, party=party, begun_at=clock.now())
    require(actor, "draft", request)
    if party.kind not in GOVERNMENTS:
        raise ValidationError({"party": _("MKT-3: a request comes from a government.")})
    with operation(
        actor=actor, verb="draft-request", edition=edition.code, party=party.code, audience=Audience.PARTY
    ) as recording:
        locked_edition(edition)
        request.code = _next_code(edition)
        _write(actor, request, project)
        recording.on, recording.facts = request, {"party": party.code}
    return request


def _next_code(edition: Edition) -> str:
    """M-1, M-2 and so on; the edition is locked."""
    numbers = [int(code[2:]) for code in Request.objects.filter(edition=edition).values_list("code", flat=True)
               if code.startswith("M-") and code[2:].isdecimal()]
    return f"M-{max(numbers, default=0) + 1}"


def change_request(*, actor: Actor, request: Request, project: Project) -> Request:
    """Writes a draft anew; the office may also correct what was submitted, before it is published.

    Raises Denied, and ValidationError for a request that is not written any more, and for what cannot stand.
    """
    require(actor, "change", request)
    with operation(
        actor=actor, verb="change-request", on=request, edition=request.edition.code, party=request.party.code,
        audience=Audience.PARTY,
    ) as recording:
        present = _locked(request)
        if not is_written(actor, present):
            raise ValidationError(
                _("A request is written while it is a draft; this one is: %(state)s.") % {
                    "state": present.get_state_display()}
            )
        _write(actor, present, project)
        recording.facts = {"party": present.party.code}
    return present


def submit_request(*, actor: Actor, request: Request) -> Request:
    """MKT-3: hands a request in for review, with its owner, while the window for requests is open.

    Raises Denied, and ValidationError for what is missing, field by field, for a request that is no draft,
    and outside the window where it has dates; the office may submit on any day.
    """
    require(actor, "submit", request)
    with operation(
        actor=actor, verb="submit-request", on=request, edition=request.edition.code, party=request.party.code,
        audience=Audience.PARTY,
    ) as recording:
        present = _gone_on(_locked(request), RequestState.SUBMITTED)
        if not actor.has_role(*OFFICE):
            _check_window(present.edition)
        if lacking := missing_of(present):
            raise ValidationError(lacking)
        present.submitted_at, present.reason = clock.now(), ""
        present.save(update_fields=["state", "submitted_at", "reason"])
        recording.facts = {"party": present.party.code}
    return present


def send_back(*, actor: Actor, request: Request, reason: str) -> Request:
    """The office gives a submitted request back to be written further, with the reason.

    Raises Denied, and ValidationError without a reason and for a request that was not submitted.
    """
    require(actor, "review", request)
    with operation(
        actor=actor, verb="send-back-request", on=request, edition=request.edition.code, party=request.party.code,
        audience=Audience.PARTY,
    ) as recording:
        present = _gone_on(_locked(request), RequestState.DRAFT)
        present.reason, present.reviewed_by_id = reason_given(reason), actor.account_id
        present.save(update_fields=["state", "reason", "reviewed_by"])
        recording.facts = {"party": present.party.code}
    return present


def publish_request(*, actor: Actor, request: Request) -> Request:
    """MKT-4: the office has reviewed a request and gives it to the participants of the edition.

    Raises Denied, and ValidationError for a request that was not submitted, and for what is missing.
    """
    require(actor, "review", request)
    with operation(
        actor=actor, verb="publish-request", on=request, edition=request.edition.code, party=request.party.code,
        audience=Audience.PARTICIPANTS,
    ) as recording:
        present = _locked(request)
        if present.state != RequestState.SUBMITTED:
            raise ValidationError(_("MKT-4: only what was submitted and reviewed is published."))
        if lacking := missing_of(present):
            raise ValidationError(lacking)
        present.state, present.published_at = RequestState.PUBLISHED, clock.now()
        present.reviewed_by_id = actor.account_id
        present.save(update_fields=["state", "published_at", "reviewed_by"])
        recording.facts = {"party": present.party.code}
    return present


def withdraw_request(*, actor: Actor, request: Request, reason: str = "") -> Request:
    """The government takes its request back, for good; one that was published, with the reason.

    Raises Denied, and ValidationError for a request that is closed or withdrawn, and without a reason for one
    that participants have read.
    """
    require(actor, "withdraw", request)
    with operation(
        actor=actor, verb="withdraw-request", on=request, edition=request.edition.code, party=request.party.code,
        audience=Audience.PARTY,
    ) as recording:
        present = _locked(request)
        was_read = present.state == RequestState.PUBLISHED
        _gone_on(present, RequestState.WITHDRAWN)
        present.reason = reason_given(reason) if was_read or reason.strip() else ""
        present.save(update_fields=["state", "reason"])
        recording.facts = {"party": present.party.code}
    return present


def close_request(*, actor: Actor, request: Request, reason: str) -> Request:
    """Nobody is looked for any more; the request stays to be read, with the reason.

    Raises Denied, and ValidationError without a reason and for a request that is not published.
    """
    require(actor, "close", request)
    with operation(
        actor=actor, verb="close-request", on=request, edition=request.edition.code, party=request.party.code,
        audience=Audience.PARTICIPANTS,
    ) as recording:
        present = _gone_on(_locked(request), RequestState.CLOSED)
        present.reason = reason_given(reason)
        present.save(update_fields=["state", "reason"])
        recording.facts = {"party": present.party.code}
    return present


def reopen_request(*, actor: Actor, request: Request) -> Request:
    """A closed request is open to providers again, as it was reviewed.

    Raises Denied, and ValidationError for a request that is not closed.
    """
    require(actor, "close", request)
    with operation(
        actor=actor, verb="reopen-request", on=request, edition=request.edition.code, party=request.party.code,
        audience=Audience.PARTICIPANTS,
    ) as recording:
        present = _locked(request)
        if present.state != RequestState.CLOSED:
            raise ValidationError(_("Only a closed request is opened again."))
        present.state, present.reason = RequestState.PUBLISHED, ""
        present.save(update_fields=["state", "reason"])
        recording.facts = {"party": present.party.code}
    return present


def _locked(request: Request) -> Request:
    locked_edition(request.edition)
    found = Request.objects.select_for_update(of=("self",)).select_related("party", "owner", "edition")
    return found.get(pk=request.pk)


def _gone_on(request: Request, to: RequestState) -> Request:
    """The request in the state asked for; raises ValidationError with the states it can go on to."""
    ways = REQUEST[RequestState(request.state)]
    if to not in ways:
        raise ValidationError(
            _("This request is: %(state)s. It can become: %(accepted)s.") % {
                "state": request.get_state_display(),
                "accepted": formats.phrase([str(one.label) for one in ways]) or "–"}
        )
    request.state = to
    return request


def _check_window(edition: Edition) -> None:
    """Raises ValidationError, with the dates, on a day outside the window for requests; for one without dates never."""
    window = Window.objects.filter(marketplace__edition=edition, kind=Window.Kind.REQUESTS).first()
    if window is None or is_open(window, clock.today()):
        return
    said = {"today": formats.date(clock.today())}
    if window.starts_on and window.ends_on:
        raise ValidationError(_("Requests are submitted in this time: %(period)s. Today is %(today)s.") % {
            **said, "period": formats.period(window.starts_on, window.ends_on)})
    if window.starts_on:
        raise ValidationError(_("Requests are submitted from %(day)s on. Today is %(today)s.") % {
            **said, "day": formats.date(window.starts_on)})
    if window.ends_on:
        raise ValidationError(_("Requests were submitted until %(day)s. Today is %(today)s.") % {
            **said, "day": formats.date(window.ends_on)})


def _write(actor: Actor, request: Request, project: Project) -> None:
    """Writes what a request says; raises ValidationError for what cannot stand, field by field."""
    faults: Faults = {}
    request.title = words(project.title, "title", faults, LONGEST_TITLE)
    for name in ("need", "beneficiaries", "place"):
        setattr(request, name, words(getattr(project, name), name, faults))
    if not request.title:
        faults["title"] = _("Give the project a title.")
    request.services = check_services(request.edition, project.services, faults)
    request.languages = check_languages(project.languages, faults)
    request.starts_on, request.ends_on = project.starts_on, project.ends_on
    if project.starts_on and project.ends_on and project.ends_on < project.starts_on:
        faults["ends_on"] = _("A project ends on the day it begins, or later.")
    request.currency, request.cost, request.funded = project.currency.strip().upper(), project.cost, project.funded
    request.funded_by = project.funded_by.strip()
    _check_money(request, faults)
    check_person(project.owner, request.party_id, "owner", faults)
    request.owner = project.owner
    themes = check_themes(actor, request.edition, project.themes, faults)
    papers = {one.pk for one in project.papers}
    known = set(readable(actor, Document).filter(edition=request.edition, pk__in=papers).values_list("pk", flat=True))
    if request.pk:  # what stands with it already stays there, whoever writes
        known |= set(request.papers.values_list("pk", flat=True))
    if not papers <= known:
        faults["papers"] = _("Choose documents of this edition that you may read.")
    if request.state == RequestState.SUBMITTED:
        faults = {**missing_of(request), **faults}
    if faults:
        raise ValidationError(dict(faults))
    request.full_clean(exclude=["edition", "party", "owner", "reviewed_by", "services", "languages"])
    request.save()
    request.themes.set(themes)
    request.papers.set(papers)


def _check_money(request: Request, faults: Faults) -> None:
    """FUN-1: amounts are in a currency, exact in it, none below zero, and no more is funded than it costs."""
    amounts = {"cost": request.cost, "funded": request.funded}
    if request.currency and request.currency not in list_currencies():
        faults["currency"] = _("FUN-1: a currency is given by its ISO 4217 code, such as EUR or USD.")
        return
    if not request.currency:
        if any(amount is not None for amount in amounts.values()):
            faults["currency"] = _("FUN-1: an amount is stated in a currency.")
        return
    for name, amount in amounts.items():
        if amount is None:
            continue
        if amount < 0:
            faults[name] = _("An amount is 0 or more.")
        else:
            try:
                Money(amount, request.currency)
            except ValueError as error:
                faults[name] = str(error)
    if request.cost is not None and request.funded is not None and request.funded > request.cost:
        faults["funded"] = _("No more is funded than the project costs.")
