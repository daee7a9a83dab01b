"""The modalities of an edition: each rule with its source, its verdict as of a date, and the reasons."""

import datetime as dt
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from convoke.editions.checks import Result, Verdict, evaluate, tally
from convoke.editions.models import Modality

from .files import as_csv
from .frame import actor_of, asked_date, edition_or_missing, show

Choices = list[tuple[str, StrOrPromise]]


def modalities(request: HttpRequest, edition: str) -> HttpResponse:
    """Every rule that holds for an edition, by section, narrowed by verdict and strength, as of a date."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    on, wrong = asked_date(request)
    verdicts = evaluate(actor, found, on)
    agreed = verdicts[0].modality.edition if verdicts else None
    narrowed = _narrowed(request, verdicts)
    sections = [(title, list(rules)) for title, rules in groupby(narrowed, lambda one: str(one.modality.section))]
    return show(
        request,
        "web/modalities/modalities.html",
        edition=found,
        section="modalities",
        on=on,
        wrong=wrong,
        agreed=agreed,
        document=next((one.modality.document for one in verdicts if one.modality.document), ""),
        sections=sections,
        number=len(narrowed),
        totals=[(result, number) for result, number in tally(verdicts).items()],
        total=len(verdicts),
        verdict=request.GET.get("verdict", ""),
        strength=request.GET.get("strength", ""),
        results=list(Result.choices),
        strengths=list(Modality.Strength.choices),
    )


def _narrowed(request: HttpRequest, verdicts: tuple[Verdict, ...]) -> list[Verdict]:
    """The verdicts that the address asks for; a word it does not know narrows to nothing."""
    result, strength = request.GET.get("verdict", ""), request.GET.get("strength", "")
    return [
        one for one in verdicts
        if (not result or one.result == result) and (not strength or one.modality.strength == strength)
    ]


def as_file(request: HttpRequest, edition: str) -> HttpResponse:
    """The verdicts as CSV, narrowed as the page is."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    on, _wrong = asked_date(request)
    narrowed = _narrowed(request, evaluate(actor, found, on))
    head = (_("Rule"), _("Section"), _("Strength"), _("Statement"), _("Verdict"), _("As of"), _("Reasons"), _("Source"))
    return as_csv(f"{found.code}-modalities-{on.isoformat()}", [head, *(_row(one, on) for one in narrowed)])


def _row(verdict: Verdict, on: dt.date) -> tuple[str, ...]:
    rule = verdict.modality
    reasons = " ".join(
        reason.sentence + "".join(f" [{label}: {number}]" for label, number in reason.figures)
        for reason in verdict.reasons
    )
    sources = "; ".join(f"{passage['file']} {passage['lines']}" for passage in rule.passages)
    return (
        rule.code, str(rule.section), str(rule.get_strength_display()), str(rule.statement),
        str(verdict.result.label), on.isoformat(), reasons, sources,
    )
