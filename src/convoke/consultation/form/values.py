"""What an answer may be, by the kind of its question; and reading one, whoever hands it in.

:func:`read` takes what a page, a spreadsheet or the command line gave and makes it the value
that is stored (see :mod:`.model`); what is not accepted is told in one sentence.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .model import CONTACT_FIELDS, Kind, Question, Value

LONGEST = {Kind.SHORT: 500, Kind.LONG: 50_000}
"""Characters of a text, at most."""
LONGEST_NOTE = 5_000
"""Characters of an explanation or a line of contact details, at most."""
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NUMBER = re.compile(r"[-+]?\d{1,18}(?:\.\d{1,12})?")


class NotAccepted(ValueError):
    """A value that is no answer to its question; says in a sentence what is accepted."""


def read(question: Question, given: Any) -> Value:
    """The value of an answer; None for no answer.

    Takes text, a list of texts or a mapping, as fits the kind. Emoji, right-to-left marks and
    any script are kept as typed; characters that are no text are left out. Raises
    :class:`NotAccepted`. Whether required questions are answered is not asked here, and neither
    are constraints: a draft may be incomplete (CON-3).
    """
    if not question.is_answered or is_empty(given):
        return None
    value = _READERS[question.kind](question, given)
    return None if is_empty(value) else value


def is_empty(value: Value) -> bool:
    """Whether a value says nothing."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(is_empty(one) for one in value.values())
    return isinstance(value, Collection) and all(is_empty(one) for one in value)


def clean(text: Any, longest: int) -> str:
    """Text as it is stored: composed (NFC), line ends as one character, no control characters.

    Raises :class:`NotAccepted` for one longer than ``longest`` characters or no text at all.
    """
    if not isinstance(text, str | int | float | Decimal) or isinstance(text, bool):
        raise NotAccepted(_("This answer is text."))
    plain = _NOT_TEXT.sub("", unicodedata.normalize("NFC", str(text)).replace("\r\n", "\n").replace("\r", "\n"))
    if len(plain) > longest:
        raise NotAccepted(
            ngettext(
                "This text has %(length)s characters. Accepted: up to %(longest)s character.",
                "This text has %(length)s characters. Accepted: up to %(longest)s characters.", longest,
            ) % {"length": len(plain), "longest": longest}
        )
    return plain


def _text(question: Question, given: Any) -> str:
    plain = clean(given, LONGEST[question.kind])
    return plain if question.kind == Kind.LONG else " ".join(plain.split())


def _one(question: Question, given: Any) -> str:
    codes = _several(question, given)
    if len(codes) > 1:
        raise NotAccepted(_("Choose one of the answers."))
    return codes[0] if codes else ""


def _several(question: Question, given: Any) -> list[str]:
    asked = _texts(given)
    known = [choice.code for choice in question.choices]
    _all_known(asked, known)
    chosen = [code for code in known if code in asked]
    _at_most(len(chosen), question.at_most)
    return chosen


def _ranking(question: Question, given: Any) -> list[str]:
    """A ranking as a list, best first, or as ``{code: place}`` with places 1, 2, 3 …"""
    order = _by_place(given) if isinstance(given, Mapping) else _texts(given)
    _all_known(order, [choice.code for choice in question.choices])
    twice = sorted({code for code in order if order.count(code) > 1})
    if twice:
        raise NotAccepted(_("Each item has one place. Ranked more than once: %(items)s.") % {"items": ", ".join(twice)})
    if question.first and len(order) > question.first:
        raise NotAccepted(
            ngettext(
                "Rank up to %(most)s item; %(given)s are ranked.", "Rank up to %(most)s items; %(given)s are ranked.",
                question.first,
            ) % {"most": question.first, "given": len(order)}
        )
    return order


def _by_place(given: Mapping[Any, Any]) -> list[str]:
    places: dict[int, list[str]] = {}
    for code, place in given.items():
        if is_empty(place):
            continue
        if not re.fullmatch(r"\d{1,3}(?:\.0)?", str(place).strip()):
            raise NotAccepted(_("A place is a number: 1 for the first, 2 for the second. “%(given)s” is none.") % {
                "given": str(place)[:40]
            })
        places.setdefault(int(float(str(place))), []).append(str(code))
    for place, codes in sorted(places.items()):
        if len(codes) > 1:
            raise NotAccepted(_("Each place is given once. Place %(place)s was given to: %(items)s.") % {
                "place": place, "items": ", ".join(sorted(codes)),
            })
    for expected, place in enumerate(sorted(places), 1):
        if expected != place:
            raise NotAccepted(
                _("Places follow one another without a gap: %(expected)s is missing before %(place)s.")
                % {"expected": expected, "place": place}
            )
    return [places[place][0] for place in sorted(places)]


def _grid(question: Question, given: Any) -> dict[str, str]:
    if not isinstance(given, Mapping):
        raise NotAccepted(_("This answer has one choice for each row."))
    chosen = {str(row): str(code) for row, code in given.items() if not is_empty(code)}
    _all_known(chosen, [row.code for row in question.rows])
    _all_known(chosen.values(), [choice.code for choice in question.choices])
    return {row.code: chosen[row.code] for row in question.rows if row.code in chosen}


