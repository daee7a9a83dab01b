"""Expressions of forms: when a question is relevant, what an answer may be, what is calculated.

XPath 1.0 as XLSForm uses it: ``${code}`` is another answer, ``.`` the question's own. What an
answer reads as is said in :mod:`.nodes`, the functions are in :mod:`.functions`.
"""

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from elementpath import ElementPathError
from elementpath.xpath_tokens import XPathToken

from convoke.core import clock

from .functions import Result, number, text, truth
from .grammar import Context, ExpressionFault, FormParser, unknown_function
from .model import Answers, Form
from .nodes import node_text

__all__ = ["LONGEST", "Expression", "ExpressionFault", "parse"]

LONGEST = 2_000
"""How many characters an expression may have."""
DEEPEST = 100
"""How deeply an expression may be nested; a sum of so many parts is nested as deeply."""
_PIECES = re.compile(r"""("[^"]*"|'[^']*')|\$\{\s*([^{}]*?)\s*\}|(\$|[{}\[\]/@|‘’“”«»]|::|\.\.)|([\w-]+:[\w.-]+)""")
_TYPOGRAPHIC = "‘’“”«»"
_NAME = re.compile(r"[^\W\d][\w.-]*")


@dataclass(frozen=True)
class Expression:
    """An expression ready to be evaluated, as often as wanted."""

    source: str
    references: frozenset[str]
    """The names used as ``${name}``."""
    uses_own: bool
    """Whether it looks at the question's own value (``.``)."""
    depth: int
    _root: XPathToken = field(repr=False, compare=False)
    _variables: tuple[tuple[str, str], ...] = field(repr=False, compare=False)

    def value(self, look: Callable[[str], str], own: str = "", today: dt.date | None = None) -> Result:
        """What it gives when ``look`` gives the text of a node and ``own`` is the text that ``.`` stands for."""
        moment = clock.now() if today is None else dt.datetime.combine(today, dt.time())
        context = Context(
            item=own, current_dt=moment.replace(tzinfo=None),
            variables={variable: look(name) for variable, name in self._variables},
        )
        given: Any = self._root.evaluate(context)
        return given if isinstance(given, str | bool) else float(given)

    def truth(self, answers: Answers, form: Form, own: str = "", today: dt.date | None = None) -> bool:
        """Whether it holds. ``own`` is the name of the node that ``.`` stands for: mostly a question's code."""
        return truth(self._given(answers, form, own, today))

    def text(self, answers: Answers, form: Form, own: str = "", today: dt.date | None = None) -> str:
        """What it gives as text; empty where it gives no number (NaN)."""
        return shown(self._given(answers, form, own, today))

    def number(self, answers: Answers, form: Form, own: str = "", today: dt.date | None = None) -> float:
        """What it gives as a number; NaN for what is none."""
        return number(self._given(answers, form, own, today))

    def _given(self, answers: Answers, form: Form, own: str, today: dt.date | None) -> Result:
        def look(name: str) -> str:
            return node_text(form, answers, name)

        return self.value(look, look(own) if own else "", today)


def shown(given: Result) -> str:
    """A result as a respondent sees it: what is no number is empty, as in ODK."""
    return "" if isinstance(given, float) and math.isnan(given) else text(given)


def parse(source: str) -> Expression:
    """Reads an expression, or gives the one read before. Raises :class:`ExpressionFault`."""
    try:
        expression = _read(source)
    except RecursionError:
        expression = None
    if expression is None or expression.depth > DEEPEST:
        raise ExpressionFault(
            _("This expression is nested too deeply. Accepted: up to %(deepest)s parts within one another; a "
              "calculation of its own can hold a part of it.") % {"deepest": DEEPEST}
        )
    return expression


@lru_cache(maxsize=4096)
def _read(source: str) -> Expression:
    if len(source) > LONGEST:
        raise ExpressionFault(
            _("An expression has up to %(longest)s characters; this one has %(length)s.")
            % {"longest": LONGEST, "length": len(source)}
        )
    if not source.strip():
        raise ExpressionFault(_("The expression is empty."))
    names: dict[str, str] = {}

    def piece(found: re.Match[str]) -> str:
        literal, name, strange, prefixed = found.groups()
        if literal is not None:
            return literal
        if prefixed:
            raise unknown_function(prefixed)
        if strange and strange in _TYPOGRAPHIC:
            raise ExpressionFault(_("Texts stand in straight quotes, such as 'yes'; “%(sign)s” is not one.")
                                  % {"sign": strange})
        if strange:
            raise ExpressionFault(
                _("“%(sign)s” is not accepted in an expression. Answers are referred to as ${code}, and the "
                  "question’s own answer as a point.") % {"sign": strange}
            )
        if not _NAME.fullmatch(name):
            raise ExpressionFault(_("“${%(name)s}” refers to no answer: between the brackets stands a code.")
                                  % {"name": name})
        return f"$answer_of_{names.setdefault(name, str(len(names)))} "

    written = _PIECES.sub(piece, source)
    try:
        root = FormParser().parse(written)
    except ElementPathError as error:
        raise ExpressionFault(_sentence(error)) from error
    return Expression(
        source, frozenset(names), any(token.symbol == "." for token in root.iter()), _depth(root), root,
        tuple((f"answer_of_{number}", name) for name, number in names.items()),
    )


def _depth(root: XPathToken) -> int:
    deepest, waiting = 0, [(root, 1)]
    while waiting:
        token, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((part, depth + 1) for part in token)
    return deepest


def _sentence(error: ElementPathError) -> str:
    """What elementpath says of a fault, in words for the author."""
    said = str(error)
    if "(end)" in said and "unexpected end" in said:
        return _("The expression ends too early: a bracket or a value is missing.")
    token = error.token
    found = getattr(token, "value", None) or getattr(token, "symbol", "")
    if "$" in str(found) or str(found).startswith("answer_of_"):
        return _("An operator such as and, or, = or + is missing before an answer.")
    return _("“%(word)s” is not expected where it stands.") % {"word": found}
