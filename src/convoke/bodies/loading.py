"""What bodies take from a data folder: groups with their rules, functions and meetings; consultative processes."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import slugify

from convoke.core.audiences import Audience
from convoke.core.loading.rows import Folder, Kind, Loader, Ref, Row, passages, place
from convoke.directory.loading import Parties
from convoke.editions.loading import check_days, edition_ref

from .models import Body, BodyFunction, BodyMeeting, BodyMember, MeetingDecision
from .states import MeetingState

GROUPS, MECHANISMS = "groups.yaml", "mechanisms.yaml"
BODY = Kind("body", Body, ("forum__code", "code"))
FUNCTION = Kind("function of a body", BodyFunction, ("body__forum__code", "body__code", "code"))
MEMBER = Kind("member of a body", BodyMember, ("body__forum__code", "body__code", "party__code", "since"))
MEETING = Kind("meeting of a body", BodyMeeting, ("body__forum__code", "body__code", "code"))
DECISION = Kind(
    "decision of a meeting", MeetingDecision,
    ("meeting__body__forum__code", "meeting__body__code", "meeting__code", "code"),
)

_KINDS = {
    "temporary working group": Body.Kind.WORKING_GROUP,
    "optional working group": Body.Kind.WORKING_GROUP,
    "support structure of the first meeting": Body.Kind.SUPPORT,
    "support structure by rule": Body.Kind.SUPPORT,
    "committee of the organiser": Body.Kind.COMMITTEE,
}
"""What the files call a kind, where it is not said as the code of the kind."""
_COMPOSITIONS = {
    "friends-of-the-forum": Body.Composition.UNITED_NATIONS,
    "troika": Body.Composition.TROIKA,
    "co-chair": Body.Composition.CO_CHAIR,
    "focal-points": Body.Composition.FOCAL_POINTS,
    "steering-group": Body.Composition.STEERING,
}
"""The bodies whose members follow from other facts; all others have theirs entered."""
_TEXTS = {
    "functions": BodyFunction.Kind.FUNCTION,
    "practice": BodyFunction.Kind.PRACTICE,
    "wishes_for_the_future": BodyFunction.Kind.WISH,
    "relation_to_forum": BodyFunction.Kind.RELATION,
    "outcome_flow": BodyFunction.Kind.RELATION,
    "membership_variants": BodyFunction.Kind.RULE,
    "meeting_practice": BodyFunction.Kind.PRACTICE,
    "online_access": BodyFunction.Kind.PRACTICE,
    "extended_form": BodyFunction.Kind.PRACTICE,
    "resources": BodyFunction.Kind.PRACTICE,
    "assessment": BodyFunction.Kind.PRACTICE,
    "focus": BodyFunction.Kind.FUNCTION,
}
"""The parts of a group that tell what it is for, and under which heading."""
_TOLD = {"id", "name", "acronym", "kind", "source", "also", "meetings", "task", "venue", "ref", "iom_questionnaire"}
_RCP = ("region", "region_note", "year_started", "started", "aliases", "main_topic", "members_note", "website")


def _rows(folder: Folder) -> Iterator[Row]:
    acronym = (folder.get("edition.yaml").get("edition") or {}).get("acronym")
    if not acronym:
        return
    forum = slugify(acronym)
    parties = Parties(folder)
    for order, group in enumerate(folder.get(GROUPS).get("groups", [])):
        yield from _group(folder, parties, forum, group, order)
    for order, process in enumerate(folder.get(MECHANISMS).get("regional_consultative_processes", [])):
        yield from _process(folder, forum, process, 100 + order)


def _group(folder: Folder, parties: Parties, forum: str, group: Mapping[str, Any], order: int) -> Iterator[Row]:
    code = group["id"]
    kind = _KINDS.get(group["kind"]) or Body.Kind(group["kind"].replace(" ", "-"))
    members, unmatched = _members(parties, forum, group)
    yield _body(
        folder, forum, GROUPS, group, order, kind.value,
        composition=_COMPOSITIONS.get(code, Body.Composition.ENTERED).value,
        acronym=group.get("acronym", ""),
        mandate=folder.translated("body", code, "task", group.get("task")),
        venue=folder.translated("body", code, "venue", group.get("venue")),
        rule={
            **{key: value for key, value in group.items() if key not in _TOLD and key not in _TEXTS},
            "members": unmatched,
        },
        since=_founded(folder, group),
        edition=edition_ref(folder) if code.startswith("task-force-") else None,
    )
    yield from _functions(folder, forum, GROUPS, group)
    yield from members
    for meeting in group.get("meetings", []):
        yield from _meeting(folder, forum, code, meeting)


def _process(folder: Folder, forum: str, process: Mapping[str, Any], order: int) -> Iterator[Row]:
    acronym = next((word for word in process.get("aliases", []) if word.isupper() and len(word) < 12), "")
    year = process.get("year_started")
    yield _body(
        folder, forum, MECHANISMS, process, order, Body.Kind.RCP.value,
        composition=Body.Composition.ENTERED.value,
        acronym=acronym,
        rule={key: process[key] for key in _RCP if process.get(key)},
        since=f"{process.get('started') or year}-01-01"[:10] if year else None,
    )
    yield from _functions(folder, forum, MECHANISMS, process)


def _body(
    folder: Folder, forum: str, file: str, group: Mapping[str, Any], order: int, kind: str, **fields: Any
) -> Row:
    where = place(file, group)
    check_days(folder, where, fields.get("since"))
    return Row(
        "body", (forum, group["id"]), where,
        {
            "forum": Ref("forum", (forum,)),
            "code": group["id"],
            "order": order,
            "name": folder.translated("body", group["id"], "name", group["name"]),
            "kind": kind,
            "passages": passages(group),
            **{key: _plain(value) for key, value in fields.items()},
        },
    )


def _founded(folder: Folder, group: Mapping[str, Any]) -> str | None:
    """The day of the meeting that set a group up."""
    for other in folder.get(GROUPS).get("groups", []):
        for meeting in other.get("meetings", []):
            if meeting["id"] == group.get("created_at"):
                return str(meeting["date"])
    return None


def _functions(folder: Folder, forum: str, file: str, group: Mapping[str, Any]) -> Iterator[Row]:
    order = 0
    for key, kind in _TEXTS.items():
        told = group.get(key) or []
        for number, entry in enumerate([told] if isinstance(told, dict) else told, start=1):
            if not entry.get("text") or entry.get("class", "told") is None:
                continue  # a process that a source does not class tells nothing of what it is for
            code = entry.get("id") or f"{group['id']}-{key.replace('_', '-')}-{number}"
            yield Row(
                "function of a body", (forum, group["id"], code), place(file, entry),
                {
                    "body": Ref("body", (forum, group["id"])),
                    "code": code,
                    "kind": kind.value,
                    "order": (order := order + 1),
                    "text": folder.translated("body_function", code, "text", entry["text"]),
                    "passages": passages(entry),
                },
            )


def _members(parties: Parties, forum: str, group: Mapping[str, Any]) -> tuple[list[Row], list[dict[str, Any]]]:
    """The members that are known parties, and the rest as the file names them."""
    rows, unmatched = [], []
    for entry in group.get("members", []):
        where = place(GROUPS, entry)
        code = parties.code(entry["name"]) or parties.code(entry["name"].replace("UN ", "United Nations ", 1))
        code = code or parties.code(entry["id"].partition("-")[2]) or parties.code(f"UN{entry['id'].partition('-')[2]}")
        if entry.get("collective") or code is None:
            unmatched.append({"name": entry["name"], "passages": passages(entry)})
            continue
        rows.append(
            Row(
                "member of a body", (forum, group["id"], code, "None"), where,
                {
                    "body": Ref("body", (forum, group["id"])),
                    "party": Ref("party", (code,)),
                    "role": BodyMember.Role.MEMBER.value,
                    "since": None,
                    "passages": passages(entry),
                },
            )
        )
    return rows, unmatched


_FIGURES = ("participants", "member_states", "organisations")


def _meeting(folder: Folder, forum: str, body: str, meeting: Mapping[str, Any]) -> Iterator[Row]:
    where, day = place(GROUPS, meeting), str(meeting["date"])
    check_days(folder, where, day)
    yield Row(
        "meeting of a body", (forum, body, meeting["id"]), where,
        {
            "body": Ref("body", (forum, body)),
            "edition": edition_ref(folder),
            "code": meeting["id"],
            "ordinal": meeting.get("ordinal"),
            "place": folder.translated("body_meeting", meeting["id"], "place", meeting.get("place")),
            "starts_on": day,
            "ends_on": day,
            "state": MeetingState.HELD.value,
            "chairs": list(meeting.get("chairs", [])),
            "present": [*meeting.get("in_presence_of", []), *meeting.get("others", [])],
            "figures": [{"what": what, **meeting[what]} for what in _FIGURES if meeting.get(what)],
            "audience": Audience.PUBLIC.value,
            "is_published": True,
            "passages": passages(meeting),
        },
    )
    for order, decision in enumerate(meeting.get("decisions", []), start=1):
        points = "\n".join(decision.get("points", []))
        yield Row(
            "decision of a meeting", (forum, body, meeting["id"], decision["id"]), place(GROUPS, decision),
            {
                "meeting": Ref("meeting of a body", (forum, body, meeting["id"])),
                "code": decision["id"],
                "order": order,
                "kind": decision["kind"],
                "text": folder.translated("decision", decision["id"], "text", decision["text"]),
                "points": folder.translated("decision", decision["id"], "points", points),
                "passages": passages(decision),
            },
        )


def _plain(value: Any) -> Any:
    """A value of the files without what it remembers of its place."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


LOADER = Loader("bodies", (BODY, FUNCTION, MEMBER, MEETING, DECISION), _rows)
