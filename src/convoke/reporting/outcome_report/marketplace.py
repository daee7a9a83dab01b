"""The annex on the marketplace: its windows, what is on record of it, and counts that name nobody (MKT-1, MKT-4)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from convoke.core import formats
from convoke.core.languages import Translated
from convoke.marketplace.afterwards.counts import Counts, Told
from convoke.marketplace.models import Marketplace, OnRecord, Window
from convoke.reporting.document import Block, Column, Items, Line, Section

from .composer import Composer
from .meeting import quantity

_TOLD = (OnRecord.Kind.SCOPE, OnRecord.Kind.RESULT, OnRecord.Kind.ISSUE, OnRecord.Kind.NEXT)
"""What is told in words of a marketplace on record, in this order."""


def marketplace(composer: Composer) -> Section | None:
    """Annex: the marketplace of the edition; what is on record of it is public, of the rest there are counts alone."""
    found, v = composer.records.marketplace, composer.voice
    if found is None:
        return None
    counts = composer.records.marketplace_counts
    organiser = v.fact(_("Organised by"), v.said(found.organiser)) if found.organiser else ()
    introduction = [*composer.text(v.said(found.purpose)), *composer.text(organiser)]
    parts: list[tuple[str, Line, Sequence[Block]]] = [
        ("marketplace-windows", v.own(_("From when to when")), _windows(composer, found)),
        ("marketplace-record", v.own(_("What is on record")), _record(composer, found)),
        ("marketplace-counts", v.own(_("In numbers")), _counts(composer, counts) if counts else ()),
    ]
    sections = [
        composer.annex_part(number, anchor, title, blocks)
        for number, (anchor, title, blocks) in enumerate([part for part in parts if part[2]], 1)
    ]
    return composer.annex("annex-marketplace", _("Marketplace"), introduction, sections)


def _windows(composer: Composer, market: Marketplace) -> tuple[Block, ...]:
    v, order = composer.voice, list(Window.Kind.values)
    columns = (Column(_("What"), 4), Column(_("Begins"), 4), Column(_("Ends"), 4))

    def day(on: object, words: Translated) -> Line:
        return v.own(formats.date(on, composer.language)) if on else v.said(words)  # type: ignore[arg-type]

    rows = [
        (v.own(one.get_kind_display()), day(one.starts_on, one.starts), day(one.ends_on, one.ends))
        for one in sorted(market.windows.all(), key=lambda one: order.index(one.kind))
    ]
    return composer.table("table-marketplace-windows", _("Windows of the marketplace"), columns, rows)


def _record(composer: Composer, market: Marketplace) -> list[Block]:
    """What sources tell of a marketplace of the past, as they word it."""
    v, facts = composer.voice, list(market.on_record.all())
    columns = (Column(_("What"), 5), Column(_("Number"), 3), Column(_("Stated in"), 5))
    rows = [
        (v.opening(v.said(one.text)), quantity(composer, one.qualifier or "exact", one.value), v.said(one.stated_in))
        for one in facts if one.kind == OnRecord.Kind.FIGURE and one.value is not None
    ]
    blocks: list[Block] = [*composer.table(
        "table-marketplace-record", _("Figures of the marketplace on record"), columns, rows)]
    for kind in _TOLD:
        told = tuple(v.said(one.text) for one in facts if one.kind == kind)
        if told:
            blocks += [*composer.text(composer.strong(str(kind.label))), Items(told)]
    return blocks


def _counts(composer: Composer, counts: Counts) -> list[Block]:
    """Counts of what happened on the marketplace; a count that could tell who it was is not given."""
    v = composer.voice
    note = composer.text(
        _("No participant, project or meeting is named. A count of fewer than five is not given, nor is one from "
          "which such a count could be worked out (CON-2)."), is_note=True)
    what, number = Column(_("What"), 8), Column(_("Number"), 3, True)
    tables = [
        ("table-marketplace-totals", _("The marketplace in numbers"), counts.totals),
        ("table-marketplace-outcomes", _("Outcomes of meetings held"), counts.outcomes),
        ("table-marketplace-results", _("Results of projects"), counts.results),
    ]
    made = [
        composer.table(anchor, title, (what, number), [
            (v.opening(v.own(one.label)), _number(composer, one)) for one in told])
        for anchor, title, told in tables
    ]
    by_service = composer.table(
        "table-marketplace-services", _("By kind of help"),
        (Column(_("Kind of help"), 5), Column(_("Requests"), 3, True), Column(_("Providers"), 3, True),
         Column(_("Meetings held"), 3, True)),
        [(v.opening(v.own(service.label)), *(_number(composer, one) for one in told))
         for service, *told in counts.services],
        [v.own(_("What is about several kinds of help is counted at each of them."))],
    )
    return [*(note if counts.is_withheld else ()), *(block for table in made for block in table), *by_service]


def _number(composer: Composer, one: Told) -> Line:
    v = composer.voice
    return v.own(pgettext("count", "not given") if one.number is None else v.number(one.number))
