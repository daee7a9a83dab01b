"""PRO-4: the frame of a change of the agenda; once it is adopted, a reason is asked for and recorded."""

from collections.abc import Iterable, Iterator, Mapping
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

from ..models import AgendaChange, Theme
from .entries import Entry
from .reading import is_adopted

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
        adopted = is_adopted(edition)
        if adopted and not said:
            raise ValidationError({"reason": _("PRO-4: this agenda was adopted. Please say why it is changed.")})
        change = Change()
        yield change
        recording.on, recording.facts = change.on, change.facts
        entry = change.after or change.before
        if adopted and change.before != change.after:
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


def free_code(title: Mapping[str, str], otherwise: str, taken: Iterable[str], longest: int = 16) -> str:
    """A code made from a title, such as none is yet; capitals do not tell two codes apart."""
    known = {one.casefold() for one in taken}
    wanted = next((one for text in title.values() if (one := slugify(text)[:longest])), "") or otherwise
    number, found = 1, wanted
    while found in known:
        number += 1
        found = f"{wanted}-{number}"
    return found


def new_theme(
    edition: Edition, kind: str, title: Mapping[str, str], scope: Mapping[str, str] | None, code: str = ""
) -> Theme:
    """A theme or horizontal issue that stands last of its kind; its code is made from the title where none is given.

    Raises ValidationError for a title or scope that cannot be one, and for a code that is taken.
    """
    names, own = title_of(title), Theme.objects.filter(edition=edition)
    if code and own.filter(code__iexact=code).exists():
        raise ValidationError({"code": _("There is a theme with this code already.")})
    made = Theme(
        edition=edition, kind=kind, title=names, scope=texts(scope, LONGEST_TEXT, "scope"),
        code=code or free_code(names, kind, own.values_list("code", flat=True), longest=70),
        order=next_number(own.filter(kind=kind), "order"),
    )
    made.full_clean()
    made.save()
    return made
