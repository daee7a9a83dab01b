"""What outcomes take from a data folder: findings, actions, commitments, reports due, references."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from convoke.core.audiences import Audience
from convoke.core.loading.rows import Folder, Kind, Loader, Ref, Row, passages, place
from convoke.core.loading.source import Place
from convoke.directory.loading import Parties
from convoke.editions.loading import edition_codes, edition_ref
from convoke.library.loading import paper_code
from convoke.programme.loading import (
    forum_code,
    horizontal_codes,
    roundtable_ref,
    session_ref,
    theme_ref,
)

from .models import Action, Commitment, CrossReference, Finding, ReportDue, SessionReference
from .models.actions import Level
from .models.origin import Part
from .passages import overlap

FINDING = Kind("finding", Finding, ("edition__code", "code"))
ACTION = Kind("action", Action, ("edition__code", "code"))
COMMITMENT = Kind("commitment", Commitment, ("action__edition__code", "action__code", "party__code", "role"))
REPORT_DUE = Kind("report due", ReportDue, ("edition__code", "code"))
CROSS_REFERENCE = Kind("cross-reference", CrossReference, ("edition__code", "code"))
SESSION_REFERENCE = Kind("session reference", SessionReference, ("edition__code", "footnote"))

_FINDINGS = {
    "findings": (Finding.Kind.FINDING, None),
    "general_conclusions": (Finding.Kind.CONCLUSION, Part.GENERAL),
    "way_forward": (Finding.Kind.WAY_FORWARD, Part.WAY_FORWARD),
    "executive_summary_conclusions": (Finding.Kind.SUMMARY, Part.SUMMARY),
    "chair_conclusions": (Finding.Kind.CHAIR, Part.CHAIR),
}
_ACTIONS = {
    "outcomes": Action.Group.OUTCOME,
    "process_actions": Action.Group.PROCESS,
    "suggestions": Action.Group.SUGGESTION,
}


def finding_ref(folder: Folder, code: str) -> Ref:
    """A finding of the folder's edition."""
    return Ref("finding", (folder.dataset, code))


def action_ref(folder: Folder, code: str) -> Ref:
    """An action of the folder's edition."""
    return Ref("action", (folder.dataset, code))


def _origin(folder: Folder, word: str) -> dict[str, Any]:
    """OUT-2: the columns for where a thing comes from, from a session code, ``RT2``, an issue or a part."""
    origin: dict[str, Any] = {"session": None, "roundtable": None, "theme": None, "part": ""}
    if word in {part.value for part in Part}:
        origin["part"] = word
    elif word.startswith("RT"):
        origin["roundtable"] = roundtable_ref(folder, word)
    elif word in horizontal_codes(folder):
        origin["theme"] = theme_ref(folder, word)
    else:
        origin["session"] = session_ref(folder, word)
    return origin


def _links(folder: Folder, entry: Mapping[str, Any]) -> dict[str, list[Ref]]:
    forum = forum_code(folder)
    return {
        "subjects": [Ref("subject", (forum, code)) for code in dict.fromkeys(entry.get("themes", []))],
        "horizontal": [theme_ref(folder, code) for code in dict.fromkeys(entry.get("horizontal", []))],
    }


def _rows(folder: Folder) -> Iterator[Row]:
    yield from _findings(folder)
    yield from _horizontal_observations(folder)
    yield from _messages(folder)
    yield from _actions(folder)
    yield from _commitments(folder)
    yield from _reports_due(folder)
    yield from _cross_references(folder)
    yield from _session_references(folder)


def _finding(
    folder: Folder, entry: Mapping[str, Any], where: Place, kind: Finding.Kind, order: int, **more: Any
) -> Row:
    text_kind = {Finding.Kind.OBSERVATION: "observation", Finding.Kind.MESSAGE: "message"}.get(kind, "finding")
    return Row(
        "finding",
        (folder.dataset, entry["id"]),
        where,
        {
            "edition": edition_ref(folder),
            "code": entry["id"],
            "order": order,
            "kind": kind.value,
            "arose_in": entry.get("origin", ""),
            "heading": folder.translated(text_kind, entry["id"], "heading", entry.get("heading")),
            "text": folder.translated(text_kind, entry["id"], "text", entry["text"]),
            "figures": dict(entry.get("figures", {})),
            "audience": Audience.PUBLIC.value,
            "passages": passages(entry, folder.report),
            **more,
        },
        _links(folder, entry),
    )


def _findings(folder: Folder) -> Iterator[Row]:
    file, order = "findings.yaml", 0
    for section, (kind, part) in _FINDINGS.items():
        for entry in folder.get(file).get(section, []):
            order += 1
            row = _finding(folder, entry, place(file, entry), kind, order,
                           **_origin(folder, part.value if part else entry["session"]))
            row.links["papers"] = _papers(folder, entry)
            if kind == Finding.Kind.CHAIR:
                row.fields["passages"] = passages(entry, folder.chair_conclusions)
            yield row


