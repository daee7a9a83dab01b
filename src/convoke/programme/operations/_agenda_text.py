"""The agenda as a text of the library: composed from its entries as they stand, and kept with them."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.editions.models import Edition
from convoke.library.models import Document, DocumentVersion
from convoke.library.operations.composing import compose_text
from convoke.library.operations.documents import create_document
from convoke.library.operations.writing import begin_version
from convoke.library.states import VersionState

from ..agenda.entries import Entry, checksum
from ..agenda.paper import Paper
from ..models import AgendaVersion


def check_composed(standing: Sequence[Entry]) -> None:
    """Raises ValidationError for an agenda without a session."""
    if not any(one["kind"] == "session" for one in standing):
        raise ValidationError(_("There is no session on this agenda yet. Compose it first."))


def composed(
    actor: Actor, edition: Edition, last: AgendaVersion | None, what_changed: Mapping[str, str]
) -> DocumentVersion:
    """The draft whose text is the agenda as it stands; of a document of its own, for the Friends of the Forum."""
    if last is None:
        paper = Paper(edition)
        document = create_document(
            actor=actor, edition=edition, kind=Document.Kind.AGENDA, title=paper.said(lambda: _("Agenda")),
            language=paper.languages[0], languages=paper.languages[1:], audience=Audience.FRIENDS,
        )
    else:
        document = last.version.document
        paper = Paper(edition, document.language)
    draft = document.versions.filter(state=VersionState.DRAFT).first()
    if draft is None:
        draft = begin_version(actor=actor, document=document, what_changed=what_changed)
    elif what_changed:
        draft.what_changed = dict(what_changed)
        draft.save(update_fields=["what_changed"])
    return compose_text(actor=actor, version=draft, pieces=paper.pieces())


def keep(edition: Edition, version: DocumentVersion, standing: list[Entry]) -> AgendaVersion:
    """The entries a version of the text was composed from, frozen with it."""
    return AgendaVersion.objects.create(
        edition=edition, version=version, entries=standing, checksum=checksum(standing)
    )
