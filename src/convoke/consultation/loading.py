"""What consultation takes from a data folder: questionnaires with their forms, replies known, priorities."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from convoke.core.loading.rows import Folder, Kind, Loader, Ref, Row, passages, place
from convoke.directory.loading import Parties
from convoke.editions.loading import check_days, edition_ref, span

from .form.check import faults
from .form.model import from_json, to_json
from .models import KnownReply, Priority, Questionnaire, QuestionnaireVersion, ReplyCount

FILE, FORMS = "surveys.yaml", "questionnaires.yaml"
_OWN = ("questionnaire__edition__code", "questionnaire__code")
QUESTIONNAIRE = Kind("questionnaire", Questionnaire, ("edition__code", "code"))
VERSION = Kind("version of a questionnaire", QuestionnaireVersion, (*_OWN, "number"))
REPLY_COUNT = Kind("count of replies", ReplyCount, (*_OWN, "code"))
KNOWN_REPLY = Kind("known reply", KnownReply, (*_OWN, "party__code"))
PRIORITY = Kind("priority", Priority, (*_OWN, "code"))

_REPLIES = {
    "completed questionnaires": KnownReply.Kind.COMPLETED,
    "material instead of a questionnaire": KnownReply.Kind.MATERIAL,
    "no reply": KnownReply.Kind.NONE,
}
"""What a count with the names of those counted says of each of them."""


def _rows(folder: Folder) -> Iterator[Row]:
    forms = {form.get("survey") or form["id"]: form for form in folder.get(FORMS).get("questionnaires", [])}
    surveys = folder.get(FILE).get("surveys", [])
    for order, survey in enumerate(surveys):
        form = forms.pop(survey["id"], None)
        yield from _survey(folder, order, survey, form)
    for order, form in enumerate(forms.values(), len(surveys)):
        if "survey" in form:
            folder.fault(place(FORMS, form), _("There is no survey “%(survey)s”.") % {"survey": form["survey"]})
            continue
        yield _questionnaire(folder, order, form)
        yield from _version(folder, form["id"], form)


def _survey(folder: Folder, order: int, survey: Any, form: Any) -> Iterator[Row]:
    key = (folder.dataset, survey["id"])
    sent, deadline = survey.get("sent") or {}, survey.get("deadline") or {}
    sent_on = span(sent.get("date"), None)[0]
    check_days(folder, place(FILE, survey), sent_on)
    yield Row("questionnaire", key, place(FILE, survey), {
        "edition": edition_ref(folder),
        "code": survey["id"],
        "order": order,
        **{
            field: folder.translated("survey", survey["id"], field, survey[field])
            for field in ("name", "sender", "purpose")
        },
        "state": "closed",
        "addressed_to": form["addressed_to"] if form else "states",
        "sent_on": sent_on,
        "sent_precision": sent.get("precision", "day"),
        "deadline": deadline.get("date"),
        "recipients": survey["recipients"].get("number"),
        "items": survey.get("themes_total"),
        "passages": passages(survey),
    })
    if form:
        yield from _version(folder, survey["id"], form)
    yield from _counts(folder, survey, key)
    yield from _priorities(folder, survey, key, form)


def _questionnaire(folder: Folder, order: int, form: Any) -> Row:
    """A questionnaire that was not put yet: a draft that is ready to be opened."""
    return Row("questionnaire", (folder.dataset, form["id"]), place(FORMS, form), {
        "edition": edition_ref(folder),
        "code": form["id"],
        "order": order,
        **{field: dict(form[field]) for field in ("name", "sender", "purpose")},
        "state": "draft",
        "addressed_to": form["addressed_to"],
        "disclosures": ["task-force"],
    })


def _version(folder: Folder, code: str, form: Any) -> Iterator[Row]:
    given = from_json({
        "languages": form["languages"], "intro": form.get("intro", {}),
        "sections": [
            {**section, "questions": [_without_priority(one) for one in section["questions"]]}
            for section in form["sections"]
        ],
    })
    for fault in faults(given):
        folder.fault(place(FORMS, form), fault.sentence)
    yield Row("version of a questionnaire", (folder.dataset, code, "1"), place(FORMS, form), {
        "questionnaire": Ref("questionnaire", (folder.dataset, code)), "number": 1, "form": to_json(given),
    })


def _without_priority(question: Any) -> dict[str, Any]:
    plain = {key: value for key, value in question.items() if key != "priority"}
    if "choices" in plain:
        plain["choices"] = [{key: value for key, value in one.items() if key != "priority"} for one in plain["choices"]]
    return plain


def _places(form: Any) -> dict[str, tuple[str, str]]:
    """Where in a form each priority stands: the question, and the choice if it is one."""
    questions = [one for section in (form or {}).get("sections", []) for one in section["questions"]]
    return {one["priority"]: (one["code"], "") for one in questions if "priority" in one} | {
        choice["priority"]: (one["code"], choice["code"])
        for one in questions for choice in one.get("choices", []) if "priority" in choice
    }


def _counts(folder: Folder, survey: Any, key: tuple[str, str]) -> Iterator[Row]:
    own, parties = Ref("questionnaire", key), Parties(folder)
    for number, count in enumerate(survey["counts"], 1):
        date = count.get("date")
        counted_on = span(date, None)[0]
        check_days(folder, place(FILE, count), counted_on)
        yield Row("count of replies", (*key, f"count-{number}"), place(FILE, count), {
            "questionnaire": own,
            "code": f"count-{number}",
            "counted_on": counted_on,
            "precision": "month" if date and len(date) == 7 else "day",
            "what": folder.translated("reply_count", f"{survey['id']}-count-{number}", "what", count["what"]),
            "qualifier": count.get("qualifier", "exact"),
            "value": count.get("value"),
            "passages": passages(count),
        })
        if count["what"] not in _REPLIES:
            continue
        for name in count.get("who", []):
            party = parties.ref(name, place(FILE, count))
            if party:
                yield Row("known reply", (*key, *party.key), place(FILE, count), {
                    "questionnaire": own,
                    "party": party,
                    "kind": _REPLIES[count["what"]],
                    "passages": passages(count),
                })


def _priorities(folder: Folder, survey: Any, key: tuple[str, str], form: Any) -> Iterator[Row]:
    places = _places(form)
    for number, theme in enumerate(survey.get("themes_known", []), 1):
        code = theme.get("id") or f"{survey['id']}-p{number}"
        question, choice = places.pop(code, ("", ""))
        yield Row("priority", (*key, code), place(FILE, theme), {
            "questionnaire": Ref("questionnaire", key),
            "code": code,
            "order": number,
            "item": theme.get("item"),
            "rank": theme.get("rank"),
            "rank_group": folder.translated("priority", code, "rank_group", theme.get("rank_group")),
            "text": folder.translated("priority", code, "text", theme["text"]),
            "question": question,
            "choice": choice,
            "passages": passages(theme),
        })
    for code in places:
        folder.fault(place(FORMS, form), _("There is no priority “%(priority)s” in the survey.") % {"priority": code})


LOADER = Loader("consultation", (QUESTIONNAIRE, VERSION, REPLY_COUNT, KNOWN_REPLY, PRIORITY), _rows)