def _number(question: Question, given: Any) -> str:
    text = re.sub(r"[\s  ']", "", str(given).translate(_DIGITS)).replace("−", "-")
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    try:
        if not _NUMBER.fullmatch(text):
            raise InvalidOperation
        number = Decimal(text)
    except InvalidOperation:
        raise NotAccepted(_("“%(given)s” is no number. Accepted: digits, and a point or a comma before decimals.") % {
            "given": str(given)[:40]
        }) from None
    if question.whole and number != number.to_integral_value():
        raise NotAccepted(_("This answer is a whole number."))
    if question.lowest and number < Decimal(question.lowest):
        raise NotAccepted(_("The smallest number accepted is %(lowest)s.") % {"lowest": question.lowest})
    if question.highest and number > Decimal(question.highest):
        raise NotAccepted(_("The largest number accepted is %(highest)s.") % {"highest": question.highest})
    return f"{number.to_integral_value():f}" if question.whole else f"{number:f}"


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬", "0123456789.'")
"""Arabic digits and separators as Western ones."""


def _date(question: Question, given: Any) -> str:
    if isinstance(given, dt.datetime):
        given = given.date()
    try:
        day = given if isinstance(given, dt.date) else dt.date.fromisoformat(str(given).strip().translate(_DIGITS)[:10])
    except ValueError:
        raise NotAccepted(_("“%(given)s” is no date. Accepted: year, month, day, such as 2007-07-09.") % {
            "given": str(given)[:40]
        }) from None
    if question.lowest and day.isoformat() < question.lowest:
        raise NotAccepted(_("The first day accepted is %(day)s.") % {"day": question.lowest})
    if question.highest and day.isoformat() > question.highest:
        raise NotAccepted(_("The last day accepted is %(day)s.") % {"day": question.highest})
    return day.isoformat()


def _yes_no(question: Question, given: Any) -> dict[str, str]:
    parts = given if isinstance(given, Mapping) else {"answer": given}
    answer = str(parts.get("answer") or "").strip()
    if answer not in ("", "yes", "no"):
        raise NotAccepted(_("Accepted: yes or no."))
    why = clean(parts.get("why") or "", LONGEST_NOTE).strip()
    return {key: text for key, text in (("answer", answer), ("why", why)) if text}


def _party(question: Question, given: Any) -> list[str]:
    codes = list(dict.fromkeys(_texts(given)))
    for code in codes:
        if not re.fullmatch(r"[a-z0-9-]{1,80}", code):
            raise NotAccepted(_("“%(given)s” is no party known here.") % {"given": code[:40]})
    _at_most(len(codes), question.at_most)
    return codes


def _file(question: Question, given: Any) -> dict[str, str]:
    if not isinstance(given, Mapping) or set(given) != {"file", "name"}:
        raise NotAccepted(_("This answer is a file."))
    return {"file": str(given["file"]), "name": clean(given["name"], 160)}


def _contact(question: Question, given: Any) -> dict[str, str]:
    if not isinstance(given, Mapping):
        raise NotAccepted(_("This answer has a name, a function, an e-mail address and a telephone number."))
    parts = {key: " ".join(clean(given.get(key) or "", 300).split()) for key in CONTACT_FIELDS}
    if parts["email"]:
        try:
            validate_email(parts["email"])
        except ValidationError:
            raise NotAccepted(_("“%(given)s” is no e-mail address.") % {"given": parts["email"][:60]}) from None
    return {key: text for key, text in parts.items() if text}


def _texts(given: Any) -> list[str]:
    if isinstance(given, str):
        return [given.strip()] if given.strip() else []
    if not isinstance(given, Sequence):
        raise NotAccepted(_("This answer is one or more of the choices."))
    return [str(one).strip() for one in given if not is_empty(one)]


def _all_known(codes: Collection[str], known: Sequence[str]) -> None:
    strange = [code for code in codes if code not in known]
    if strange:
        raise NotAccepted(_("Not among the choices: %(given)s. Accepted: %(accepted)s.") % {
            "given": ", ".join(one[:40] for one in strange[:3]), "accepted": ", ".join(known),
        })


def _at_most(number: int, most: int | None) -> None:
    if most and number > most:
        raise NotAccepted(
            ngettext(
                "Choose up to %(most)s; %(given)s are chosen.", "Choose up to %(most)s; %(given)s are chosen.", most
            ) % {"most": most, "given": number}
        )


_READERS: dict[Kind, Callable[[Question, Any], Value]] = {
    Kind.SHORT: _text,
    Kind.LONG: _text,
    Kind.ONE: _one,
    Kind.SEVERAL: _several,
    Kind.RANKING: _ranking,
    Kind.GRID: _grid,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.PARTY: _party,
    Kind.FILE: _file,
    Kind.CONTACT: _contact,
}
