"""The concept note of a session: begun as a paper of its team."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.languages import active_language
from convoke.core.policy import require
from convoke.directory.models import Party
from convoke.library.models import Document
from convoke.library.operations.documents import create_document

from ..models import Session, TeamDuty
from ..states import DutyState, TeamState
from ._teams import WORKING
from .team_duties import change_duty_state


def start_concept_note(*, actor: Actor, session: Session) -> Document:
    """Begins the concept note of a session, under the session's title, in the hands of its team; its duty is in work.

    Raises Denied for who works neither in the team nor in the office, and ValidationError where it has one.
    """
    require(actor, "start-concept-note", session)
    with transaction.atomic():
        present = Session.objects.select_for_update(of=("self",)).select_related("edition__forum").get(pk=session.pk)
        if present.papers.filter(kind=Document.Kind.CONCEPT_NOTE).exists():
            raise ValidationError(_("This session has a concept note already."))
        language = active_language() if active_language() in present.title else next(iter(present.title))
        members = Party.objects.filter(teams__session=present, teams__state=TeamState.MEMBER)
        made = create_document(
            actor=actor, edition=present.edition, kind=Document.Kind.CONCEPT_NOTE, title=present.title,
            language=language, languages=sorted(set(present.title) - {language}), audience=Audience.TEAM,
            authors=list(members), session=present.code,
        )
        duty = TeamDuty.objects.filter(
            session=present, kind=TeamDuty.Kind.CONCEPT_NOTE, state=DutyState.OWED, document=None
        ).first()
        if duty is not None and present.edition.state in WORKING:
            change_duty_state(actor=actor, duty=duty, state=DutyState.IN_WORK, document=made)
    return made
