"""The functions an expression may use: those of XPath 1.0 and of ODK that can be told from the answers alone.

A value is text, a number (float) or true/false. Dates are texts such as ``2007-07-09`` and count,
where a number is wanted, as days since 1 January 1970. As in ODK, an unanswered question is an
empty text and no number: not zero.
"""

import datetime as dt
import math
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from .nodes import NumberText
from .patterns import Pattern

Result = str | float | bool
"""What an expression or a part of it gives."""
_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*")
_FIRST_DAY = dt.date(1970, 1, 1)
_MOST_DAYS = 2_900_000
FORMATS = {
    "%Y": "{0:%Y}", "%y": "{0:%y}", "%m": "{0:%m}", "%n": "{0.month}", "%d": "{0:%d}", "%e": "{0.day}",
    "%H": "{0:%H}", "%h": "{0.hour}", "%M": "{0:%M}", "%S": "{0:%S}",
}
"""What a format of a date may hold, and what stands for it."""


def number(value: Any) -> float:
    """A value as a number: NaN for a text that is neither a number nor a date."""
    if isinstance(value, str):
        if _NUMBER.fullmatch(value):
            return float(value)
        moment = moment_of(value)
        return math.nan if moment is None else days(moment)
    return float(value)


def text(value: Any) -> str:
    """A value as text: whole numbers without a point, no exponents."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    plain = float(value)
    if math.isnan(plain):
        return "NaN"
    if math.isinf(plain):
        return "Infinity" if plain > 0 else "-Infinity"
    return str(int(plain)) if plain.is_integer() else f"{Decimal(repr(plain)):f}"


def truth(value: Any) -> bool:
    """A value as true or false: a text that is not empty, a number that is neither zero nor NaN."""
    if isinstance(value, str | bool):
        return bool(value)
    return bool(value) and not math.isnan(value)


def equal(one: Any, other: Any) -> bool:
    """XPath's equality: as true or false when one is that, as numbers when one is a number, else as texts."""
    if isinstance(one, bool) or isinstance(other, bool):
        return truth(one) == truth(other)
    if isinstance(one, str) and isinstance(other, str):
        if one and other and (isinstance(one, NumberText) or isinstance(other, NumberText)):
            return number(one) == number(other)
        return one == other
    return number(one) == number(other)


def moment_of(value: Any) -> dt.datetime | None:
    """The moment a text in ISO 8601 or a number of days says, without a zone (UTC); None for anything else."""
    try:
        if isinstance(value, str):
            if len(value) < 10 or value[4] != "-":
                return None
            found = dt.datetime.fromisoformat(value)
            return found.astimezone(dt.UTC).replace(tzinfo=None) if found.tzinfo else found
        if isinstance(value, bool) or not abs(value) < _MOST_DAYS:
            return None
        return dt.datetime.combine(_FIRST_DAY, dt.time()) + dt.timedelta(days=float(value))
    except (ValueError, OverflowError):
        return None


def days(moment: dt.datetime) -> float:
    """Days since 1 January 1970, with the time of day as a part of a day."""
    return (moment - dt.datetime.combine(_FIRST_DAY, dt.time())) / dt.timedelta(days=1)


@lru_cache(maxsize=512)
def pattern(written: str) -> Pattern:
    """A pattern, read once."""
    return Pattern(written)


def _round(value: Any, places: Any = 0.0) -> float:
    plain, by = number(value), number(places)
    if not math.isfinite(plain) or math.isnan(by):
        return plain if math.isinf(plain) else math.nan
    shift = Decimal(10) ** int(max(-15, min(15, by)))
    return float((Decimal(repr(plain)) * shift + Decimal("0.5")).to_integral_value("ROUND_FLOOR") / shift)


def _int(value: Any) -> float:
    plain = number(value)
    return float(math.trunc(plain)) if math.isfinite(plain) else plain


def _floor(value: Any) -> float:
    plain = number(value)
    return float(math.floor(plain)) if math.isfinite(plain) else plain


def _pow(base: Any, exponent: Any) -> float:
    try:
        return math.pow(number(base), number(exponent))
    except OverflowError:
        return math.inf
    except ValueError:
        return math.nan


def _substring(value: Any, start: Any, length: Any = math.inf) -> str:
    whole, first = text(value), _round(start)
    end = first + _round(length)
    return "".join(letter for place, letter in enumerate(whole, 1) if first <= place < end)