def _papers(folder: Folder, entry: Mapping[str, Any]) -> list[Ref]:
    """The background papers a finding was taken from: by passage, or the session's only one; else none."""
    if entry.get("origin") != Finding.Origin.PAPER:
        return []
    session = next((s for s in folder.get("programme.yaml")["sessions"] if s["code"] == entry["session"]), None)
    papers = list(enumerate(session["background_papers"], 1)) if session else []
    cited = passages(entry, folder.report)
    own = [number for number, paper in papers if overlap(cited, passages(paper, folder.report))]
    numbers = own or ([1] if len(papers) == 1 else [])
    return [Ref("document", (folder.dataset, paper_code(entry["session"], number))) for number in numbers]


def _horizontal_observations(folder: Folder) -> Iterator[Row]:
    file, order = "horizontal.yaml", 1000
    for issue in folder.get(file).get("issues", []):
        for entry in issue["observations"]:
            order += 1
            row = _finding(folder, entry, place(file, entry), Finding.Kind.OBSERVATION, order,
                           **_origin(folder, issue["id"]))
            row.links["horizontal"] = [theme_ref(folder, issue["id"])]
            yield row


def _messages(folder: Folder) -> Iterator[Row]:
    file = "programme.yaml"
    for order, entry in enumerate((folder.get(file).get("general_debate") or {}).get("messages", []), 2000):
        yield _finding(folder, entry, place(file, entry), Finding.Kind.MESSAGE, order, **_origin(folder, "plenary"))


def _actions(folder: Folder) -> Iterator[Row]:
    file, order = "outcomes.yaml", 0
    rests_on = _stated_bases(folder)
    for section, group in _ACTIONS.items():
        for entry in folder.get(file).get(section, []):
            order += 1
            suggestion = group == Action.Group.SUGGESTION
            links = _links(folder, entry)
            links["rests_on"] = [finding_ref(folder, code) for code in rests_on.get(entry["id"], [])]
            if entry["session"] in horizontal_codes(folder):
                links["horizontal"] = list(
                    dict.fromkeys([theme_ref(folder, entry["session"]), *links["horizontal"]])
                )
            yield Row(
                "action",
                (folder.dataset, entry["id"]),
                place(file, entry),
                {
                    "edition": edition_ref(folder),
                    "code": entry["id"],
                    "order": order,
                    **_origin(folder, entry["session"]),
                    "group": group.value,
                    "kind": "suggestion" if suggestion else entry["kind"],
                    "status": "suggested" if suggestion else entry["status"],
                    **{f"is_{level}": level in entry["level"] for level in Level.values},
                    "term": entry.get("term") or "",
                    **{
                        field: folder.translated("action", entry["id"], field, entry.get(field))
                        for field in ("text", "deliverable", "report_to", "due", "lead_note", "note")
                    },
                    "number": entry.get("number"),
                    "parent": action_ref(folder, entry["parent"]) if entry.get("parent") else None,
                    "arose_in": entry.get("origin", ""),
                    "audience": Audience.PUBLIC.value,
                    "passages": passages(entry, folder.report),
                },
                links,
            )


def _stated_bases(folder: Folder) -> dict[str, list[str]]:
    """Which findings the sources themselves tie to an action: ``{action: [finding, …]}``."""
    bases: dict[str, list[str]] = {}
    findings = folder.get("findings.yaml")
    for section in ("way_forward", "chair_conclusions"):
        for entry in findings.get(section, []):
            for code in entry.get("actions", []):
                bases.setdefault(code, []).append(entry["id"])
    observations = {
        entry["id"] for issue in folder.get("horizontal.yaml").get("issues", []) for entry in issue["observations"]
    }
    for link in folder.get("horizontal.yaml").get("links", []):
        if link.get("outcome") and link["from"] in observations:
            bases.setdefault(link["outcome"], []).append(link["from"])
    return {action: list(dict.fromkeys(codes)) for action, codes in bases.items()}


def _commitments(folder: Folder) -> Iterator[Row]:
    file, parties = "outcomes.yaml", Parties(folder)
    volunteered = _volunteers(folder, parties)
    for section in ("outcomes", "process_actions"):
        for entry in folder.get(file).get(section, []):
            where, seen = place(file, entry), set()
            for field, role in (("leads", Commitment.Role.LEAD), ("partners", Commitment.Role.PARTNER)):
                for word in entry[field]:
                    party = parties.ref(word, where)
                    if party is None or (party, role) in seen:
                        continue
                    seen.add((party, role))
                    said = role == Commitment.Role.LEAD and (entry["id"], party.key[0]) in volunteered
                    basis = Commitment.Basis.VOLUNTEERED if said else Commitment.Basis.NAMED
                    note = folder.translated("action", entry["id"], "lead_note", entry.get("lead_note"))
                    yield Row(
                        "commitment",
                        (folder.dataset, entry["id"], party.key[0], role.value),
                        where,
                        {
                            "action": action_ref(folder, entry["id"]),
                            "party": party,
                            "role": role.value,
                            "basis": basis.value,
                            "text": note if role == Commitment.Role.LEAD else {},
                            "passages": passages(entry, folder.report),
                        },
                    )


