"""What the templates of the marketplace need: kinds of help and languages in words, amounts, what is not funded."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.money import Money
from convoke.directory.models import Party
from convoke.marketplace.fair.times import Time
from convoke.marketplace.models import Request, Resource, Service, Slot
from convoke.marketplace.queries import gap_of
from convoke.programme.timetable.words import hour

from .convoke import names_of

register = template.Library()


@register.filter
def services(codes: Iterable[str]) -> str:
    """Kinds of help as one phrase."""
    return formats.phrase([str(Service(one).label) for one in codes])


@register.filter
def languages(codes: Iterable[str]) -> str:
    """Languages as one phrase, in the language of the page."""
    return formats.phrase([formats.language_name(one) for one in codes])


@register.simple_tag
def amount(value: Decimal | None, currency: str) -> str:
    """FUN-1: an amount with its currency; empty where none is stated."""
    return str(Money(value, currency)) if value is not None and currency else ""


@register.filter
def gap(request: Request) -> str:
    """MKT-2: what of a project is not funded yet; empty where no cost is stated, or all is funded."""
    found = gap_of(request)
    return str(found) if found else ""


@register.filter
def resource_name(resource: Resource) -> str:
    """What a meeting needs: a screen, an interpreter of a language."""
    kind = str(resource.get_kind_display())
    if not resource.language:
        return kind
    return _("%(kind)s: %(language)s") % {"kind": kind, "language": formats.language_name(resource.language)}


@register.filter
def hours_in(value: Slot | Time, zone: str) -> str:
    """From when to when, on the clock of a zone."""
    local = ZoneInfo(zone)
    return f"{hour(value.starts_at.astimezone(local))}–{hour(value.ends_at.astimezone(local))}"


@register.filter
def when_in(value: Time, zone: str) -> str:
    """The day, and from when to when, in a zone."""
    return _("%(day)s, %(hours)s (%(zone)s)") % {
        "day": formats.date(day_of(value.starts_at, zone)), "hours": hours_in(value, zone),
        "zone": zone.replace("_", " "),
    }


def day_of(at: dt.datetime, zone: str) -> dt.date:
    """The day of a moment in a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


@register.simple_tag(takes_context=True)
def all_party_names(context: Context, parties: Iterable[Party]) -> str:
    """Parties as one phrase, in the order in which they are given."""
    return formats.phrase([names_of(context).name(party) for party in parties])
