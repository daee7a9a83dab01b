"""The symbol of a document, made from its forum's pattern, and the mark of a revision."""

import re
from string import Formatter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FIELDS = ("forum", "year", "session", "kind", "number")
"""What a pattern may name."""
LONGEST = 80
"""The longest symbol, in characters."""
_KINDS = {"background-paper": "BP", "concept-note": "CN", "agenda": "AG", "session-plan": "SP", "note": "NT"}


def symbol(pattern: str, forum: str, year: int, session: str, kind: str, number: int) -> str:
    """The symbol of a document by a pattern such as ``{forum}/{year}/{session}/{kind}``: GFMD/2007/1.4/BP.

    A part that is empty, such as the session of a document of the whole edition, is left out with its stroke.
    Raises ValidationError for a pattern that names something else, or for a symbol that is too long.
    """
    check_pattern(pattern)
    values = {
        "forum": forum, "year": year, "session": session, "kind": _KINDS.get(kind, kind.upper()), "number": number,
    }
    made = re.sub(r"/{2,}", "/", pattern.format(**values)).strip("/ ")
    if not made or len(made) > LONGEST:
        raise ValidationError(
            _("The symbol “%(symbol)s” cannot be used. Accepted: 1 to %(longest)s characters."),
            params={"symbol": made, "longest": LONGEST},
        )
    return made


def check_pattern(pattern: str) -> None:
    """Raises ValidationError, with what is accepted, for a pattern that cannot be filled in."""
    accepted = ", ".join(f"{{{name}}}" for name in FIELDS)
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as error:
        raise ValidationError(
            _("The pattern “%(pattern)s” has a brace that is not closed. Accepted: text with %(accepted)s."),
            params={"pattern": pattern, "accepted": accepted},
        ) from error
    for _text, name, form, conversion in parts:
        if name is not None and (name not in FIELDS or form or conversion):
            raise ValidationError(
                _("The pattern of symbols names “%(name)s”. Accepted: %(accepted)s."),
                params={"name": name, "accepted": accepted},
            )


def names_number(pattern: str) -> bool:
    """Whether a pattern tells documents apart by a number."""
    return "{number}" in pattern


def with_revision(symbol: str, number: int) -> str:
    """A symbol with the mark of its version: none for the first, ``/Rev.1`` for the second and so on."""
    return f"{symbol}/Rev.{number - 1}" if symbol and number > 1 else symbol
