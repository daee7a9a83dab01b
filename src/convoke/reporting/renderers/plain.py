"""A report as plain data: what the typesetter is handed."""

from dataclasses import fields, is_dataclass
from typing import Any

from convoke.reporting.document import Entry, Report


def to_json(report: Report) -> dict[str, Any]:
    """The report as JSON-ready data; blocks carry their ``kind``."""
    data: dict[str, Any] = _plain(report)
    return data


def anchors(report: Report) -> frozenset[str]:
    """The ids that something in the report may lead to."""
    found = {section.id for section in report.walk()}
    found |= {block.id for block in report.blocks() if isinstance(block, Entry)}
    return frozenset(found)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if not is_dataclass(value):
        return value
    data = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    kind = getattr(value, "kind", None)
    return {"kind": kind, **data} if kind else data
