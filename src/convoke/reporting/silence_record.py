"""The record of a silence procedure as a tagged PDF (PDF/UA-1): what was asked of whom, and what came of it."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from convoke.bodies.models import SilenceProcedure, SilenceReply
from convoke.bodies.queries import Answer, Replies, replies_to, standing
from convoke.bodies.states import SilenceState
from convoke.core import clock, formats
from convoke.core.actors import Actor
from convoke.core.languages import active_language, direction
from convoke.core.typesetting import typeset
from convoke.directory.queries import names

TEMPLATE = Path(__file__).resolve().parent / "typst" / "silence.typ"


def silence_record(*, actor: Actor, procedure: SilenceProcedure, time_zone: str) -> bytes:
    """The record in the active language, as the actor may see it (BOD-4).

    ``time_zone`` is the reader's; every time is given in UTC, in the Chair's zone and in
    the reader's. The caller has read the procedure as the actor.
    """
    return typeset(TEMPLATE, record=_record(actor, procedure, time_zone))


def _record(actor: Actor, procedure: SilenceProcedure, time_zone: str) -> dict[str, Any]:
    language = active_language()
    replies = replies_to(actor, procedure)
    zones = list(dict.fromkeys(["UTC", procedure.time_zone, time_zone]))

    def times(at: dt.datetime | None) -> list[str]:
        return [formats.moment_in(at, zone) for zone in zones] if at else ["–"]

    facts = [
        [_("Result"), [str(standing(procedure).label)]],
        [_("Circulated to"), [str(procedure.body.name)]],
        [_("Circulated"), times(procedure.circulated_at)],
        [_("Deadline"), times(procedure.deadline)],
        [_("Over"), times(_over(procedure))],
        [_("Addressees see of each other"), [procedure.get_shown_display()]],
    ]
    if procedure.reason:
        facts.append([_("Reason for withdrawing"), [procedure.reason]])
    return {
        "language": language,
        "direction": direction(language),
        "author": str(procedure.edition.forum.name),
        "kind": _("Record of a silence procedure"),
        "title": str(procedure.title),
        "facts": facts,
        "texts_heading": _("Text as circulated"),
        "texts": _texts(procedure),
        "answers_heading": _("Addressees and replies"),
        "columns": [_("Participant"), pgettext("silence", "Reply"), _("Reasons"), _("At")],
        "answers": _answers(replies, zones[1] if len(zones) > 1 else "UTC"),
        "numbers": _numbers(replies),
        "checksum": [_("SHA-256 of text, deadline and addressees"), procedure.checksum],
        "made": _("Made on %(moment)s. Nothing said or recorded here binds anyone.") % {
            "moment": formats.moment_in(clock.now(), time_zone)
        },
    }


def _over(procedure: SilenceProcedure) -> dt.datetime | None:
    adopted = standing(procedure) == SilenceState.ADOPTED
    return procedure.over_at or (procedure.deadline if adopted else None)


def _texts(procedure: SilenceProcedure) -> list[dict[str, Any]]:
    spoken = dict(settings.CONVOKE_CONTENT_LANGUAGES)
    order = [active_language(), *(one for one in spoken if one != active_language())]
    return [
        {
            "language": one, "direction": direction(one), "name": str(spoken[one]),
            "title": procedure.title.get(one, ""), "paragraphs": procedure.text[one].splitlines(),
        }
        for one in order
        if procedure.text.get(one)
    ]


def _answers(replies: Replies, zone: str) -> list[list[str]]:
    known = names(active_language(), clock.today())
    ordered = sorted(replies.answers, key=lambda answer: known.key(answer.party))
    return [row for answer in ordered for row in _rows(known.name(answer.party), answer, replies, zone)]


def _rows(name: str, answer: Answer, replies: Replies, zone: str) -> list[list[str]]:
    if not answer.replies:
        return [[name, _("no reply") if replies.shown == SilenceProcedure.Shown.REPLIES else "–", "", ""]]
    return [[name, _kind(reply), reply.reasons, formats.moment_in(reply.at, zone)] for reply in answer.replies]


def _kind(reply: SilenceReply) -> str:
    kind = str(reply.get_kind_display())
    return _("%(reply)s (after the deadline; changes nothing)") % {"reply": kind} if reply.is_late else kind


def _numbers(replies: Replies) -> list[list[str]]:
    if replies.numbers is None:
        return []
    counted = [
        [str(SilenceReply.Kind(kind).label), formats.number(number)] for kind, number in sorted(replies.numbers.items())
    ]
    return [*counted, [_("no reply in time"), formats.number(replies.silent)]]
