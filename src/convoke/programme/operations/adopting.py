"""The Friends of the Forum adopt the agenda: by silence, or at a meeting; what was adopted is frozen."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.bodies.models import Body, BodyMeeting, SilenceProcedure
from convoke.bodies.states import MeetingState, SilenceState
from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.editions.models import Edition
from convoke.library.models import Comment
from convoke.library.operations.publishing import publish
from convoke.library.states import CommentState, VersionState

from ..agenda.changing import LONGEST_TEXT, next_number, texts
from ..agenda.entries import Entry, checksum
from ..agenda.reading import entries, last_version
from ..models import AgendaAdoption, AgendaVersion
from ._agenda_text import check_composed, composed, keep

ADOPTING = Body.Kind.CONSULTATIVE
"""An agenda is adopted by the body in which all governments are consulted: the Friends of the Forum."""


def adopt_agenda(
    *, actor: Actor, edition: Edition, procedure: SilenceProcedure | None = None,
    meeting: BodyMeeting | None = None, note: Mapping[str, str] | None = None,
) -> AgendaAdoption:
    """Records that the agenda as it stands was adopted: by a silence procedure that adopted it, or at a meeting held.

    From then on every change asks for a reason (PRO-4). An agenda that was circulated is adopted as its last version,
    which is published to those it was circulated to; a meeting may amend it, and then the note says how. Raises
    ValidationError for an agenda without a session, for one that is the same as adopted last, while a comment is not
    answered, for one that was changed since it was circulated, and for a procedure or meeting that adopted nothing
    of this edition.
    """
    require(actor, "adopt", AgendaAdoption)
    with operation(
        actor=actor, verb="adopt-agenda", edition=edition.code, audience=Audience.PUBLIC
    ) as recording:
        Edition.objects.select_for_update().get(pk=edition.pk)
        on = _day(edition, procedure, meeting)
        standing = entries(edition)
        check_composed(standing)
        last = AgendaAdoption.objects.filter(edition=edition).order_by("number").last()
        if last and last.checksum == checksum(standing):
            raise ValidationError(_("This agenda is the same as the one adopted last."))
        said = texts(note, LONGEST_TEXT, "note")
        text = _text(actor, edition, standing, said, is_meeting=meeting is not None)
        made = AgendaAdoption.objects.create(
            edition=edition, number=next_number(AgendaAdoption.objects.filter(edition=edition), "number"),
            adopted_on=on, procedure=procedure, meeting=meeting, entries=standing, checksum=checksum(standing),
            note=said, text=text,
        )
        recording.on = made
        recording.facts = {
            "number": made.number, "by": "silence" if procedure else "meeting",
            "version": text.version.number if text else None,
        }
    return made


def _text(
    actor: Actor, edition: Edition, standing: list[Entry], note: Mapping[str, str], *, is_meeting: bool
) -> AgendaVersion | None:
    """The version that is adopted, published; None for an agenda that was never circulated."""
    last = last_version(edition)
    if last is None:
        return None
    number = {"number": last.version.number}
    waiting = Comment.objects.filter(version__document=last.version.document_id, state=CommentState.OPEN).count()
    if waiting:
        raise ValidationError(_("Comments that are not answered yet: %(number)s. Answer each with a reason first.") % {
            "number": waiting,
        })
    if last.checksum != checksum(standing):
        if not is_meeting:
            raise ValidationError(_(
                "The agenda was changed since version %(number)s was circulated, and silence adopts what was "
                "circulated. Circulate the revision first."
            ) % number)
        if not note:
            raise ValidationError({"note": _("Say in the note what the meeting amended in version %(number)s.") %
                                   number})
        last = keep(edition, composed(actor, edition, last, note), standing)
    if last.version.state != VersionState.PUBLISHED:
        last.version = publish(actor=actor, version=last.version)
    return last


def _day(edition: Edition, procedure: SilenceProcedure | None, meeting: BodyMeeting | None) -> dt.date:
    if (procedure is None) == (meeting is None):
        raise ValidationError(_("Choose either a silence procedure or a meeting."))
    if procedure is not None:
        if procedure.edition_id != edition.pk or procedure.state != SilenceState.ADOPTED or not _adopts(procedure.body):
            raise ValidationError({"procedure": _(
                "Choose a silence procedure of the Forum's consultative body, on this edition, that ended in adoption."
            )})
        return procedure.over_at.date() if procedure.over_at else clock.today()
    if meeting is None or meeting.edition_id != edition.pk or meeting.state != MeetingState.HELD or not _adopts(
        meeting.body
    ):
        raise ValidationError({"meeting": _(
            "Choose a meeting of the Forum's consultative body, on this edition, that has been held."
        )})
    return meeting.ends_on


def _adopts(body: Body) -> bool:
    return body.kind == ADOPTING
