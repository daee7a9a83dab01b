"""FUN-1: money is decimal, has its currency, and adds up to exactly what is shown."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from convoke.core.money import Money, amount_field, total

AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@given(st.lists(AMOUNTS))
def test_fun_1_a_total_is_the_exact_sum_of_what_is_shown(amounts):
    summed = total([Money(amount, "EUR") for amount in amounts], "EUR")
    assert Fraction(summed.amount) == sum(map(Fraction, amounts))


@given(AMOUNTS, AMOUNTS)
def test_fun_1_the_order_of_adding_makes_no_difference(one, other):
    assert Money(one, "EUR") + Money(other, "EUR") == Money(other, "EUR") + Money(one, "EUR")


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_fun_1_money_is_never_rounded_in_silence(amount):
    if amount == amount.quantize(Decimal("0.01")):
        assert Money(amount, "EUR").amount == amount
    else:
        with pytest.raises(ValueError, match="FUN-1"):
            Money(amount, "EUR")


def test_fun_1_amounts_in_two_currencies_are_not_added():
    with pytest.raises(ValueError, match=r"FUN-1.*EUR.*PHP"):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "PHP")


def test_fun_1_a_currency_has_its_own_number_of_decimals():
    assert Money(Decimal("0.001"), "KWD").amount == Decimal("0.001")
    with pytest.raises(ValueError, match="FUN-1"):
        Money(Decimal("0.5"), "JPY")


@pytest.mark.parametrize("amount", ["a lot", "NaN", "Infinity", "1e40"])
def test_fun_1_what_is_no_amount_is_refused(amount):
    with pytest.raises(ValueError, match=r"amount|FUN-1"):
        Money(amount, "EUR")


def test_fun_1_nothing_adds_up_to_zero_in_the_currency_asked_for():
    assert total([], "EUR") == Money(Decimal(0), "EUR")


def test_money_is_not_added_to_a_bare_number():
    with pytest.raises(TypeError):
        Money(Decimal(1), "EUR") + 1


def test_money_is_written_as_the_language_writes_it():
    with translation.override("fr"):
        assert str(Money(Decimal("1234.5"), "EUR")).replace("\u202f", " ").replace("\xa0", " ") == "1 234,50 €"


def test_an_amount_has_room_for_the_most_decimals_a_currency_has():
    column = amount_field()
    assert (column.max_digits, column.decimal_places) == (18, 4)
