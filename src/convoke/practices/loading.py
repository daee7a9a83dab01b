"""What practices take from a data folder: practices, their parties and the instruments they use."""

from collections.abc import Iterator

from convoke.core.audiences import Audience
from convoke.core.loading.rows import Folder, Kind, Loader, Ref, Row, passages, place
from convoke.directory.loading import Parties
from convoke.editions.loading import edition_ref
from convoke.outcomes.loading import finding_ref
from convoke.programme.loading import forum_code, horizontal_codes, session_ref, theme_ref

from .models import Instrument, Practice, PracticeParty

FILE = "practices.yaml"
INSTRUMENT = Kind("instrument", Instrument, ("forum__code", "code"))
PRACTICE = Kind("practice", Practice, ("edition__code", "code"))
PARTY = Kind("party of a practice", PracticeParty, ("practice__edition__code", "practice__code", "party__code", "role"))


def _rows(folder: Folder) -> Iterator[Row]:
    forum = forum_code(folder)
    entries = folder.get(FILE).get("practices", [])
    first_with = {code: entry for entry in reversed(entries) for code in entry["instruments"]}
    for code in sorted(first_with):
        title = code[0].upper() + code[1:].replace("-", " ")
        yield Row(
            "instrument",
            (forum, code),
            place(FILE, first_with[code]),
            {
                "forum": Ref("forum", (forum,)),
                "code": code,
                "title": folder.translated("instrument", code, "title", title),
            },
        )
    findings, references = _citing_findings(folder), _citing_references(folder)
    parties = Parties(folder)
    for order, entry in enumerate(entries):
        code, where = entry["id"], place(FILE, entry)
        on_theme = entry["session"] in horizontal_codes(folder)
        bodies = [(word, parties.code(word)) for word in entry["organisations"]]
        yield Row(
            "practice",
            (folder.dataset, code),
            where,
            {
                "edition": edition_ref(folder),
                "code": code,
                "order": order,
                **{
                    field: folder.translated("practice", code, field, entry.get(field))
                    for field in ("title", "summary", "caveat")
                },
                "sector": entry["sector"],
                "side": entry["side"],
                "stage": entry["stage"] or "",
                "figures": dict(entry["figures"]),
                "session": None if on_theme else session_ref(folder, entry["session"]),
                "theme": theme_ref(folder, entry["session"]) if on_theme else None,
                "other_bodies": [word for word, known in bodies if not known],
                "is_unnamed": entry.get("unnamed", False),
                "note": entry.get("note", ""),
                "audience": Audience.PUBLIC.value,
                "passages": passages({"source_lines": entry["source_lines"]}, folder.report),
            },
            {
                "instruments": [Ref("instrument", (forum, word)) for word in dict.fromkeys(entry["instruments"])],
                "also_in": [session_ref(folder, word) for word in entry.get("also", [])],
                "findings": [finding_ref(folder, word) for word in findings.get(code, [])],
                "cross_references": [
                    Ref("cross-reference", (folder.dataset, word)) for word in references.get(code, [])
                ],
            },
        )
        corridor = entry["corridor"] or {}
        named = [(word, PracticeParty.Role.COUNTRY) for word in entry["countries"]]
        named += [(word, PracticeParty.Role.ORGANISATION) for word, known in bodies if known]
        named += [(word, PracticeParty.Role.FROM) for word in corridor.get("from", [])]
        named += [(word, PracticeParty.Role.TO) for word in corridor.get("to", [])]
        for number, (word, role) in enumerate(named):
            ref = parties.ref(word, where)
            if ref:
                yield Row(
                    "party of a practice",
                    (folder.dataset, code, ref.key[0], role.value),
                    where,
                    {
                        "practice": Ref("practice", (folder.dataset, code)),
                        "party": ref,
                        "role": role.value,
                        "order": number,
                    },
                )


def _citing_findings(folder: Folder) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in folder.get("findings.yaml").get("findings", []):
        if entry.get("practice"):
            found.setdefault(entry["practice"], []).append(entry["id"])
    return found


def _citing_references(folder: Folder) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    numbers: dict[int, int] = {}
    for link in folder.get("horizontal.yaml").get("links", []):
        numbers[link["footnote"]] = numbers.get(link["footnote"], 0) + 1
        if link.get("practice"):
            found.setdefault(link["practice"], []).append(f"{link['footnote']}-{numbers[link['footnote']]}")
    return found


LOADER = Loader("practices", (INSTRUMENT, PRACTICE, PARTY), _rows)
