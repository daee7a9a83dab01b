"""What the programme takes from a data folder: subjects, themes with their reasons, sessions, panels."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import slugify

from convoke.core.loading.rows import Folder, Kind, Loader, Ref, Row, passages, place
from convoke.core.loading.source import Place
from convoke.directory.loading import Parties, entry_party, person_ref
from convoke.editions.loading import edition_codes, edition_ref
from convoke.library.loading import paper_code

from .models import (
    Basis,
    GuidingQuestion,
    PanelRole,
    Roundtable,
    Session,
    Statement,
    Subject,
    TeamMember,
    Theme,
    ThemeReason,
    WorkingDefinition,
)

FILE = "programme.yaml"
SUBJECT = Kind("subject", Subject, ("forum__code", "code"))
THEME = Kind("theme", Theme, ("edition__code", "code"))
THEME_REASON = Kind(
    "reason for a theme",
    ThemeReason,
    (
        "theme__edition__code", "theme__code", "questionnaire__code", "priority__code", "earlier__code",
    ),
)
ROUNDTABLE = Kind("roundtable", Roundtable, ("edition__code", "code"))
SESSION = Kind("session", Session, ("edition__code", "code"))
QUESTION = Kind("guiding question", GuidingQuestion, ("session__edition__code", "session__code", "code"))
PANEL = Kind("panel entry", PanelRole, ("session__edition__code", "session__code", "part", "order"))
STATEMENT = Kind("statement", Statement, ("session__edition__code", "session__code", "order"))
TEAM = Kind("team member", TeamMember, ("session__edition__code", "session__code", "party__code"))
DEFINITION = Kind("working definition", WorkingDefinition, ("edition__code", "code"))

OPENING = "opening"


def forum_code(folder: Folder) -> str:
    """The code of the forum a folder belongs to."""
    return str(slugify((folder.get("edition.yaml").get("edition") or {}).get("acronym", "forum")))


def session_ref(folder: Folder, code: str) -> Ref:
    """A session of the folder's edition; the data files call the opening one “plenary”."""
    return Ref("session", (folder.dataset, OPENING if code == "plenary" else code))


def theme_ref(folder: Folder, code: str) -> Ref:
    """A theme of the folder's edition."""
    return Ref("theme", (folder.dataset, code))


def roundtable_ref(folder: Folder, code: str) -> Ref:
    """A roundtable of the folder's edition (``RT2``)."""
    return Ref("roundtable", (folder.dataset, code))


def horizontal_codes(folder: Folder) -> set[str]:
    """The codes of the horizontal issues of a folder."""
    return {issue["id"] for issue in folder.get("horizontal.yaml").get("issues", [])}


def _rows(folder: Folder) -> Iterator[Row]:
    yield from _subjects(folder)
    yield from _themes(folder)
    yield from _reasons(folder)
    yield from _roundtables(folder)
    yield from _sessions(folder)
    yield from _plenaries(folder)
    yield from _teams(folder)
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


def _subjects(folder: Folder) -> Iterator[Row]:
    forum, seen = forum_code(folder), set()
    for file, sections in (
        ("outcomes.yaml", ("outcomes", "process_actions", "suggestions")),
        ("findings.yaml", ("findings", "general_conclusions")),
    ):
        for section in sections:
            for entry in folder.get(file).get(section, []):
                for code in entry["themes"]:
                    if code in seen:
                        continue
                    seen.add(code)
                    title = code[0].upper() + code[1:].replace("-", " ")
                    yield Row(
                        "subject",
                        (forum, code),
                        place(file, entry),
                        {
                            "forum": Ref("forum", (forum,)),
                            "code": code,
                            "title": folder.translated("theme", code, "title", title),
                        },
                    )


