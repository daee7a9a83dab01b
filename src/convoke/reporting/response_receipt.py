"""The receipt of a submitted answer as a tagged PDF (PDF/UA-1): every question and answer, checksum and time."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from convoke.consultation.form.model import Form, Kind, Words
from convoke.consultation.form.progress import standing
from convoke.consultation.form.words import in_words
from convoke.consultation.models import Submission
from convoke.core import clock, formats
from convoke.core.actors import Actor
from convoke.core.languages import Translated, active_language, direction, direction_of
from convoke.core.typesetting import typeset
from convoke.directory.models import Party
from convoke.directory.queries import names

TEMPLATE = Path(__file__).resolve().parent / "typst" / "receipt.typ"


def response_receipt(*, actor: Actor, submission: Submission, time_zone: str) -> bytes:
    """The receipt in the active language (CON-1).

    ``time_zone`` is the reader's; every time is given in UTC, in the Chair's zone and in the reader's.
    The caller has read the submission as the actor, and reads all of the response.
    """
    return typeset(TEMPLATE, record=_record(submission, time_zone))


def _record(submission: Submission, time_zone: str) -> dict[str, Any]:
    language, questionnaire = active_language(), submission.response.questionnaire
    zones = list(dict.fromkeys(["UTC", questionnaire.time_zone, time_zone]))

    def times(at: dt.datetime | None) -> list[str]:
        return [formats.moment_in(at, zone) for zone in zones] if at else ["–"]

    return {
        "language": language,
        "direction": direction(language),
        "author": str(questionnaire.edition.forum.name),
        "kind": _("Receipt of an answer"),
        "title": str(questionnaire.name),
        "facts": _facts(submission, times),
        "sections_heading": _("Questions and answers"),
        "sections": _sections(submission, language),
        "no_answer": _("no answer"),
        "checksum": [_("SHA-256 of questionnaire, version, party and answers"), submission.checksum],
        "made": _("Made on %(moment)s. Nothing said or recorded here binds anyone.") % {
            "moment": formats.moment_in(clock.now(), time_zone)
        },
    }


def _facts(submission: Submission, times: Any) -> list[list[Any]]:
    response, known = submission.response, names(active_language(), clock.today())
    version = submission.version
    facts: list[list[Any]] = [
        [_("Answer of"), [known.name(response.party) if response.party else str(response.account)]],
        [_("Number"), [formats.number(submission.number)]],
        [pgettext("answer", "Submitted"), times(submission.at)],
        [_("Deadline"), times(response.questionnaire.due_at)],
    ]
    if submission.is_late:
        facts.append([_("In time"), [_("It came after the deadline and was taken in.")]])
    elif response.questionnaire.due_at:
        facts.append([_("In time"), [_("Yes")]])
    if submission.by:
        facts.append([pgettext("answer", "By"), [str(submission.by)]])
    facts += [
        [pgettext("answer", "Received"), [submission.get_channel_display()]],
        [_("Version of the questionnaire"), [formats.number(version.number), version.checksum]],
        [_("Seen by the party, the task force, and"), [submission.get_audience_display()]],
    ]
    if submission.confirmed_at:
        facts.append([pgettext("answer", "Confirmed"), times(submission.confirmed_at)])
    if submission.superseded_at:
        facts.append([_("Counted until"), times(submission.superseded_at)])
    return facts


def _sections(submission: Submission, language: str) -> list[dict[str, Any]]:
    form: Form = submission.version.parsed
    known = names(language, clock.today())
    parties = {party.code: known.name(party) for party in Party.objects.all()} if _asks_for_parties(form) else {}
    shown = standing(form, submission.answers, submission.at.date()).relevant | set(submission.answers)
    made = []
    for section in form.sections:
        asked = [one for one in section.questions if one.kind != Kind.NOTE and one.code in shown]
        if asked:
            made.append({
                "title": _said(section.title, language),
                "questions": [
                    {
                        "label": _said(one.label, language),
                        "lines": [
                            {"text": line, "direction": direction_of(line, direction(language))}
                            for line in in_words(
                                one, submission.answers.get(one.code), lambda code: parties.get(code, code), language
                            )
                        ],
                    }
                    for one in asked
                ],
            })
    return made


def _asks_for_parties(form: Form) -> bool:
    return any(one.kind == Kind.PARTY for one in form.questions())


def _said(text: Words, language: str) -> dict[str, str]:
    shown = Translated(text).language_for(language) or language
    return {"text": text.get(shown, ""), "direction": direction(shown), "language": shown}
