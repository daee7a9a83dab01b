"""What editions take from a data folder: forum, editions, principles, figures, milestones."""

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.core.formats import zone_names
from convoke.core.loading.rows import Folder, Kind, Loader, Ref, Row, passages, place
from convoke.core.loading.source import Place
from convoke.directory.loading import Parties

from .models import Edition, EditionFigure, Forum, Milestone, Modality, Principle
from .states import EditionState

FILE = "edition.yaml"
FORUM = Kind("forum", Forum, ("code",))
EDITION = Kind("edition", Edition, ("code",))
PRINCIPLE = Kind("principle", Principle, ("forum__code", "code"))
FIGURE = Kind("figure", EditionFigure, ("edition__code", "code"))
MILESTONE = Kind("milestone", Milestone, ("edition__code", "code"))
MODALITY = Kind("modality", Modality, ("edition__code", "code"))

PRACTICE = "Practice of the meetings"
_NAMES = {
    "GFMD": {
        "en": "Global Forum on Migration and Development",
        "fr": "Forum mondial sur la migration et le développement",
        "es": "Foro Mundial sobre Migración y Desarrollo",
        "nl": "Wereldforum over Migratie en Ontwikkeling",
        "ar": "المنتدى العالمي المعني بالهجرة والتنمية",
    }
}


def edition_codes(folder: Folder) -> dict[str, str]:
    """The edition codes of a folder by the ids its files use (``gfmd-2008`` → ``manila-2008``)."""
    content = folder.get(FILE)
    codes = {}
    if content:
        codes[content["edition"]["id"]] = folder.dataset
        for successor in content.get("successors", []):
            year = successor.get("year") or successor["dates"]["start"][:4]
            codes[successor["id"]] = slugify(f"{successor['host_city'] or successor['chair']} {year}")
    return codes


def edition_ref(folder: Folder) -> Ref:
    """The edition a folder is about."""
    return Ref("edition", (folder.dataset,))


def span(start: str | None, end: str | None) -> tuple[str | None, str | None]:
    """First and last day (ISO) of a time given as year, month or day at each end."""
    return _first_day(start), _last_day(end or start)


def _first_day(text: str | None) -> str | None:
    return f"{text}-01-01"[:10] if text and len(text) == 4 else f"{text}-01" if text and len(text) == 7 else text


def _last_day(text: str | None) -> str | None:
    if text and len(text) == 4:
        return f"{text}-12-31"
    if text and len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        return dt.date(year, month, calendar.monthrange(year, month)[1]).isoformat()
    return text


def _rows(folder: Folder) -> Iterator[Row]:
    content = folder.get(FILE)
    if not content:
        return
    edition = content["edition"]
    forum = slugify(edition["acronym"])
    where = place(FILE, edition)
    name = _NAMES.get(edition["acronym"], {"en": edition["acronym"]})
    yield Row("forum", (forum,), where, {"code": forum, "acronym": edition["acronym"], "name": name})
    yield from _editions(folder, Ref("forum", (forum,)))
    for kind, key in (("principle", "guiding_principles"), ("purpose", "purposes")):
        for order, entry in enumerate(content.get(key, [])):
            yield Row(
                "principle",
                (forum, entry["id"]),
                place(FILE, entry),
                {
                    "forum": Ref("forum", (forum,)),
                    "code": entry["id"],
                    "kind": kind,
                    "order": order,
                    "text": folder.translated("principle", entry["id"], "text", entry["text"]),
                    "passages": passages(entry),
                },
            )
    for order, entry in enumerate(content.get("attendance", [])):
        yield Row(
            "figure",
            (folder.dataset, entry["id"]),
            place(FILE, entry),
            {
                "edition": edition_ref(folder),
                "code": entry["id"],
                "order": order,
                **{
                    field: folder.translated("figure", entry["id"], field, entry.get(field))
                    for field in ("scope", "unit", "note")
                },
                "qualifier": entry["qualifier"],
                "value": entry["value"],
                "passages": passages(entry),
            },
        )
    yield from _milestones(folder)
    yield from _modalities(folder)


def _editions(folder: Folder, forum: Ref) -> Iterator[Row]:
    content, parties, codes = folder.get(FILE), Parties(folder), edition_codes(folder)
    edition = content["edition"]
    languages = (folder.get("programme.yaml").get("edition") or {}).get("languages", [])
    yield _edition_row(
        folder, parties, forum, edition, codes[edition["id"]], EditionState.FOLLOWING_UP,
        chair=edition["chair_in_office"], languages=list(languages),
        name=folder.translated("edition", edition["id"], "name", edition["name"]),
    )
    for index, entry in enumerate(content.get("successors", [])):
        state = EditionState.PREPARING if index == 0 else EditionState.ANNOUNCED
        yield _edition_row(folder, parties, forum, entry, codes[entry["id"]], state, chair=entry["chair"])


def _edition_row(
    folder: Folder,
    parties: Parties,
    forum: Ref,
    entry: Mapping[str, Any],
    code: str,
    state: EditionState,
    *,
    chair: str,
    languages: list[str] | None = None,
    name: Mapping[str, str] | None = None,
) -> Row:
    dates = entry.get("dates") or {}
    starts, ends = span(dates.get("start"), dates.get("end"))
    where = place(FILE, entry)
    check_days(folder, where, starts, ends)
    return Row(
        "edition",
        (code,),
        where,
        {
            "forum": forum,
            "code": code,
            "ordinal": entry["ordinal"],
            "name": dict(name or {}),
            "theme": {
                language: text[0].upper() + text[1:]
                for language, text in folder.translated(
                    "edition", entry["id"], "general_theme", entry.get("general_theme")
                ).items()
            },
            "chair": parties.ref(chair, where),
            "host": parties.ref(entry["host_country"], where) if entry.get("host_country") else None,
            "city": folder.translated("city", entry["id"], "name", entry.get("host_city")),
            "year": entry.get("year") or int(dates["start"][:4]),
            "starts_on": starts,
            "ends_on": ends,
            "state": state.value,
            "languages": languages or [],
            "passages": passages(entry),
            **_zone(folder, entry["id"]),
        },
    )


