"""The grammar of expressions: elementpath's parser of XPath 1.0 with the operators, and the functions of ODK.

Paths, axes and predicates are left out: an expression sees answers, which stand in it as
variables, and its own question's value (``.``). Operators give what XPath 1.0 says for texts,
numbers and truth values; in comparing and calculating, a date counts as its days.
"""

import datetime as dt
import math
import operator
from abc import ABCMeta
from collections.abc import Callable
from typing import Any, cast

from django.utils.translation import gettext as _
from elementpath import XPath1Parser, XPathContext
from elementpath.xpath_tokens import XPathFunction, XPathToken

from .functions import FORMATS, FUNCTIONS, Function, Result, equal, number, pattern, truth
from .patterns import PatternFault

KEPT = ("(start)", "(end)", "(invalid)", "(unknown)", "(string)", "(float)", "(decimal)", "(integer)", "(name)",
        "(", ")", ",", "$", ".")
"""What the grammar takes from elementpath as it is."""
CLOCK = ("today", "now")


class ExpressionFault(ValueError):
    """An expression that cannot be read; says in a sentence what is wrong and what is accepted."""


class FormParser(XPath1Parser):
    """Parses expressions of forms; raises :class:`ExpressionFault` for words and functions it does not know."""

    symbol_table = {symbol: XPath1Parser.symbol_table[symbol] for symbol in KEPT}


class _Word(XPathToken):
    """A word that is neither an operator nor a function."""

    symbol = lookup_name = "(name)"
    label = "name"

    def nud(self) -> XPathToken:
        if self.parser.token is not self or self.parser.next_token.symbol != "(":
            if self.is_variable:
                return self
            raise ExpressionFault(
                _("“%(word)s” is not known here. Answers are referred to as ${code}; texts stand in quotes.")
                % {"word": self.value}
            )
        raise unknown_function(str(self.value))

    @property
    def is_variable(self) -> bool:
        """Whether the word is the name of an answer, put in its place by :func:`.expressions.parse`."""
        return str(self.value).startswith("answer_of_")


def unknown_function(name: str) -> ExpressionFault:
    """What is said of a function that is not accepted."""
    accepted = ", ".join(sorted({*FUNCTIONS, *CLOCK, "if"}))
    return ExpressionFault(
        _("The function “%(name)s” is not accepted here. Accepted: %(accepted)s.")
        % {"name": name, "accepted": accepted}
    )


class _Binary(XPathToken):
    """An operator between two values."""

    label = "operator"

    def led(self, left: XPathToken) -> XPathToken:
        self[:] = left, self.parser.expression(rbp=self.rbp)
        return self


class _Sign(_Binary):
    """An operator that may also be a sign before a number."""

    def nud(self) -> XPathToken:
        self[:] = (self.parser.expression(rbp=70),)
        return self


class _Call(XPathFunction):
    """A function whose result depends on its arguments only."""

    given: Function

    def nud(self) -> XPathFunction:
        name, (least, most, _give) = str(self.symbol), self.given
        self.parser.advance("(")
        while self.parser.next_token.symbol != ")":
            if len(self):
                self.parser.advance(",")
            self.append(self.parser.expression(5))
        self.parser.advance(")")
        if len(self) < least or (most is not None and len(self) > most):
            raise ExpressionFault(_arguments(name, least, most, len(self)))
        if name in ("regex", "format-date", "format-date-time"):
            self._check_literal(name)
        return self

    def _check_literal(self, name: str) -> None:
        written = self[1]
        if written.symbol != "(string)":
            raise ExpressionFault(_("The second argument of “%(name)s” is a text in quotes.") % {"name": name})
        if name == "regex":
            try:
                pattern(str(written.value))
            except PatternFault as fault:
                raise ExpressionFault(
                    _("The pattern “%(pattern)s” cannot be used (%(what)s). Accepted: characters, classes such as "
                      "[A-Z0-9], groups, alternatives and repetitions.") % {"pattern": written.value, "what": fault}
                ) from fault
        else:
            parts = str(written.value).split("%")[1:]
            unknown = [f"%{part[:1]}" for part in parts if f"%{part[:1]}" not in FORMATS]
            if unknown:
                raise ExpressionFault(
                    _("A format of a date may not hold %(unknown)s. Accepted: %(accepted)s.")
                    % {"unknown": ", ".join(unknown), "accepted": ", ".join(FORMATS)}
                )

    def evaluate(self, context: Any = None) -> Result:
        return self.given.give(*[argument.evaluate(context) for argument in self._items])


