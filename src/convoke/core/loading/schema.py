"""Checking files against their published JSON Schemas, in words a person can act on."""

from functools import cache
from typing import Any, cast

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from .source import Fault, Listed, Mapped, Place, line_at

_TYPES = {"array": Listed, "object": Mapped}

@cache
def _type_names() -> dict[str, str]:
    return {
        "string": _("text"),
        "integer": _("a whole number"),
        "number": _("a number"),
        "boolean": _("true or false"),
        "array": _("a list"),
        "object": _("a mapping"),
        "null": _("nothing (null)"),
    }

def check(content: Any, schema: dict[str, Any], name: str) -> list[Fault]:
    """Every fault of a file's content against a schema, each with its line."""
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [
        Fault(Place(name, _line(content, error)), _message(error)) for error in validator.iter_errors(content)
    ]

def _part(error: ValidationError) -> dict[str, Any]:
    return cast("dict[str, Any]", error.schema)


def _wanted(error: ValidationError) -> Any:
    return cast(Any, error.validator_value)


def _given(error: ValidationError) -> Any:
    return cast(Any, error.instance)


def _line(content: Any, error: ValidationError) -> int:
    path = list(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        path += _unknown_keys(error)[:1]
    return line_at(content, path)

def _unknown_keys(error: ValidationError) -> list[Any]:
    known = set(_part(error).get("properties", {}))
    return [key for key in _given(error) if key not in known]

def _message(error: ValidationError) -> str:
    where = ".".join(str(step) for step in error.absolute_path if isinstance(step, str)) or _("the file")
    got = str(error.instance)
    got = got if len(got) <= 60 else got[:57] + "…"
    match error.validator:
        case "required":
            return _("%(where)s: “%(key)s” is missing.") % {"where": where, "key": _missing(error)}
        case "additionalProperties":
            return _("%(where)s: “%(key)s” is not known here. Accepted: %(accepted)s.") % {
                "where": where,
                "key": ", ".join(map(str, _unknown_keys(error))),
                "accepted": ", ".join(sorted(_part(error).get("properties", {}))),
            }
        case "enum" | "const":
            accepted = _wanted(error) if error.validator == "enum" else [_wanted(error)]
            return _("%(where)s: “%(got)s” is not accepted. Accepted: %(accepted)s.") % {
                "where": where, "got": got, "accepted": ", ".join(map(str, accepted)),
            }
        case "type":
            wanted = _wanted(error)
            names = [_type_names().get(t, t) for t in ([wanted] if isinstance(wanted, str) else wanted)]
            return _("%(where)s: “%(got)s” is not accepted. Accepted: %(accepted)s.") % {
                "where": where, "got": got, "accepted": _(" or ").join(names),
            }
        case "pattern":
            return _("%(where)s: “%(got)s” does not have the form accepted here: %(accepted)s.") % {
                "where": where, "got": got,
                "accepted": _part(error).get("description", _wanted(error)),
            }
        case _:
            return _("%(where)s: “%(got)s” is not accepted: %(reason)s.") % {
                "where": where, "got": got, "reason": _part(error).get("description", error.message),
            }

def _missing(error: ValidationError) -> str:
    return next((key for key in _wanted(error) if error.message.startswith(repr(key))), "")