def _volunteers(folder: Folder, parties: Parties) -> set[tuple[str, str]]:
    """Who volunteered for which action: initiatives of the same session, by the party named there."""
    said = set()
    for initiative in folder.get("follow-up.yaml").get("initiatives", []):
        if initiative["status"] != "volunteered":
            continue
        for word in initiative["actors"]:
            party = parties.code(word)
            for entry in folder.get("outcomes.yaml").get("outcomes", []):
                if entry["session"] == initiative["session"] and party:
                    said.add((entry["id"], party))
    return said


def _reports_due(folder: Folder) -> Iterator[Row]:
    file, parties, codes = "follow-up.yaml", Parties(folder), edition_codes(folder)
    for order, entry in enumerate(folder.get(file).get("reports_due", [])):
        where = place(file, entry)
        target = next((codes[word] for word in entry["due"].split() if word in codes), None)
        reporters = [parties.code(word.strip()) for word in _parts(entry.get("reporter"))]
        yield Row(
            "report due",
            (folder.dataset, entry["id"]),
            where,
            {
                "edition": edition_ref(folder),
                "code": entry["id"],
                "order": order,
                "item": folder.translated("report_due", entry["id"], "item", entry["item"]),
                "reporter": folder.translated("report_due", entry["id"], "reporter", entry.get("reporter")),
                "due_at": Ref("edition", (target,)) if target else None,
                "due": {} if target else folder.translated("report_due", entry["id"], "due", entry["due"]),
                "passages": passages(entry),
            },
            {
                "reporters": [Ref("party", (code,)) for code in reporters if code],
                "actions": [
                    action_ref(folder, code)
                    for code in dict.fromkeys([*_same_passage(folder, entry), *_given_actions(folder, entry["id"])])
                ],
            },
        )


def _parts(text: str | None) -> list[str]:
    return text.replace(" with others", "").split(" and ") if text else []


def _same_passage(folder: Folder, entry: Mapping[str, Any]) -> list[str]:
    """The actions recorded in the passage in which a report is announced: the narrowest ones."""
    cited = passages(entry)
    hits = []
    for section in ("outcomes", "process_actions"):
        for action in folder.get("outcomes.yaml").get(section, []):
            shared = overlap(cited, passages(action, folder.report))
            if shared and action.get("report_to"):
                hits.append((shared, action["id"]))
    best = max((shared for shared, _code in hits), default=0)
    return [code for shared, code in hits if shared == best]


def _given_actions(folder: Folder, report: str) -> list[str]:
    given = folder.get("threads.yaml").get("report_actions", [])
    return [entry["action"] for entry in given if entry["report"] == report]


def _cross_references(folder: Folder) -> Iterator[Row]:
    file = "horizontal.yaml"
    known_actions = {entry["id"] for entry in folder.get("outcomes.yaml").get("outcomes", [])}
    numbers: dict[int, int] = {}
    for order, link in enumerate(folder.get(file).get("links", [])):
        numbers[link["footnote"]] = numbers.get(link["footnote"], 0) + 1
        code = f"{link['footnote']}-{numbers[link['footnote']]}"
        from_action = link["from"] in known_actions
        target = _origin(folder, link["to"])
        if target["part"]:
            folder.fault(place(file, link), _("“%(to)s” is no session, roundtable or horizontal issue.")
                         % {"to": link["to"]})
            continue
        yield Row(
            "cross-reference",
            (folder.dataset, code),
            place(file, link),
            {
                "edition": edition_ref(folder),
                "code": code,
                "order": order,
                "footnote": link["footnote"],
                "finding": None if from_action else finding_ref(folder, link["from"]),
                "action": action_ref(folder, link["from"]) if from_action else None,
                "to_session": target["session"],
                "to_roundtable": target["roundtable"],
                "to_theme": target["theme"],
                "to_action": action_ref(folder, link["outcome"]) if link.get("outcome") else None,
                "cited_part": link.get("part", ""),
                "note": link.get("note", ""),
            },
        )


def _session_references(folder: Folder) -> Iterator[Row]:
    file = "horizontal.yaml"
    for link in folder.get(file).get("session_links", []):
        origin = _origin(folder, link["from"])
        actions = [*link.get("outcomes", []), *([link["outcome"]] if link.get("outcome") else [])]
        yield Row(
            "session reference",
            (folder.dataset, str(link["footnote"])),
            place(file, link),
            {
                "edition": edition_ref(folder),
                "footnote": link["footnote"],
                "session": origin["session"],
                "roundtable": origin["roundtable"],
                "about": link["about"],
                "note": link.get("note", ""),
                "passages": passages(link, folder.report),
            },
            {
                "themes": [theme_ref(folder, code) for code in link["to"]],
                "actions": [action_ref(folder, code) for code in actions],
            },
        )


LOADER = Loader(
    "outcomes", (FINDING, ACTION, COMMITMENT, REPORT_DUE, CROSS_REFERENCE, SESSION_REFERENCE), _rows
)
