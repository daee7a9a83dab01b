"""What the templates of the marketplace need: kinds of help and languages in words, amounts, what is not funded."""

from collections.abc import Iterable
from decimal import Decimal

from django import template

from convoke.core import formats
from convoke.core.money import Money
from convoke.marketplace.models import Request, Service
from convoke.marketplace.queries import gap_of

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
