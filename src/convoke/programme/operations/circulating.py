"""The agenda is circulated to the Friends of the Forum as a text they comment paragraph by paragraph, and revised."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.editions.models import Edition
from convoke.library.operations.commenting import circulate

from ..agenda.changing import LONGEST_TEXT, texts
from ..agenda.entries import Entry, checksum
from ..agenda.reading import BEFORE, entries, last_version
from ..models import AgendaVersion
from ._agenda_text import check_composed, composed, keep


def circulate_agenda(
    *, actor: Actor, edition: Edition, until: dt.datetime, what_changed: Mapping[str, str] | None = None
) -> AgendaVersion:
    """Circulates the agenda as it stands for comment until then: as its first version, or as the revision of the last.

    Raises Denied, and ValidationError for an agenda without a session, one that is the same as circulated last, a
    revision that does not say what changed, an end that is not ahead, and once the meeting has begun.
    """
    require(actor, "circulate", AgendaVersion)
    with transaction.atomic():
        present = Edition.objects.select_for_update(of=("self",)).select_related("forum").get(pk=edition.pk)
        if present.state not in BEFORE:
            raise ValidationError(_("The agenda is circulated before the meeting begins; this one has begun."))
        standing, last = entries(present), last_version(present)
        said = texts(what_changed, LONGEST_TEXT, "what_changed")
        _check(standing, last, said)
        version = circulate(actor=actor, version=composed(actor, present, last, said), until=until)
        with operation(
            actor=actor, verb="circulate-agenda", edition=present.code, audience=Audience.FRIENDS
        ) as recording:
            made = keep(present, version, standing)
            recording.on, recording.facts = version.document, {"version": version.number, "until": until.isoformat()}
    return made


def _check(standing: list[Entry], last: AgendaVersion | None, said: Mapping[str, str]) -> None:
    check_composed(standing)
    if last is None:
        return
    number = {"number": last.version.number}
    if last.checksum == checksum(standing):
        raise ValidationError(_("The agenda is the same as version %(number)s. Change it before it is circulated.") %
                              number)
    if not said:
        raise ValidationError({"what_changed": _("Say what changed since version %(number)s, and why.") % number})
