"""PRO-4: the frame of a change of the agenda; once it is adopted, a reason is asked for and recorded."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.editions.models import Edition

from ..models import AgendaAdoption, AgendaChange
from .entries import Entry

LONGEST_TITLE, LONGEST_TEXT, LONGEST_REASON = 200, 2000, 2000


@dataclass
class Change:
    """What a change does, told while it runs: what it is on, and the entries before and after."""

    on: Model | None = None
    before: Entry = field(default_factory=dict)
    after: Entry = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


@contextmanager
def changing(*, actor: Actor, edition: Edition, verb: str, what: str, reason: str) -> Iterator[Change]:
    """One change of an agenda: a transaction, a journal entry, and once adopted a record with its reason (PRO-4).

    The edition is locked, so that two changes never mix. Raises ValidationError without a reason for an
    agenda that was adopted.
    """
    said = reason.strip()[:LONGEST_REASON]
    with operation(actor=actor, verb=verb, edition=edition.code, audience=Audience.PUBLIC) as recording:
        Edition.objects.select_for_update().get(pk=edition.pk)
        is_adopted = AgendaAdoption.objects.filter(edition=edition).exists()
        if is_adopted and not said:
            raise ValidationError({"reason": _("PRO-4: this agenda was adopted. Please say why it is changed.")})
        change = Change()
        yield change
        recording.on, recording.facts = change.on, change.facts
        entry = change.after or change.before
        if is_adopted and change.before != change.after:
            AgendaChange.objects.create(
                edition=edition, at=clock.now(), by_id=actor.account_id, what=what, kind=entry["kind"],
                key=entry["key"], before=change.before, after=change.after, reason=said,
            )


def texts(given: Mapping[str, str] | None, longest: int, field_name: str) -> dict[str, str]:
    """Texts by language without what is blank; raises ValidationError for one that is too long."""
    found = {language: text.strip() for language, text in (given or {}).items() if text.strip()}
    if any(len(text) > longest for text in found.values()):
        raise ValidationError({field_name: _("A text here has at most %(number)s signs.") % {"number": longest}})
    return found


def title_of(given: Mapping[str, str]) -> dict[str, str]:
    """A title in at least one language; raises ValidationError for none."""
    found = texts(given, LONGEST_TITLE, "title")
    if not found:
        raise ValidationError({"title": _("Give it a title in at least one language.")})
    return found


def next_number(things: Any, name: str) -> int:
    """One more than the highest of ``things``; 1 where there is none."""
    last = things.aggregate(last=Max(name))["last"]
    return 1 if last is None else int(last) + 1


def free_code(title: Mapping[str, str], otherwise: str, taken: set[str]) -> str:
    """A code made from a title, such as none is yet."""
    wanted = next((one for text in title.values() if (one := slugify(text)[:16])), "") or otherwise
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