class _If(_Call):
    """``if(condition, then, else)``: only what is asked for is evaluated."""

    given = Function(3, 3, lambda *_values: "")

    def evaluate(self, context: Any = None) -> Result:
        return cast(Result, self[1 if truth(self[0].evaluate(context)) else 2].evaluate(context))


class _Clock(_Call):
    """``today()`` and ``now()``."""

    given = Function(0, 0, lambda: "")

    def evaluate(self, context: Any = None) -> Result:
        if context is None:
            raise self.missing_context()
        moment: dt.datetime = context.current_dt
        return moment.date().isoformat() if self.symbol == "today" else moment.isoformat(timespec="seconds")


def _arguments(name: str, least: int, most: int | None, given: int) -> str:
    if most is None:
        said = _("“%(name)s” takes arguments: at least %(least)s; given: %(given)s.")
    elif least == most:
        said = _("“%(name)s” takes arguments: %(least)s; given: %(given)s.")
    else:
        said = _("“%(name)s” takes arguments: %(least)s to %(most)s; given: %(given)s.")
    return said % {"name": name, "least": least, "most": most, "given": given}


def _divided(one: float, other: float) -> float:
    if other:
        return one / other
    return math.nan if not one or math.isnan(one) else math.copysign(math.inf, one) * math.copysign(1, other)


def _left_over(one: float, other: float) -> float:
    return math.fmod(one, other) if other and math.isfinite(one) else math.nan


def _numeric(give: Callable[[float, float], Any]) -> Callable[[Any, Any], Any]:
    return lambda one, other: give(number(one), number(other))


OPERATORS: dict[str, tuple[int, Callable[[Any, Any], Any]]] = {
    "=": (30, equal),
    "!=": (30, lambda one, other: not equal(one, other)),
    "<": (35, _numeric(operator.lt)),
    ">": (35, _numeric(operator.gt)),
    "<=": (35, _numeric(operator.le)),
    ">=": (35, _numeric(operator.ge)),
    "+": (40, _numeric(operator.add)),
    "-": (40, _numeric(operator.sub)),
    "*": (45, _numeric(operator.mul)),
    "div": (45, _numeric(_divided)),
    "mod": (45, _numeric(_left_over)),
}
"""How strongly each operator binds, and what it gives."""


def _binary(give: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def evaluate(self: XPathToken, context: Any = None) -> Any:
        return give(self[0].evaluate(context), self[1].evaluate(context))

    return evaluate


def _signed(give: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def evaluate(self: XPathToken, context: Any = None) -> Any:
        if len(self) == 1:
            value = number(self[0].evaluate(context))
            return -value if self.symbol == "-" else value
        return give(self[0].evaluate(context), self[1].evaluate(context))

    return evaluate


def _or(self: XPathToken, context: Any = None) -> bool:
    return truth(self[0].evaluate(context)) or truth(self[1].evaluate(context))


def _and(self: XPathToken, context: Any = None) -> bool:
    return truth(self[0].evaluate(context)) and truth(self[1].evaluate(context))


def _token(symbol: str, base: type[XPathToken], binding: int, **members: Any) -> None:
    """Puts a token of our own into the parser's table."""
    named = {"symbol": symbol, "lookup_name": symbol, "lbp": binding, "rbp": binding, "__module__": __name__, **members}
    FormParser.symbol_table[symbol] = cast(Any, ABCMeta(f"_Token{len(FormParser.symbol_table)}", (base,), named))


def _build() -> None:
    FormParser.symbol_table["(name)"] = cast(Any, _Word)
    for symbol, (binding, give) in OPERATORS.items():
        base, evaluate = (_Sign, _signed(give)) if symbol in "+-" else (_Binary, _binary(give))
        _token(symbol, base, binding, evaluate=evaluate)
    _token("or", _Binary, 20, evaluate=_or)
    _token("and", _Binary, 25, evaluate=_and)
    for name, given in FUNCTIONS.items():
        _token(name, _Call, 90, given=given, label="function")
    for name in CLOCK:
        _token(name, _Clock, 90, label="function")
    _token("if", _If, 90, label="function")


_build()
Context = XPathContext