def _themes(folder: Folder) -> Iterator[Row]:
    for entry in folder.get(FILE).get("roundtables", []):
        code = f"RT{entry['number']}"
        title = folder.translated("roundtable", code, "title", entry["title"])
        yield _theme(folder.dataset, code, Theme.Kind.AGENDA, entry["number"], title, place(FILE, entry),
                     passages(entry, folder.report))
    file = "horizontal.yaml"
    for order, entry in enumerate(folder.get(file).get("issues", []), 1):
        row = _theme(
            folder.dataset, entry["id"], Theme.Kind.HORIZONTAL, order,
            folder.translated("issue", entry["id"], "title", entry["title"]),
            place(file, entry), passages(entry, folder.report),
        )
        row.fields["scope"] = folder.translated("issue", entry["id"], "scope", entry.get("scope"))
        yield row
    codes = edition_codes(folder)
    for successor in folder.get("edition.yaml").get("successors", []):
        for number, text in enumerate(successor.get("focus", []), 1):
            title = folder.translated("focus", f"{successor['id']}-focus-{number}", "text", text)
            title = {language: words[0].upper() + words[1:] for language, words in title.items()}
            yield _theme(codes[successor["id"]], f"focus-{number}", Theme.Kind.AGENDA, number, title,
                         place("edition.yaml", successor), passages(successor))


def _theme(
    edition: str,
    code: str,
    kind: Theme.Kind,
    order: int,
    title: Mapping[str, str],
    where: Place,
    cited: list[dict[str, str]],
) -> Row:
    return Row(
        "theme",
        (edition, code),
        where,
        {
            "edition": Ref("edition", (edition,)), "code": code, "kind": kind.value, "order": order,
            "title": dict(title), "passages": cited,
        },
    )


def _reasons(folder: Folder) -> Iterator[Row]:
    """PRO-5: the survey as a whole, the priorities of the same rank, and what threads.yaml adds."""
    survey = next((s for s in folder.get("surveys.yaml").get("surveys", []) if s.get("themes_total")), None)
    themes = [f"RT{entry['number']}" for entry in folder.get(FILE).get("roundtables", [])]
    issues = folder.get("horizontal.yaml").get("issues", [])
    if survey:
        where, key = place("surveys.yaml", survey), (folder.dataset, survey["id"])
        for code in [*themes, *(issue["id"] for issue in issues)]:
            yield _reason(theme_ref(folder, code), where, Basis.STATED, questionnaire=Ref("questionnaire", key))
        ranks = {
            entry["rank"]: entry.get("id") or f"{survey['id']}-p{number}"
            for number, entry in enumerate(survey.get("themes_known", []), 1)
            if entry.get("rank")
        }
        for issue in issues:
            if issue.get("survey_rank") in ranks:
                ref = Ref("priority", (*key, ranks[issue["survey_rank"]]))
                yield _reason(theme_ref(folder, issue["id"]), place("horizontal.yaml", issue), Basis.STATED,
                              priority=ref)
    yield from _given_reasons(folder)


def _given_reasons(folder: Folder) -> Iterator[Row]:
    file, codes = "threads.yaml", edition_codes(folder)
    for entry in folder.get(file).get("theme_reasons", []):
        where, basis = place(file, entry), Basis(entry["basis"])
        theme = Ref("theme", (codes.get(entry["edition"], entry["edition"]), entry["theme"]))
        if "priority" in entry:
            ref = Ref("priority", (folder.dataset, entry["questionnaire"], entry["priority"]))
            yield _reason(theme, where, basis, priority=ref, cited=passages(entry))
        else:
            yield _reason(theme, where, basis, earlier=theme_ref(folder, entry["earlier"]), cited=passages(entry))


def _reason(
    theme: Ref,
    where: Place,
    basis: Basis,
    *,
    questionnaire: Ref | None = None,
    priority: Ref | None = None,
    earlier: Ref | None = None,
    cited: list[dict[str, str]] | None = None,
) -> Row:
    parts = [ref.key[-1] if ref else "None" for ref in (questionnaire, priority, earlier)]
    return Row(
        "reason for a theme",
        (*theme.key, *parts),
        where,
        {
            "theme": theme, "questionnaire": questionnaire, "priority": priority, "earlier": earlier,
            "basis": basis.value, "passages": cited or [],
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


LOADER = Loader(
    "programme",
    (SUBJECT, THEME, THEME_REASON, ROUNDTABLE, SESSION, QUESTION, PANEL, STATEMENT, TEAM, DEFINITION),
    _rows,
)
