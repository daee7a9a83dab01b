"""Roundtables, sessions, plenaries with their panels, teams and working definitions."""

from collections.abc import Iterator, Mapping
from typing import Any

from convoke.core.loading.rows import Folder, Ref, Row, passages, place
from convoke.core.loading.source import Place
from convoke.directory.loading import Parties, entry_party, person_ref
from convoke.editions.loading import edition_ref
from convoke.library.loading import paper_code

from ..models import Session, TeamMember
from .references import FILE, OPENING, roundtable_ref, session_ref, theme_ref


def rows(folder: Folder) -> Iterator[Row]:
    """All that takes place, and who takes part in it."""
    yield from _roundtables(folder)
    yield from _sessions(folder)
    yield from _plenaries(folder)
    yield from _teams(folder)
    yield from _definitions(folder)


def _definitions(folder: Folder) -> Iterator[Row]:
    for entry in folder.get(FILE).get("working_definitions", []):
        yield Row(
            "working definition",
            (folder.dataset, entry["id"]),
            place(FILE, entry),
            {
                "edition": edition_ref(folder),
                "session": session_ref(folder, entry["session"]) if entry["session"] else None,
                "code": entry["id"],
                **{
                    field: folder.translated("definition", entry["id"], field, entry[field])
                    for field in ("term", "text", "adopted_by", "status")
                },
                "passages": passages(entry, folder.report),
            },
        )


def _roundtables(folder: Folder) -> Iterator[Row]:
    for entry in folder.get(FILE).get("roundtables", []):
        code = f"RT{entry['number']}"
        yield Row(
            "roundtable",
            (folder.dataset, code),
            place(FILE, entry),
            {
                "edition": edition_ref(folder),
                "theme": theme_ref(folder, code),
                "code": code,
                "number": entry["number"],
                "title": folder.translated("roundtable", code, "title", entry["title"]),
                "aim": folder.translated("roundtable", code, "aim", entry["aim"]),
                "coordinator": person_ref(entry["coordinator"]["name"]),
                "rapporteur": person_ref(entry["chief_rapporteur"]["name"]),
                "note": entry.get("note", ""),
                "passages": passages(entry, folder.report),
            },
        )


def _sessions(folder: Folder) -> Iterator[Row]:
    parties = Parties(folder)
    for order, entry in enumerate(folder.get(FILE).get("sessions", []), 10):
        key, where = (folder.dataset, entry["code"]), place(FILE, entry)
        papers = range(1, len(entry["background_papers"]) + 1)
        yield Row(
            "session",
            key,
            where,
            {
                "edition": edition_ref(folder),
                "roundtable": roundtable_ref(folder, f"RT{entry['roundtable']}"),
                "code": entry["code"],
                "kind": Session.Kind.ROUNDTABLE.value,
                "order": order,
                "title": folder.translated("session", entry["code"], "title", entry["title"]),
                "aim": folder.translated("session", entry["code"], "aim", entry["aim"]),
                "is_restricted": entry["restricted"],
                "restricted_to": folder.translated(
                    "session", entry["code"], "restricted_to", entry.get("restricted_to")
                ),
                "passages": passages(entry, folder.report),
            },
            {"papers": [Ref("document", (folder.dataset, paper_code(entry["code"], n))) for n in papers]},
        )
        for number, question in enumerate(entry["guiding_questions"]):
            yield Row(
                "guiding question",
                (*key, question["id"]),
                place(FILE, question),
                {
                    "session": Ref("session", key),
                    "code": question["id"],
                    "order": number,
                    "text": folder.translated("question", question["id"], "text", question["text"]),
                    "passages": passages(question, folder.report),
                },
            )
        for number, person in enumerate(entry["panel"]):
            yield _panel(parties, key, person, number, place(FILE, person))


def _panel(
    parties: Parties,
    session: tuple[str, str],
    entry: Mapping[str, Any],
    order: int,
    where: Place,
    part: str = "",
    subject: Mapping[str, str] | None = None,
) -> Row:
    return Row(
        "panel entry",
        (*session, part, str(order)),
        where,
        {
            "session": Ref("session", session),
            "person": person_ref(entry["name"]),
            "party": entry_party(parties, entry, where),
            "role": entry.get("role", "speaker"),
            "also": entry.get("also", ""),
            "order": order,
            "part": part,
            "function": entry.get("title") or "",
            "institution": entry.get("institution") or "",
            "subject": dict(subject or {}),
        },
    )


def _plenaries(folder: Folder) -> Iterator[Row]:
    parties, content = Parties(folder), folder.get(FILE)
    for order, entry in enumerate(content.get("plenaries", [])):
        key, where = (folder.dataset, entry["id"]), place(FILE, entry)
        yield Row(
            "session",
            key,
            where,
            {
                "edition": edition_ref(folder),
                "roundtable": None,
                "code": entry["id"],
                "kind": Session.Kind.PLENARY.value,
                "order": order if entry["id"] == OPENING else 100 + order,
                "title": folder.translated("plenary", entry["id"], "title", entry["title"]),
                "held_on": entry["date"],
                "passages": passages(entry, folder.report),
            },
        )
        for part in entry.get("parts", []):
            people = [*part.get("chairs", []), *part.get("speakers", [])]
            for number, person in enumerate(people):
                yield _panel(parties, key, person, number, place(FILE, person), part["id"])
        for item in entry.get("agenda", []):
            if item.get("speaker"):
                yield _panel(parties, key, item["speaker"], item["order"], place(FILE, item), "agenda",
                             {"en": item["subject"]})
    for statement in (content.get("general_debate") or {}).get("statements", []):
        where = place(FILE, statement)
        yield Row(
            "statement",
            (folder.dataset, OPENING, str(statement["order"])),
            where,
            {
                "session": session_ref(folder, OPENING),
                "order": statement["order"],
                "party": parties.ref(statement["iso3"] or statement["organisation"], where),
                "on_behalf_of": parties.ref(statement.get("on_behalf_of"), where),
                "note": statement.get("note", ""),
            },
        )


def _teams(folder: Folder) -> Iterator[Row]:
    """The members of teams that the files name, once each."""
    parties, seen = Parties(folder), set()
    for entry in folder.get(FILE).get("sessions", []):
        where = place(FILE, entry)
        named = [(word, TeamMember.Role.COORDINATOR) for word in entry.get("coordinated_by", [])]
        named += [(word, TeamMember.Role.PARTNER) for word in entry.get("prepared_with", [])]
        for word, role in named:
            ref = parties.ref(word, where)
            if ref is None or (entry["code"], ref) in seen:
                continue
            seen.add((entry["code"], ref))
            yield Row(
                "team member",
                (folder.dataset, entry["code"], ref.key[0]),
                where,
                {
                    "session": session_ref(folder, entry["code"]), "party": ref, "role": role.value,
                    "capacity": _capacity(folder, parties, entry["code"], ref),
                    "passages": passages(entry, folder.report),
                },
            )


def _capacity(folder: Folder, parties: Parties, session: str, party: Ref) -> str:
    for named in folder.get("partnerships.yaml").get("session_partners_named", []):
        if named["session"] == session:
            for partner in named.get("partners", []):
                if parties.code(partner["name"]) == party.key[0]:
                    return partner.get("capacity") or ""
    return ""
