"""Telling those concerned what a released timetable changed: a notice in draft, for the office to look at and send."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.actors import Actor
from convoke.core.policy import require
from convoke.directory.models import Capacity, Party, Person
from convoke.editions.models import Edition
from convoke.editions.naming import full_name
from convoke.outreach import purposes
from convoke.outreach.models import Notice
from convoke.outreach.operations import notices

from ..models import TimetableVersion
from ..timetable import versions, words
from ..timetable.standing import entries_of, last_two
from ..timetable.versions import Change

LISTED = 30
"""So many changes stand in the notice itself; the page it leads to has all of them."""


def draft_notice(*, actor: Actor, edition: Edition) -> Notice:
    """Drafts a notice on the version released last, with what it changed, in every language of the interface.

    It goes to the people who have or had a part in the sessions that changed and to the focal points of
    their parties, to nobody else; of a first version, to all who have a part. Nothing is sent by this.
    Raises ValidationError where nothing was released yet, or nobody with a part in it can be told.
    """
    require(actor, "release", TimetableVersion)
    two = last_two(actor, edition)
    if not two:
        raise ValidationError(_("Nothing was released yet; there is nothing to tell."))
    version = two[0]
    changed = versions.changes(entries_of(two[1]) if len(two) > 1 else [], entries_of(version))
    people, parties = _concerned(changed)
    if not people and not parties:
        raise ValidationError(_("Nobody has a part in the sessions that changed; there is nobody to tell."))
    subject, body = {}, {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            subject[language], body[language] = _told(version, changed, is_first=len(two) == 1)
    return notices.draft(
        actor=actor, subject=subject, body=body, about=versions.matter(version), edition=edition,
        link=f"/{edition.code}/timetable/",
        selection={"parties": parties, "people": people, "capacities": [Capacity.FOCAL_POINT.value]},
    )


def _concerned(changed: Iterable[Change]) -> tuple[list[str], list[str]]:
    """The codes of the people with a part in sessions that changed, before or now, and of their parties."""
    own = [
        one for change in changed for entry in (change.before, change.now) if entry for one in entry.people
    ]
    people = sorted({one["person"] for one in own})
    parties = sorted({one["party"] for one in own if one["party"]})
    known = set(Person.objects.filter(code__in=people).values_list("code", flat=True))
    there = set(Party.objects.filter(code__in=parties).values_list("code", flat=True))
    return [one for one in people if one in known], [one for one in parties if one in there]


def _told(version: TimetableVersion, changed: list[Change], *, is_first: bool) -> tuple[str, str]:
    """Subject and text in the active language."""
    edition, zone = version.edition, version.edition.time_zone
    said = {"edition": full_name(edition), "number": version.number, "zone": zone}
    subject = _("%(edition)s: version %(number)s of the timetable") % said
    first = _("The timetable of %(edition)s was released. Times are those of %(zone)s.") if is_first else _(
        "Version %(number)s of the timetable of %(edition)s was released. Times are those of %(zone)s.")
    lines = [f"- {words.change(one, zone)}" for one in changed[:LISTED]]
    more = len(changed) - LISTED
    if more > 0:
        lines.append("- " + ngettext("%(number)s more change", "%(number)s more changes", more) % {"number": more})
    parts = [first % said]
    if version.note:
        parts.append(str(version.note))
    if not is_first:
        parts.append(_("What changed:"))
    parts.append("\n".join(lines))
    parts.append(_("The link leads to the timetable, with a calendar to take along and a programme to print."))
    return subject[:200], "\n\n".join(parts)


def _label(matter: str) -> str:
    edition, _sep, number = matter.removeprefix(versions.MATTER).partition("/")
    return _("version %(number)s of the timetable of %(edition)s") % {"number": number, "edition": edition}


purposes.register(versions.MATTER, find=lambda _matter: None, label=_label)
