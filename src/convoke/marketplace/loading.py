"""What the marketplace takes from a data folder: what it was, its windows, and what is on record of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.core.loading.rows import Folder, Kind, Loader, Ref, Row, passages, place
from convoke.editions.loading import check_days, edition_ref

from .models import Marketplace, OnRecord, Service, Window

FILE = "marketplace.yaml"
MARKETPLACE = Kind("marketplace", Marketplace, ("edition__code",))
WINDOW = Kind("window of a marketplace", Window, ("marketplace__edition__code", "kind"))
ON_RECORD = Kind("fact on a marketplace", OnRecord, ("marketplace__edition__code", "code"))

_SERVICES = {**{one.value: one.value for one in Service}, "other-initiatives": Service.OTHER.value}
"""What the files call a kind of help, joined by hyphens, and its code."""
_PARTS = {
    "rules": OnRecord.Kind.RULE,
    "project_scopes": OnRecord.Kind.SCOPE,
    "meeting_purposes": OnRecord.Kind.PURPOSE,
    "figures": OnRecord.Kind.FIGURE,
    "results": OnRecord.Kind.RESULT,
    "issues": OnRecord.Kind.ISSUE,
    "next_steps": OnRecord.Kind.NEXT,
}
"""The parts of the file that are kept as facts, each with its kind."""


def _rows(folder: Folder) -> Iterator[Row]:
    content = folder.get(FILE)
    if not content:
        return
    yield _marketplace(folder, content)
    for entry in content.get("windows", []):
        yield _window(folder, entry)
    facts = [(kind, entry) for part, kind in _PARTS.items() for entry in content.get(part, [])]
    for order, (kind, entry) in enumerate(facts):
        yield _fact(folder, kind, entry, order)


def _marketplace(folder: Folder, content: Mapping[str, Any]) -> Row:
    entry = content["marketplace"]
    minutes = next((rule["minutes"] for rule in content.get("rules", []) if rule.get("minutes")), 60)
    return Row(
        "marketplace",
        (folder.dataset,),
        place(FILE, entry),
        {
            "edition": edition_ref(folder),
            "purpose": folder.translated("marketplace", entry["id"], "purpose", entry["purpose"]),
            "organiser": folder.translated("marketplace", entry["id"], "organiser", entry["organiser"]),
            "services": _services(folder, entry),
            "minutes": minutes,
            "contact": entry.get("contact_e_mail") or "",
            "passages": passages(entry, folder.report),
        },
    )


def _services(folder: Folder, entry: Mapping[str, Any]) -> list[str]:
    """The codes of the kinds of help; notes a fault for one that is not known."""
    found = []
    for word in entry["services"]:
        code = _SERVICES.get(slugify(word))
        if code is None:
            said = _("“%(word)s” is no kind of help. Accepted: %(accepted)s.")
            folder.fault(place(FILE, entry), said % {
                "word": word, "accepted": ", ".join(sorted(one.replace("-", " ") for one in _SERVICES))})
        else:
            found.append(code)
    return found


def _window(folder: Folder, entry: Mapping[str, Any]) -> Row:
    code, where = entry["id"], place(FILE, entry)
    kind = code.removeprefix("window-")
    if kind not in Window.Kind.values:
        said = _("“%(code)s” is no window of a marketplace. Accepted: %(accepted)s.")
        folder.fault(where, said % {
            "code": code, "accepted": ", ".join(f"window-{one}" for one in Window.Kind.values)})
    check_days(folder, where, entry["start"], entry["end"])
    return Row(
        "window of a marketplace",
        (folder.dataset, kind),
        where,
        {
            "marketplace": Ref("marketplace", (folder.dataset,)),
            "kind": kind,
            "starts_on": entry["start"],
            "ends_on": entry["end"],
            "starts": folder.translated("window", code, "starts", entry.get("start_text")),
            "ends": folder.translated("window", code, "ends", entry.get("end_text")),
            "text": folder.translated("window", code, "text", entry["text"]),
            "passages": passages(entry, folder.report),
        },
    )


def _fact(folder: Folder, kind: OnRecord.Kind, entry: Mapping[str, Any], order: int) -> Row:
    code = entry["id"]
    return Row(
        "fact on a marketplace",
        (folder.dataset, code),
        place(FILE, entry),
        {
            "marketplace": Ref("marketplace", (folder.dataset,)),
            "code": code,
            "kind": kind.value,
            "order": order,
            "text": folder.translated("on_record", code, "text", entry.get("text") or entry.get("what")),
            "value": entry.get("value"),
            "qualifier": entry.get("qualifier") or "",
            "stated_in": folder.translated("on_record", code, "stated_in", entry.get("as_stated_in")),
            "passages": passages(entry, folder.report),
        },
    )


LOADER = Loader("marketplace", (MARKETPLACE, WINDOW, ON_RECORD), _rows)