def _zone(folder: Folder, edition: str) -> dict[str, str]:
    """The time zone of a meeting where ``threads.yaml`` tells it; one that is not known is a fault."""
    file = "threads.yaml"
    entry = next((one for one in folder.get(file).get("time_zones", []) if one["edition"] == edition), None)
    if entry is None:
        return {}
    if entry["zone"] not in zone_names():
        folder.fault(
            place(file, entry),
            _("The time zone “%(zone)s” is not known. Accepted: such as Europe/Brussels.") % {"zone": entry["zone"]},
        )
    return {"time_zone": entry["zone"]}


def _milestones(folder: Folder) -> Iterator[Row]:
    file, content = "calendar.yaml", folder.get("calendar.yaml")
    kinds = {"background": Milestone.Kind.BACKGROUND, "context": Milestone.Kind.CONTEXT, "events": None}
    for section, kind in kinds.items():
        for entry in content.get(section, []):
            starts, ends = _time(entry["date"])
            where = place(file, entry)
            check_days(folder, where, starts, ends)
            yield Row(
                "milestone",
                (folder.dataset, entry["id"]),
                where,
                {
                    "edition": edition_ref(folder),
                    "code": entry["id"],
                    "kind": kind.value if kind else entry["type"],
                    "title": folder.translated("milestone", entry["id"], "title", entry["title"]),
                    "place": folder.translated("milestone", entry["id"], "place", entry.get("place")),
                    "starts_on": starts,
                    "ends_on": ends,
                    "precision": entry["precision"],
                    "season": entry.get("season", ""),
                    "who": list(entry.get("who", [])),
                    "figures": [dict(figure) for figure in entry.get("figures", [])],
                    "note": entry.get("note", ""),
                    "passages": passages(entry),
                },
            )


def _modalities(folder: Folder) -> Iterator[Row]:
    """The rules of the operating modalities and of practice, each with its section and what sources disagree on."""
    file, content = "modalities.yaml", folder.get("modalities.yaml")
    if not content:
        return
    document = content["document"]
    titles = [
        folder.translated("modality_section", f"section-{number}", "title", title)
        for number, title in enumerate(document["sections"])
    ]
    practice = folder.translated("modality_section", "practice", "title", PRACTICE)
    told = {variant["id"]: variant for variant in folder.get(FILE).get("variants", [])}
    title = folder.translated("modality_section", "document", "title", document["title"])
    about = {"modalities_document": content["meta"].get("status_variants_ref", "")}
    rules = []
    for entry in content["operating_modalities"]:
        if entry["section"] >= len(titles):
            said = _("There is no section %(number)s. Accepted: a number from 0 to %(last)s.")
            folder.fault(place(file, entry), said % {"number": entry["section"], "last": len(titles) - 1})
            continue
        rules.append((entry, titles[entry["section"]], title))
    rules += [(entry, practice, {}) for entry in content.get("practice", [])]
    for order, (entry, section, of) in enumerate(rules):
        variants = told.get((entry.get("variants_ref") or about.get(entry["subject"], "")).partition("#")[2])
        if entry.get("variants_ref") and variants is None:
            said = _("There is no variant “%(ref)s” in edition.yaml.")
            folder.fault(place(file, entry), said % {"ref": entry["variants_ref"]})
        yield Row(
            "modality",
            (folder.dataset, entry["id"]),
            place(file, entry),
            {
                "edition": edition_ref(folder),
                "code": entry["id"],
                "order": order,
                "section": section,
                "document": of,
                "subject": entry["subject"],
                "strength": entry["strength"],
                "statement": folder.translated("modality", entry["id"], "statement", entry["statement"]),
                "constraint": _plain(entry["constraint"]),
                "check_kind": (entry.get("check_kind") or "") if entry["checkable"] else "",
                "note": folder.translated("modality", entry["id"], "note", entry.get("note")),
                "variants": _variants(variants) if variants else [],
                "passages": passages(entry),
            },
        )


def _variants(variant: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"value": str(one["value"]), **dict(one["source"])} for one in variant["values"]]


def _plain(value: Any) -> Any:
    """Mappings and lists of a file as plain ones, which compare with what was loaded before."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _time(date: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The first and last day of a milestone: open at the end for “after”, one day for “before” and “until”."""
    if date.get("after"):
        return _first_day(date["after"]), None
    last = _last_day(date.get("before") or date.get("end"))
    return (_first_day(date["start"]) if date.get("start") else last), last


def check_days(folder: Folder, where: Place, starts: str | None, ends: str | None = None) -> None:
    """Notes a fault for a day the calendar does not have, and for an end that lies before its start."""
    for day in (starts, ends):
        try:
            dt.date.fromisoformat(day or "2000-01-01")
        except ValueError:
            folder.fault(where, _("“%(day)s” is not a day of the calendar.") % {"day": day})
    if starts and ends and ends < starts:
        folder.fault(where, _("The end %(end)s lies before the start %(start)s.") % {"end": ends, "start": starts})


LOADER = Loader("editions", (FORUM, EDITION, PRINCIPLE, FIGURE, MILESTONE, MODALITY), _rows)
