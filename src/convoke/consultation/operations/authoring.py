"""A questionnaire from its draft to its close: written, opened and frozen, corrected, extended, closed."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.formats import zone_names
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.directory.models import Account, Party
from convoke.editions.models import Edition

from ..form.check import faults
from ..form.compare import carried_over, difference
from ..form.model import Form, canonical, checksum_of, to_json
from ..form.translating import traced
from ..models import (
    Answer,
    AnswerEdit,
    Disclosure,
    Questionnaire,
    QuestionnaireVersion,
    Response,
)
from ..reading.addressed import addressed_parties, participants
from ..rules import FROZEN, LONGEST_ASKED, why_not_published
from ..states import QUESTIONNAIRE, QuestionnaireState

MOVING = ("asked", "draft", "reopened", "declined")
"""States of a response whose draft moves along to a corrected version."""


@dataclass(frozen=True)
class Terms:
    """On what terms a questionnaire is put: its words, to whom, until when, seen by whom (CON-2)."""

    name: Mapping[str, str]
    sender: Mapping[str, str] = field(default_factory=dict)
    purpose: Mapping[str, str] = field(default_factory=dict)
    addressed_to: str = Questionnaire.AddressedTo.STATES
    invited: tuple[Party, ...] = ()
    due_at: dt.datetime | None = None
    time_zone: str = "UTC"
    disclosures: tuple[str, ...] = (Disclosure.TOTALS,)
    disclosed_by: str = Questionnaire.DisclosedBy.QUESTIONNAIRE
    results_audience: str = Audience.FRIENDS
    audience: str = Audience.FRIENDS

    def check(self) -> None:
        """Raises ValidationError, by field, for what is missing or not known."""
        if not any(words.strip() for words in self.name.values()):
            raise ValidationError({"name": _("Give the questionnaire a name in at least one language.")})
        if self.time_zone not in zone_names():
            raise ValidationError({"time_zone": _("This time zone is not known. Accepted: such as Europe/Brussels.")})
        if not self.disclosures or not set(self.disclosures) <= set(Disclosure.values):
            raise ValidationError({"disclosures": _("CON-2: say what a party may choose from, at least one of these.")})
        if self.addressed_to == Questionnaire.AddressedTo.PARTIES and not self.invited:
            raise ValidationError({"invited": _("Choose the parties that are asked.")})

    def fields(self) -> dict[str, Any]:
        """The terms as fields of a questionnaire."""
        return {
            **{key: {one: text.strip() for one, text in words.items() if text.strip()} for key, words in (
                ("name", self.name), ("sender", self.sender), ("purpose", self.purpose),
            )},
            "addressed_to": self.addressed_to,
            "due_at": self.due_at,
            "time_zone": self.time_zone,
            "disclosures": [one for one in Disclosure.values if one in self.disclosures],
            "disclosed_by": self.disclosed_by,
            "results_audience": self.results_audience,
            "audience": self.audience,
        }


def draft_questionnaire(
    *, actor: Actor, edition: Edition, code: str, terms: Terms, form: Form | None = None, is_exercise: bool = False
) -> Questionnaire:
    """Drafts a questionnaire with its first version; raises Denied, and ValidationError for incomplete terms."""
    require(actor, "draft", Questionnaire)
    terms.check()
    with operation(actor=actor, verb="draft-questionnaire", edition=edition.code) as recording:
        made = Questionnaire(
            edition=edition, code=code, order=edition.questionnaires.count(), is_exercise=is_exercise,
            state=QuestionnaireState.DRAFT, **terms.fields(),
        )
        made.full_clean()
        made.save()
        made.invited.set(terms.invited)
        QuestionnaireVersion.objects.create(questionnaire=made, number=1, form=to_json(form or Form()))
        recording.on = made
    return made


def change_questionnaire(*, actor: Actor, questionnaire: Questionnaire, terms: Terms) -> Questionnaire:
    """Changes the terms of a draft; raises ValidationError once it was opened: they stay as they were put."""
    require(actor, "change", questionnaire)
    terms.check()
    with operation(
        actor=actor, verb="change-questionnaire", on=questionnaire, edition=questionnaire.edition.code
    ):
        present = _locked(questionnaire)
        if present.state != QuestionnaireState.DRAFT:
            raise ValidationError(_("The terms stay as they were when the questionnaire was opened; the deadline can "
                                    "be extended."))
        for name, value in terms.fields().items():
            setattr(present, name, value)
        present.full_clean()
        present.save()
        present.invited.set(terms.invited)
    return present


def edit_form(
    *, actor: Actor, questionnaire: Questionnaire, change: Callable[[Form], Form],
    renamed: Mapping[str, str] | None = None, confirmed: Collection[tuple[str, str]] = (),
) -> QuestionnaireVersion:
    """Changes the form being drafted, complete or not, and keeps what its translations were made from.

    ``change`` is given the form as it stands under the lock, so that two people who write at once
    lose nothing of each other; what it raises leaves everything as it was. ``renamed`` and
    ``confirmed`` are those of :func:`..form.translating.traced`. Raises ValidationError where every
    version is frozen: a correction is begun first.
    """
    require(actor, "draft", questionnaire)
    with operation(
        actor=actor, verb="write-questionnaire", on=questionnaire, edition=questionnaire.edition.code
    ) as recording:
        version = _draft_version(questionnaire)
        before = version.parsed
        after = change(before)
        version.form = to_json(after)
        version.translated_from = traced(
            before, after, version.translated_from, renamed=renamed, confirmed=confirmed
        )
        version.save()
        recording.facts = {"version": version.number, "questions": len(after.by_code)}
    return version


def begin_correction(*, actor: Actor, questionnaire: Questionnaire) -> QuestionnaireVersion:
    """Begins the next version from the one in force; raises ValidationError where one is being drafted."""
    require(actor, "correct", questionnaire)
    with operation(
        actor=actor, verb="begin-correction", on=questionnaire, edition=questionnaire.edition.code
    ) as recording:
        _locked(questionnaire)
        last = questionnaire.versions.last()
        if last is None or last.frozen_at is None:
            raise ValidationError(_("A version is being drafted already; go on with it."))
        made = QuestionnaireVersion.objects.create(
            questionnaire=questionnaire, number=last.number + 1, form=last.form, translated_from=last.translated_from
        )
        recording.facts = {"version": made.number}
    return made


def put_correction_in_force(
    *, actor: Actor, questionnaire: Questionnaire, note: Mapping[str, str]
) -> QuestionnaireVersion:
    """CON-3: freezes the corrected version; drafts move along, changed questions are marked, nothing is lost.

    Raises ValidationError for a form with faults, one that changes nothing, or without a note on what changed.
    """
    require(actor, "correct", questionnaire)
    if not any(words.strip() for words in note.values()):
        raise ValidationError({"note": _("Say in a sentence what was corrected; respondents read it.")})
    with operation(
        actor=actor, verb="correct-questionnaire", on=questionnaire, edition=questionnaire.edition.code,
        audience=Audience(questionnaire.audience),
    ) as recording:
        present = _locked(questionnaire)
        if present.state != QuestionnaireState.OPEN:
            raise ValidationError(_("Only an open questionnaire is corrected."))
        version, earlier = _draft_version(present), present.versions.filter(frozen_at__isnull=False).latest("number")
        if canonical(version.form) == canonical(earlier.form):
            raise ValidationError(_("Nothing was changed yet."))
        _freeze(version, note)
        moved = _move_along(actor, present, earlier, version)
        recording.facts = {"version": version.number, "drafts": moved}
    return version


def open_questionnaire(
    *, actor: Actor, questionnaire: Questionnaire, at: dt.datetime | None = None
) -> Questionnaire:
    """Opens a draft: its form is frozen, everyone addressed is asked.

    ``at`` is when it was opened, for what a command records afterwards; now for everyone else.
    Raises ValidationError for a form with faults, a deadline that is not ahead or too far ahead,
    and where nobody would be asked.
    """
    require(actor, "open", questionnaire)
    now = (at if actor.is_system else None) or clock.now()
    with operation(
        actor=actor, verb="open-questionnaire", on=questionnaire, edition=questionnaire.edition.code,
        audience=Audience(questionnaire.audience),
    ) as recording:
        present = _take_on(questionnaire, QuestionnaireState.OPEN, from_state=QuestionnaireState.DRAFT)
        _check_deadline(present.due_at, now)
        version = _draft_version(present)
        _freeze(version, {})
        present.opened_at, present.sent_on = now, present.day_of(now)
        present.deadline = present.day_of(present.due_at) if present.due_at else None
        asked = _asked(present, version, now)
        Response.objects.bulk_create(asked, batch_size=500)
        present.recipients = len(asked)
        present.save()
        recording.facts = {"asked": len(asked), "version": version.number, "checksum": version.checksum}
    return present


def extend_deadline(*, actor: Actor, questionnaire: Questionnaire, due_at: dt.datetime) -> Questionnaire:
    """Extends the deadline; a closed questionnaire is open again. Raises ValidationError for an earlier one."""
    require(actor, "extend", questionnaire)
    with operation(
        actor=actor, verb="extend-questionnaire", on=questionnaire, edition=questionnaire.edition.code,
        audience=Audience(questionnaire.audience),
    ) as recording:
        present = _locked(questionnaire)
        if present.opened_at is None:
            raise ValidationError(_("This questionnaire was not opened here."))
        _check_deadline(due_at, clock.now())
        if present.due_at and due_at <= present.due_at:
            raise ValidationError({"due_at": _("A deadline is extended to a later moment, never shortened.")})
        present.state, present.closed_at = QuestionnaireState.OPEN, None
        present.due_at, present.deadline = due_at, present.day_of(due_at)
        present.save()
        recording.facts = {"deadline": due_at.isoformat()}
    return present


def close_questionnaire(*, actor: Actor, questionnaire: Questionnaire) -> Questionnaire:
    """Closes an open questionnaire: no more answers are taken in, unless it is extended."""
    require(actor, "close", questionnaire)
    with operation(
        actor=actor, verb="close-questionnaire", on=questionnaire, edition=questionnaire.edition.code,
        audience=Audience(questionnaire.audience),
    ):
        present = _take_on(questionnaire, QuestionnaireState.CLOSED, from_state=QuestionnaireState.OPEN)
        present.closed_at = clock.now()
        present.save()
    return present


def publish_results(*, actor: Actor, questionnaire: Questionnaire) -> Questionnaire:
    """CON-2: lets the stated audience see the totals as they are now; again once enough answers came since.

    Raises ValidationError with the reason where that is not so.
    """
    require(actor, "publish-results", questionnaire)
    with operation(
        actor=actor, verb="publish-results", on=questionnaire, edition=questionnaire.edition.code,
        audience=Audience(questionnaire.results_audience),
    ):
        present = _locked(questionnaire)
        reason = why_not_published(present)
        if reason:
            raise ValidationError(reason)
        present.results_published_at = clock.now()
        present.save(update_fields=["results_published_at"])
    return present


def _locked(questionnaire: Questionnaire) -> Questionnaire:
    return Questionnaire.objects.select_for_update().select_related("edition").get(pk=questionnaire.pk)


def _take_on(
    questionnaire: Questionnaire, to: QuestionnaireState, *, from_state: QuestionnaireState
) -> Questionnaire:
    present = _locked(questionnaire)
    if present.state != from_state or to not in QUESTIONNAIRE[QuestionnaireState(present.state)]:
        raise ValidationError(
            _("This questionnaire is %(state)s; that cannot be done with it now."),
            params={"state": present.get_state_display()},
        )
    present.state = to
    return present


def _draft_version(questionnaire: Questionnaire) -> QuestionnaireVersion:
    found = questionnaire.versions.select_for_update().filter(frozen_at__isnull=True).first()
    if found is None:
        raise ValidationError(FROZEN)
    return found


def _freeze(version: QuestionnaireVersion, note: Mapping[str, str]) -> None:
    form = version.parsed
    wrong = faults(form)
    if not form.by_code:
        raise ValidationError(_("There is no question yet."))
    if wrong:
        raise ValidationError([fault.sentence for fault in wrong])
    version.frozen_at, version.checksum = clock.now(), checksum_of(form)
    version.note = {language: words.strip() for language, words in note.items() if words.strip()}
    version.save()


def _check_deadline(due_at: dt.datetime | None, now: dt.datetime) -> None:
    if due_at is None:
        raise ValidationError({"due_at": _("Set a deadline.")})
    if due_at <= now:
        raise ValidationError({"due_at": _("The deadline lies ahead. Choose a later day or time.")})
    if due_at > now + LONGEST_ASKED:
        raise ValidationError({"due_at": ngettext(
            "The deadline lies at most %(days)s day ahead.", "The deadline lies at most %(days)s days ahead.",
            LONGEST_ASKED.days,
        ) % {"days": LONGEST_ASKED.days}})


def _asked(questionnaire: Questionnaire, version: QuestionnaireVersion, now: dt.datetime) -> list[Response]:
    common = {
        "questionnaire": questionnaire, "version": version, "asked_at": now,
        "disclosure": questionnaire.disclosures[0],
    }
    if questionnaire.addressed_to == Questionnaire.AddressedTo.PARTICIPANTS:
        accounts = Account.objects.filter(pk__in=participants(now.date()).values("person__account"))
        found = [Response(account=account, **common) for account in accounts]
    else:
        found = [Response(party=party, **common) for party in addressed_parties(questionnaire, now.date())]
    if not found:
        raise ValidationError(_("Nobody would be asked. Choose other parties."))
    return found


def _move_along(
    actor: Actor, questionnaire: Questionnaire, earlier: QuestionnaireVersion, later: QuestionnaireVersion
) -> int:
    form = later.parsed
    differs = set(difference(earlier.parsed, form).changed)
    moving = questionnaire.responses.select_for_update().filter(state__in=MOVING)
    for response in moving.prefetch_related("answers"):
        present = list(response.answers.all())
        _kept, fallen = carried_over(form, {one.question: one.value for one in present if one.value is not None})
        for answer in present:
            gone = answer.question not in form.by_code
            if gone or answer.question in fallen:
                reason = fallen.get(answer.question) or _("The corrected version asks this no more.")
                AnswerEdit.objects.create(
                    response=response, section=answer.section, question=answer.question, value=answer.value,
                    at=answer.at, by_id=answer.by_id, client=answer.client, is_aside=True, reason=reason[:500],
                )
            if gone:
                answer.delete()
            elif answer.question in differs or answer.question in fallen:
                _mark(answer, form, fallen)
    moving.update(version=later)
    return len(moving)


def _mark(answer: Answer, form: Form, fallen: Mapping[str, str]) -> None:
    answer.look_again = fallen.get(answer.question) or _("This question was corrected. Is your answer still right?")
    answer.look_again = answer.look_again[:500]
    answer.section = form.section_of[answer.question]
    if answer.question in fallen:
        answer.value = None
    answer.revision += 1
    answer.save()
