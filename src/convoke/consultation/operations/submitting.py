"""CON-1: a response is submitted, reopened and submitted again; every submission stays as it was."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.outreach.operations.links import answered

from ..form.model import Answers, canonical
from ..form.progress import standing
from ..models import Clearance, ReceivedBy, Response, Submission, SubmittedAnswer
from ..queries import about, checksum_of_answers, missing_sentences, present_answers
from ..states import RESPONSE, ClearanceState, ResponseState
from ._responses import check_open, frame, locked


def submit(*, actor: Actor, response: Response) -> Submission:
    """CON-1: submits what was prepared, as it is now; whatever was submitted before stays readable.

    After the deadline it is taken in and marked as late. Raises ValidationError where something asked
    for is missing, an answer is not as its question wants it, or a clearance is outstanding.
    """
    require(actor, "submit", response)
    with operation(actor=actor, verb="submit-response", on=response, **frame(response)) as recording:
        present = locked(response)
        check_open(present)
        given = present_answers(present)
        _check_complete(present, given)
        _check_cleared(present, given)
        marks = {one.question: one for one in present.answers.all()}
        made = record(
            actor=actor, response=present, given=given, channel=ReceivedBy.ONLINE,
            disclosures={code: one.disclosure for code, one in marks.items() if one.disclosure},
            quotes={code: one.may_quote for code, one in marks.items() if one.may_quote is not None},
        )
        recording.facts = {"number": made.number, "late": made.is_late, "checksum": made.checksum}
        if present.party:
            answered(actor=actor, about=about(present.questionnaire), party=present.party)
    return made


def reopen(*, actor: Actor, response: Response) -> Response:
    """Reopens what was submitted; the submission counts until another takes its place."""
    require(actor, "reopen", response)
    with operation(actor=actor, verb="reopen-response", on=response, **frame(response)):
        present = locked(response)
        check_open(present)
        if ResponseState.REOPENED not in RESPONSE[ResponseState(present.state)]:
            raise ValidationError(_("There is no submitted answer to reopen."))
        present.state = ResponseState.REOPENED
        present.version = present.questionnaire.versions.filter(frozen_at__isnull=False).latest("number")
        present.save(update_fields=["state", "version"])
    return present


def confirm(*, actor: Actor, submission: Submission) -> Submission:
    """The focal point confirms what the task force entered for its party; raises ValidationError a second time."""
    require(actor, "confirm", submission.response)
    with operation(
        actor=actor, verb="confirm-submission", on=submission.response, **frame(submission.response)
    ) as recording:
        present = Submission.objects.select_for_update().get(pk=submission.pk)
        if present.confirmed_at is not None or present.channel == ReceivedBy.ONLINE:
            raise ValidationError(_("This answer needs no confirmation."))
        present.confirmed_at, present.confirmed_by_id = clock.now(), actor.account_id
        present.save(update_fields=["confirmed_at", "confirmed_by"])
        recording.facts = {"number": present.number}
    return present


def record(
    *, actor: Actor, response: Response, given: Answers, channel: str, disclosures: dict[str, str] | None = None,
    quotes: dict[str, bool] | None = None, at: dt.datetime | None = None,
) -> Submission:
    """Writes a submission and its counted answers; the caller holds the lock, the transaction and the journal entry.

    ``given`` are values as stored; those of questions not asked under the given answers are left out.
    ``at`` is when it was submitted, for what a command records afterwards; now for everyone else.
    """
    form, now = response.version.parsed, (at if actor.is_system else None) or clock.now()
    stands = standing(form, given)
    answers = {code: value for code, value in given.items() if code in stands.relevant} | dict(stands.calculated)
    earlier = response.submissions.filter(superseded_at__isnull=True).first()
    if earlier:
        earlier.superseded_at = now
        earlier.save(update_fields=["superseded_at"])
        SubmittedAnswer.objects.filter(submission=earlier).update(until=now)
    due_at = response.questionnaire.due_at
    made = Submission.objects.create(
        response=response, version=response.version, number=(earlier.number if earlier else 0) + 1, at=now,
        is_late=bool(due_at and now > due_at), by_id=actor.account_id, channel=channel, answers=answers,
        checksum=checksum_of_answers(response, answers), audience=response.disclosure,
    )
    SubmittedAnswer.objects.bulk_create(
        SubmittedAnswer(
            submission=made, questionnaire=response.questionnaire, party=response.party, question=code,
            value=canonical(value), since=now, audience=(disclosures or {}).get(code) or response.disclosure,
            may_quote=(quotes or {}).get(code, response.may_quote),
        )
        for code, value in answers.items()
    )
    response.state = ResponseState.SUBMITTED
    response.opened_at = response.opened_at or now
    response.began_at = response.began_at or now
    response.submitted_at = response.submitted_at or now
    response.save(update_fields=["state", "opened_at", "began_at", "submitted_at", "version"])
    return made


def _check_complete(response: Response, given: Answers) -> None:
    lacking = missing_sentences(response.version.parsed, given)
    if lacking:
        raise ValidationError(lacking)
    if not given:
        raise ValidationError(_("Nothing was answered yet."))


def _check_cleared(response: Response, given: Answers) -> None:
    now = checksum_of_answers(response, given)
    for one in Clearance.objects.filter(response=response).exclude(state=ClearanceState.WITHDRAWN):
        if one.state != ClearanceState.CLEARED:
            raise ValidationError(
                _("%(person)s has not cleared the answer yet."), params={"person": str(one.mandate.person)}
            )
        if one.checksum != now:
            raise ValidationError(
                _("The answer was changed after %(person)s had cleared it. Ask for clearance again."),
                params={"person": str(one.mandate.person)},
            )
