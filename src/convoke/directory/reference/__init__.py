"""Reference data on states, groupings and standing bodies: curated, dated, with sources.

``docs/decisions/0004-reference-data.md`` says where each classification comes from.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from django.conf import settings

from convoke.core.languages import sort_key
from convoke.core.loading.rows import Kind, Ref, Row
from convoke.core.loading.source import Place

from ..models import Grouping, GroupingMembership, Party, PartyName

DATASET = "reference"
FOLDER = Path(__file__).parent
KINDS = (
    Kind("party", Party, ("code",)),
    Kind("party name", PartyName, ("party__code", "language", "until")),
    Kind("grouping", Grouping, ("code",)),
    Kind("grouping membership", GroupingMembership, ("grouping__code", "party__code", "since")),
)


def rows() -> Iterator[Row]:
    """All reference data as rows, parties first."""
    yield from _states()
    yield from _organisations()
    yield from _groupings()
    yield from _memberships()


def _read(name: str) -> Iterator[tuple[Place, dict[str, str]]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        for line, record in enumerate(csv.DictReader(handle), start=2):
            yield Place(name, line), record


def _states() -> Iterator[Row]:
    dated: dict[str, list[dict[str, str]]] = {}
    for _place, record in _read("names.csv"):
        dated.setdefault(record["iso3"], []).append(record)
    for where, record in _read("states.csv"):
        code = record["iso3"].lower()
        yield Row(
            "party",
            (code,),
            where,
            {
                "code": code,
                "kind": record["kind"],
                "acronym": "",
                "iso2": record["iso2"],
                "iso3": record["iso3"],
                "m49": record["m49"],
                "un_since": record["un_since"] or None,
                "un_until": record["un_until"] or None,
                "official_name": {"en": record["official_name_en"]},
            },
        )
        own = dated.get(record["iso3"], [])
        undated = {name["language"] for name in own if not name["until"]}
        for language, _name in settings.LANGUAGES:
            if language not in undated:
                name = Locale(language).territories[record["iso2"]]
                yield _name_row(where, code, language, name, None, None)
        for name in own:
            yield _name_row(where, code, name["language"], name["name"], name["since"] or None, name["until"] or None)


def _name_row(
    where: Place, code: str, language: str, name: str, since: str | None, until: str | None
) -> Row:
    return Row(
        "party name",
        (code, language, str(until)),
        where,
        {
            "party": Ref("party", (code,)),
            "language": language,
            "name": name,
            "sort_key": sort_key(name),
            "since": since,
            "until": until,
        },
    )


def _organisations() -> Iterator[Row]:
    for where, record in _read("organisations.csv"):
        code = record["code"]
        yield Row("party", (code,), where, {"code": code, "kind": record["kind"], "acronym": record["acronym"]})
        for language, _name in settings.LANGUAGES:
            yield _name_row(where, code, language, record[f"name_{language}"], None, None)


def _groupings() -> Iterator[Row]:
    for where, record in _read("groupings.csv"):
        yield Row(
            "grouping",
            (record["code"],),
            where,
            {
                "code": record["code"],
                "kind": record["kind"],
                "name": {language: record[f"name_{language}"] for language, _name in settings.LANGUAGES},
                "m49": record["m49"],
                "parent": Ref("grouping", (record["parent"],)) if record["parent"] else None,
                "source": record["source"],
                "as_of": record["as_of"] or None,
                "note": record["note"],
            },
        )


def _memberships() -> Iterator[Row]:
    for where, record in _read("memberships.csv"):
        code, since = record["iso3"].lower(), record["since"] or None
        yield Row(
            "grouping membership",
            (record["grouping"], code, str(since)),
            where,
            {
                "grouping": Ref("grouping", (record["grouping"],)),
                "party": Ref("party", (code,)),
                "since": since,
                "until": record["until"] or None,
                "source": record["source"],
            },
        )