def _substr(value: Any, start: Any, end: Any = math.inf) -> str:
    whole = text(value)
    first, last = number(start), number(end)
    if math.isnan(first) or math.isnan(last):
        return ""
    return whole[int(max(-len(whole), min(len(whole), first))):int(max(-len(whole), min(len(whole), last)))]


def _translate(value: Any, old: Any, new: Any) -> str:
    table: dict[int, str | None] = {}
    replacing = text(new)
    for place, letter in enumerate(text(old)):
        table.setdefault(ord(letter), replacing[place] if place < len(replacing) else None)
    return text(value).translate(table)


def _selected_at(value: Any, place: Any) -> str:
    codes, at = text(value).split(), number(place)
    return codes[int(at)] if 0 <= at < len(codes) else ""


def _coalesce(*values: Any) -> Any:
    return next((value for value in values if text(value) not in ("", "NaN")), "")


def _date(value: Any) -> str:
    moment = moment_of(value)
    return moment.date().isoformat() if moment else ""


def _format_date(value: Any, form: Any) -> str:
    moment = moment_of(value)
    return re.sub(r"%\w", lambda found: FORMATS[found[0]].format(moment), text(form)) if moment else ""


def _before(value: Any, mark: Any) -> str:
    before, found, _after = text(value).partition(text(mark)) if text(mark) else ("", "", "")
    return before if found else ""


def _after(value: Any, mark: Any) -> str:
    return text(value).partition(text(mark))[2] if text(mark) else text(value)


class Function(NamedTuple):
    """A function: how many arguments it takes (None: any number), and what it gives."""

    least: int
    most: int | None
    give: Callable[..., Result]


FUNCTIONS: dict[str, Function] = {
    "true": Function(0, 0, lambda: True),
    "false": Function(0, 0, lambda: False),
    "not": Function(1, 1, lambda value: not truth(value)),
    "boolean": Function(1, 1, truth),
    "boolean-from-string": Function(1, 1, lambda value: text(value) in ("1", "true")),
    "number": Function(1, 1, number),
    "int": Function(1, 1, _int),
    "round": Function(1, 2, _round),
    "floor": Function(1, 1, _floor),
    "ceiling": Function(1, 1, lambda value: -_floor(-number(value))),
    "abs": Function(1, 1, lambda value: abs(number(value))),
    "pow": Function(2, 2, _pow),
    "sqrt": Function(1, 1, lambda value: _pow(value, 0.5)),
    "pi": Function(0, 0, lambda: math.pi),
    "sum": Function(1, None, lambda *values: sum(map(number, values), 0.0)),
    "min": Function(1, None, lambda *values: _extreme(min, values)),
    "max": Function(1, None, lambda *values: _extreme(max, values)),
    "count": Function(1, 1, lambda _value: 1.0),
    "count-non-empty": Function(1, None, lambda *values: float(sum(text(value) != "" for value in values))),
    "string": Function(1, 1, text),
    "concat": Function(1, None, lambda *values: "".join(map(text, values))),
    "join": Function(2, None, lambda mark, *values: text(mark).join(map(text, values))),
    "contains": Function(2, 2, lambda value, part: text(part) in text(value)),
    "starts-with": Function(2, 2, lambda value, part: text(value).startswith(text(part))),
    "ends-with": Function(2, 2, lambda value, part: text(value).endswith(text(part))),
    "string-length": Function(1, 1, lambda value: float(len(text(value)))),
    "normalize-space": Function(1, 1, lambda value: " ".join(text(value).split())),
    "substring": Function(2, 3, _substring),
    "substr": Function(2, 3, _substr),
    "substring-before": Function(2, 2, _before),
    "substring-after": Function(2, 2, _after),
    "translate": Function(3, 3, _translate),
    "regex": Function(2, 2, lambda value, written: pattern(text(written)).matches(text(value))),
    "selected": Function(2, 2, lambda value, code: text(code).strip() in text(value).split()),
    "selected-at": Function(2, 2, _selected_at),
    "count-selected": Function(1, 1, lambda value: float(len(text(value).split()))),
    "coalesce": Function(2, None, _coalesce),
    "date": Function(1, 1, _date),
    "format-date": Function(2, 2, _format_date),
    "format-date-time": Function(2, 2, _format_date),
    "decimal-date-time": Function(1, 1, number),
}
"""The functions whose result depends on their arguments only; ``if``, ``today`` and ``now`` are in the grammar."""


def _extreme(which: Callable[..., float], values: tuple[Any, ...]) -> float:
    plain = [number(value) for value in values]
    return math.nan if any(map(math.isnan, plain)) else which(plain)
