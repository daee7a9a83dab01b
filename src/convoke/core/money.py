"""Decimal money with its ISO 4217 currency (FUN-1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import format_currency, get_currency_precision
from django.db import models
from django.utils.translation import gettext as _

from .formats import locale_for


@dataclass(frozen=True, order=False)
class Money:
    """An amount in a currency, kept to the currency's own precision.

    Raises ValueError for an amount that is no number or has more decimals
    than the currency knows: money is never rounded in silence.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        step = Decimal(1).scaleb(-get_currency_precision(self.currency))
        try:
            amount = Decimal(str(self.amount))
            exact = amount.quantize(step)
        except InvalidOperation as error:
            raise ValueError(_("“%(text)s” is not an amount.") % {"text": self.amount}) from error
        if exact != amount:
            raise ValueError(
                _("FUN-1: %(currency)s has %(digits)s decimals; got %(amount)s.")
                % {"currency": self.currency, "digits": get_currency_precision(self.currency), "amount": amount}
            )
        object.__setattr__(self, "amount", exact)

    def __add__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        if other.currency != self.currency:
            raise ValueError(
                _("FUN-1: amounts in %(one)s and %(other)s cannot be added.")
                % {"one": self.currency, "other": other.currency}
            )
        return Money(self.amount + other.amount, self.currency)

    def __str__(self) -> str:
        return format_currency(self.amount, self.currency, locale=locale_for())


def total(amounts: Iterable[Money], currency: str) -> Money:
    """FUN-1: the sum of exactly the amounts given; zero in ``currency`` for none."""
    result = Money(Decimal(0), currency)
    for amount in amounts:
        result += amount
    return result


def amount_field(**options: Any) -> "models.DecimalField[Any, Any]":
    """The column for an amount: 18 digits, 4 of them decimals (the most ISO 4217 knows)."""
    return models.DecimalField(max_digits=18, decimal_places=4, **options)
