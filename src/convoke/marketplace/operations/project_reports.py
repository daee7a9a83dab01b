"""How far a project is, as its owner's side and the providers in conversation report it; the last report counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.money import Money
from convoke.core.policy import require
from convoke.directory.models import Party

from ..afterwards.projects import closed_because, may_merge_with
from ..models import ProjectReport, Request
from ._common import Faults, words

Result = ProjectReport.Result
WITHOUT_AMOUNT = (Result.MERGED, Result.DROPPED)


@dataclass(frozen=True)
class Progress:
    """What is reported on a project; the text is in one or more languages."""

    result: str
    text: Mapping[str, str] = field(default_factory=dict)
    amount: Decimal | None = None
    currency: str = ""
    merged_with: Request | None = None


def report_project(*, actor: Actor, request: Request, party: Party, progress: Progress) -> ProjectReport:
    """The owner's side or a provider in conversation reports how far a project is; reports before stay to be read.

    ``party`` is for whom. Raises Denied for others, and ValidationError for what cannot stand, field by field,
    for a request that was not published, and once the window for monitoring is over or the next edition has opened.
    """
    require(actor, "write", ProjectReport(request=request, party=party))
    with operation(actor=actor, verb="report-project", on=request, edition=request.edition.code) as recording:
        present = Request.objects.select_for_update(of=("self",)).select_related("edition", "party").get(pk=request.pk)
        if reason := closed_because(present, clock.today()):
            raise ValidationError(reason)
        report = ProjectReport(request=present, party=party, at=clock.now(), by_id=actor.account_id)
        _fill(actor, report, progress)
        report.full_clean(exclude=["request", "party", "by"])
        report.save()
        recording.facts = {"party": party.code, "result": report.result}
    return report


def _fill(actor: Actor, report: ProjectReport, progress: Progress) -> None:
    """Takes over what is reported; raises ValidationError for what cannot stand, field by field."""
    faults: Faults = {}
    if progress.result not in Result.values:
        accepted = ", ".join(str(label) for label in Result.labels)
        faults["result"] = _("Choose from: %(accepted)s.") % {"accepted": accepted}
    report.result, report.text = progress.result, words(progress.text, "text", faults)
    if progress.result == Result.DROPPED and not report.text:
        faults["text"] = _("A project that is not pursued is reported with the reason.")
    _money(report, progress, faults)
    _merging(actor, report, progress, faults)
    if faults:
        raise ValidationError(dict(faults))


def _money(report: ProjectReport, progress: Progress, faults: Faults) -> None:
    """FUN-1: an amount is above zero, in a currency and exact in it; a project that is funded has one."""
    amount, currency = progress.amount, progress.currency.strip().upper()
    report.amount, report.currency = amount, currency if amount is not None else ""
    if amount is None:
        if progress.result == Result.FUNDED:
            faults["amount"] = _("A project that is funded is reported with the amount.")
        return
    if progress.result in WITHOUT_AMOUNT:
        faults["amount"] = _("An amount is stated for a project that goes on, not for one that is merged or dropped.")
    elif amount <= 0:
        faults["amount"] = _("An amount is more than 0.")
    if not currency:
        faults["currency"] = _("FUN-1: an amount is stated in a currency.")
    elif currency not in list_currencies():
        faults["currency"] = _("FUN-1: a currency is given by its ISO 4217 code, such as EUR or USD.")
    elif "amount" not in faults:
        try:
            Money(amount, currency)
        except ValueError as error:
            faults["amount"] = str(error)


def _merging(actor: Actor, report: ProjectReport, progress: Progress, faults: Faults) -> None:
    """A project is merged with another published one of the edition that goes on itself."""
    other = progress.merged_with
    if progress.result != Result.MERGED:
        if other is not None:
            faults["merged_with"] = _("Name another project only for one that is merged with it.")
        return
    report.merged_with = other
    if other is None or not may_merge_with(actor, report.request).filter(pk=other.pk).exists():
        faults["merged_with"] = _("Name the other project, a published request of this edition.")
        return
    last = other.reports.order_by("-at", "-pk").first()
    if last is not None and last.result == Result.MERGED:
        faults["merged_with"] = _("Request %(code)s was merged with another itself; name one that goes on.") % {
            "code": other.code}
