"""Counts of a marketplace that may be told to everybody: none is so small that it tells who it was.

What is counted here is known to few (MKT-1, MKT-4). So the rule for small groups of confidential answers holds
(CON-2): a count of fewer than five is not given unless it is none, nor one from which, with the others, such
a count could be worked out. Sums and differences over all tables of one kind of thing are looked through together.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.consultation.analysis.suppression import Atom, Release
from convoke.editions.models import Edition

from ..models import Meeting, OutcomeForm, ProjectReport, Provider, Request, Service
from ..rules import SHOWN
from ..states import MeetingState, ProviderState
from .forms import Stand, with_stand

AGREED, HELD, ALL = "agreed", "held", "all"
OPEN = "open"
"""What has no outcome that both sides confirmed, or no report yet."""
OUTCOMES: Mapping[str, str | Promise] = {
    **dict(OutcomeForm.Outcome.choices),
    OPEN: pgettext_lazy("outcome of a meeting", "no form that both sides have confirmed"),
}
RESULTS: Mapping[str, str | Promise] = {
    **dict(ProjectReport.Result.choices), OPEN: pgettext_lazy("project", "nothing reported yet"),
}


@dataclass(frozen=True)
class Told:
    """A count with what is counted; ``number`` is None where it is not given."""

    code: str
    label: str | Promise
    number: int | None


@dataclass(frozen=True)
class Counts:
    """What may be told of a marketplace; each list in its order."""

    totals: tuple[Told, ...]
    """Requests published, providers registered, meetings agreed, meetings held."""
    services: tuple[tuple[Service, Told, Told, Told], ...]
    """By kind of help: requests, providers, meetings held."""
    outcomes: tuple[Told, ...]
    results: tuple[Told, ...]

    @property
    def is_withheld(self) -> bool:
        """Whether some count is not given."""
        told = [*self.totals, *self.outcomes, *self.results, *(one for row in self.services for one in row[1:])]
        return any(one.number is None for one in told)


class _Tally:
    """Things that are counted together, each known by the marks it carries."""

    def __init__(self, things: Iterable[Atom]) -> None:
        self._atoms = Counter(things)
        self._release = Release(self._atoms)

    def told(self, mark: str, label: str | Promise, code: str = "") -> Told:
        """The count of the things with a mark, if it gives nothing away beside those told before."""
        inside = [atom for atom in self._atoms if mark in atom]
        number = sum(self._atoms[atom] for atom in inside)
        return Told(code or mark, label, number if self._release.offer(inside) else None)

    def __bool__(self) -> bool:
        return bool(self._atoms)


def counts(edition: Edition) -> Counts | None:
    """What may be told of an edition's marketplace; None where nothing happened on it. Four queries.

    It reads whatever there is, for whomever it is told: what it gives names nobody and is the same for all.
    """
    requests, providers, meetings = _requests(edition), _providers(edition), _meetings(edition)
    if not (requests or providers or meetings):
        return None
    totals = (
        requests.told(ALL, _("requests published")), providers.told(ALL, _("providers registered")),
        meetings.told(AGREED, _("meetings agreed")), meetings.told(HELD, _("meetings held")),
    )
    outcomes = _each(meetings, "outcome", OUTCOMES) if meetings else ()
    results = _each(requests, "result", RESULTS) if requests else ()
    services = tuple(
        (one, requests.told(f"service:{one}", one.label), providers.told(f"service:{one}", one.label),
         meetings.told(f"held-service:{one}", one.label))
        for one in Service
    )
    return Counts(
        totals, tuple(row for row in services if any(told.number != 0 for told in row[1:])), outcomes, results)


def _each(tally: _Tally, kind: str, labels: Mapping[str, str | Promise]) -> tuple[Told, ...]:
    return tuple(tally.told(f"{kind}:{code}", label, code) for code, label in labels.items())


def _marks(services: Sequence[str], kind: str = "service") -> tuple[str, ...]:
    return tuple(f"{kind}:{code}" for code in sorted(set(services)))


def _requests(edition: Edition) -> _Tally:
    """The requests that were published, with what became of each by its last report; two queries."""
    last = dict(ProjectReport.objects.filter(request__edition=edition).order_by("at", "pk").values_list(
        "request", "result"))
    found = Request.objects.filter(edition=edition, state__in=SHOWN).values_list("pk", "services")
    return _Tally((ALL, f"result:{last.get(pk, OPEN)}", *_marks(services)) for pk, services in found)


def _providers(edition: Edition) -> _Tally:
    """The providers that are registered; one query."""
    found = Provider.objects.filter(edition=edition, state=ProviderState.REGISTERED)
    return _Tally((ALL, *_marks(services)) for services in found.values_list("services", flat=True))


def _meetings(edition: Edition) -> _Tally:
    """The meetings both sides agreed, with what came of those that were held; one query."""
    found = with_stand(Meeting.objects.filter(
        edition=edition, state__in=(MeetingState.AGREED, MeetingState.HELD))).order_by()
    return _Tally(
        (AGREED, *((HELD, f"outcome:{outcome if stand == Stand.STANDS else OPEN}", *_marks(services, "held-service"))
                   if state == MeetingState.HELD else ()))
        for state, stand, outcome, services in found.values_list(
            "state", "stand", "outcome_form__outcome", "interest__request__services")
    )
