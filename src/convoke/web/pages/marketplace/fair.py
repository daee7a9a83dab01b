"""The office sets when meetings take place, at which tables, and how many interpreters and screens there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.languages import active_language
from convoke.core.policy import readable, require
from convoke.editions.models import Edition
from convoke.marketplace.fair.duties import plenary_of
from convoke.marketplace.fair.instances import times
from convoke.marketplace.models import Resource, Slot, Table
from convoke.marketplace.operations import fair as operations
from convoke.marketplace.queries import marketplace_of

from ..forms import carried_out
from ..frame import actor_of, edition_or_missing, show
from .fair_forms import ClosingForm, DayForm, PlacingForm, RemoveForm, ResourcesForm, SlotForm, TablesForm

SECTION = "marketplace"


@dataclass(frozen=True)
class Line:
    """A slot as it is listed."""

    number: int
    slot: Slot
    time: str
    plenary: str
    """The code of the plenary session that keeps it free."""


@login_required
def setting(request: HttpRequest, edition: str) -> HttpResponse:
    """Slots with what keeps them free, tables with when they are closed, interpreters and screens; a form for each."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "set", Slot)
    slots = list(readable(actor, Slot).filter(edition=found).order_by("starts_at"))
    tables = list(readable(actor, Table).filter(edition=found).prefetch_related("closed").order_by("number"))
    resources = list(readable(actor, Resource).filter(edition=found))
    forms = _forms(request, found, slots, tables, resources)
    do = request.POST.get("do", "")
    if request.method == "POST" and do in forms and forms[do].is_valid():
        said = carried_out(forms[do], _calls(request, found, forms[do])[do])
        if said:
            messages.success(request, said)
            return redirect("marketplace-fair", found.code)
    kept = plenary_of(found, slots)
    lines = [
        Line(number, one, times([one], found.time_zone), kept.get(one.pk, "")) for number, one in enumerate(slots, 1)]
    return show(
        request, "web/marketplace/fair.html", edition=found, section=SECTION, market=marketplace_of(actor, found),
        lines=lines, tables=[(one, times(one.closed.all(), found.time_zone)) for one in tables], forms=forms,
        zone=found.time_zone, status=422 if any(one.errors for one in forms.values()) else 200,
    )


def _forms(
    request: HttpRequest, edition: Edition, slots: list[Slot], tables: list[Table], resources: list[Resource]
) -> dict[str, Any]:
    """The forms of the page; the one that was sent with what was typed into it."""

    def typed(do: str) -> Any:
        return request.POST if request.POST.get("do") == do else None

    return {
        "day": DayForm(typed("day"), edition=edition, prefix="day"),
        "slot": SlotForm(typed("slot"), edition=edition, prefix="slot"),
        "remove": RemoveForm(typed("remove"), edition=edition, there=slots, prefix="remove"),
        "tables": TablesForm(typed("tables"), prefix="tables", initial={"number": len(tables) or None}),
        "placing": PlacingForm(typed("placing"), tables=tables, prefix="placing"),
        "closing": ClosingForm(typed("closing"), edition=edition, tables=tables, slots=slots, prefix="closing"),
        "resources": ResourcesForm(typed("resources"), there=resources, prefix="resources"),
    }


def _calls(request: HttpRequest, edition: Edition, form: Any) -> dict[str, Callable[[], str]]:
    """What each form calls; each gives what is said when it is done."""
    actor = actor_of(request)

    def day() -> str:
        return _added(edition, operations.set_slots(actor=actor, edition=edition, day=form.plan))

    def slot() -> str:
        return _added(edition, [operations.add_slot(actor=actor, edition=edition, **form.cleaned_data)])

    def remove() -> str:
        number = operations.remove_slots(actor=actor, edition=edition, slots=form.chosen)
        return ngettext("%(number)s slot was taken away.", "%(number)s slots were taken away.", number) % {
            "number": number}

    def tables() -> str:
        place = {active_language(): form.cleaned_data["place"]}
        operations.set_tables(actor=actor, edition=edition, number=form.cleaned_data["number"], place=place)
        return _("Recorded.")

    def change() -> str:
        operations.change_tables(actor=actor, edition=edition, **form.change)
        return _("Recorded.")

    def resources() -> str:
        operations.set_resources(actor=actor, edition=edition, **form.numbers)
        return _("Recorded.")

    return {
        "day": day, "slot": slot, "remove": remove, "tables": tables, "placing": change, "closing": change,
        "resources": resources,
    }


def _added(edition: Edition, slots: list[Slot]) -> str:
    """How many slots were added, and which of them a plenary session keeps free (PRO-2)."""
    number, kept = len(slots), plenary_of(edition, slots)
    said = ngettext("%(number)s slot was added.", "%(number)s slots were added.", number) % {"number": number}
    if not kept:
        return said
    free = [one for one in slots if one.pk in kept]
    return said + " " + _("PRO-2: these overlap a plenary session, and nobody meets then: %(times)s.") % {
        "times": times(free, edition.time_zone)}
