"""The one form of a meeting: written by either side, confirmed by both (MKT-6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.directory.models import Party
from convoke.editions.states import EditionState

from ..models import Confirmation, Meeting, OutcomeForm
from ..states import MeetingState
from ._common import LONGEST_REASON, Faults, side_for, words
from ._meetings import hold


@dataclass(frozen=True)
class Outcome:
    """What a form says; texts are in one or more languages."""

    outcome: str
    text: Mapping[str, str] = field(default_factory=dict)
    follow_up: Mapping[str, str] = field(default_factory=dict)
    issues: Mapping[str, str] = field(default_factory=dict)
    had_met_before: bool | None = None


TEXTS = ("text", "follow_up", "issues")


def write_form(
    *, actor: Actor, meeting: Meeting, outcome: Outcome, seen: int, party: Party | None = None
) -> OutcomeForm:
    """MKT-6: a side writes the form of a meeting, or writes it anew: a new version, which it confirms thereby.

    A meeting that was agreed and whose time has begun is held from then on. ``seen`` is the version that was
    shown, 0 for none; ``party`` is for whom, where the actor speaks for both sides. The same words once more make
    no new version. Raises Denied for who is of neither side, and ValidationError for a meeting that was not held,
    for what cannot stand, field by field, where the other side or a colleague wrote meanwhile, and once the
    edition is closed.
    """
    require(actor, "write", OutcomeForm(meeting=meeting))
    request = meeting.interest.request
    with operation(actor=actor, verb="write-outcome-form", on=request, edition=request.edition.code) as recording:
        present = _locked(meeting)
        side = side_for(actor, present.interest, party, OutcomeForm, "write")
        said, form = _checked(outcome), OutcomeForm.objects.filter(meeting=present).first()
        if form and _is_same(form, said):
            _confirm(actor, form, side, agrees=True)
        else:
            _check_seen(form, seen)
            if present.state != MeetingState.HELD:
                hold(present)
            form = _written(actor, form or OutcomeForm(meeting=present, version=0), side, said)
        recording.facts = {
            "meeting": present.number, "provider": present.interest.provider.party.code, "party": side.code,
            "version": form.version,
        }
    return form


def answer_form(
    *, actor: Actor, form: OutcomeForm, version: int, agrees: bool, difference: str = "", party: Party | None = None
) -> Confirmation:
    """MKT-6: a side confirms a version of the form, or says what it sees otherwise; both sides and the office read it.

    Raises Denied for who is of neither side, and ValidationError for a version that was written anew meanwhile,
    a difference without words, one from the side that wrote the version, and once the edition is closed.
    """
    require(actor, "give", Confirmation(form=form))
    request = form.meeting.interest.request
    with operation(actor=actor, verb="answer-outcome-form", on=request, edition=request.edition.code) as recording:
        meeting = _locked(form.meeting)
        present = OutcomeForm.objects.get(meeting=meeting)
        side = side_for(actor, meeting.interest, party, OutcomeForm, "write")
        if present.version != version:
            raise ValidationError(_("The form was written anew meanwhile. Please read it as it stands now."))
        word = _confirm(actor, present, side, agrees=agrees, difference="" if agrees else _difference(difference))
        if not agrees and present.written_for_id == side.pk:
            raise ValidationError(_("Your side wrote these words; change them instead."))
        recording.facts = {
            "meeting": meeting.number, "provider": meeting.interest.provider.party.code, "party": side.code,
            "version": version, "agrees": agrees,
        }
    return word


def _locked(meeting: Meeting) -> Meeting:
    found = Meeting.objects.select_for_update(of=("self",)).select_related(
        "edition", "interest__request__party", "interest__provider__party").get(pk=meeting.pk)
    if found.edition.state == EditionState.CLOSED:
        raise ValidationError(_("This edition is closed; its marketplace takes nothing more."))
    return found


def _checked(outcome: Outcome) -> Outcome:
    """What was given without blanks around it; raises ValidationError for what cannot stand."""
    faults: Faults = {}
    said = {name: words(getattr(outcome, name), name, faults) for name in TEXTS}
    if outcome.outcome not in OutcomeForm.Outcome.values:
        accepted = ", ".join(str(label) for label in OutcomeForm.Outcome.labels)
        faults["outcome"] = _("Choose from: %(accepted)s.") % {"accepted": accepted}
    if not said["text"] and "text" not in faults:
        faults["text"] = _("Say in words what came of the meeting.")
    if faults:
        raise ValidationError(dict(faults))
    return Outcome(outcome.outcome, **said, had_met_before=outcome.had_met_before)


def _is_same(form: OutcomeForm, said: Outcome) -> bool:
    return all(getattr(form, name) == getattr(said, name) for name in ("outcome", *TEXTS, "had_met_before"))


def _check_seen(form: OutcomeForm | None, seen: int) -> None:
    if (form.version if form else 0) == seen:
        return
    if form is None:
        raise ValidationError(_("There is no such version of this form."))
    raise ValidationError(
        _("The form was written meanwhile, as version %(version)s. Your words are kept below and were not saved: "
          "compare them with what stands now, and save again what is to replace it.") % {"version": form.version})


def _written(actor: Actor, form: OutcomeForm, side: Party, said: Outcome) -> OutcomeForm:
    form.version += 1
    for name in ("outcome", *TEXTS, "had_met_before"):
        setattr(form, name, getattr(said, name))
    form.written_for, form.written_by_id, form.written_at = side, actor.account_id, clock.now()
    form.full_clean(exclude=["meeting", "written_for", "written_by"])
    form.save()
    _confirm(actor, form, side, agrees=True)
    return form


def _confirm(actor: Actor, form: OutcomeForm, side: Party, *, agrees: bool, difference: str = "") -> Confirmation:
    word, _is_new = Confirmation.objects.update_or_create(
        form=form, party=side, version=form.version,
        defaults={"agrees": agrees, "difference": difference, "by_id": actor.account_id, "at": clock.now()},
    )
    return word


def _difference(text: str) -> str:
    said = text.strip()
    if not said:
        raise ValidationError({"difference": _("MKT-6: say what your side sees otherwise.")})
    if len(said) > LONGEST_REASON:
        raise ValidationError({"difference": _("At most %(number)s signs are accepted.") % {"number": LONGEST_REASON}})
    return said
