"""MKT-5: telling by e-mail that a meeting was proposed, agreed or called off: each once, without what it is about."""

from collections import defaultdict
from collections.abc import Callable

from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.editions.naming import full_name
from convoke.outreach.mail import Sender, address_of, letter

from ..fair.meetings import awaited
from ..models import Interest, Meeting
from ..states import MeetingState
from ._telling import Side, Told, asking, offering, readers, send
from .telling import TRIED_FOR


def tell_of_meetings(*, actor: Actor) -> int:
    """Tells the side that did not do it of what has become of meetings; gives how many messages left.

    A proposal is told to the side whose word is awaited, an agreement to the one that proposed, and what was called
    off to the other side; to both where the office did. Raises Denied for whoever is not a worker.
    """
    require(actor, "tell", Meeting)
    since = clock.now() - TRIED_FOR
    new = Q(state=MeetingState.PROPOSED, proposed_at__gte=since) | Q(
        Q(owner_agreed_at__gte=since) | Q(provider_agreed_at__gte=since), state=MeetingState.AGREED,
    ) | Q(state=MeetingState.CANCELLED, cancelled_at__gte=since)
    due = Meeting.objects.filter(new, told_at=None).select_related(
        "edition__forum", "edition__chair", "interest__request__party", "interest__provider__party")
    sides: dict[Side, list[Meeting]] = defaultdict(list)
    for one in due:
        for side in _told_of(one):
            sides[side(one.interest)].append(one)
    left = send(actor, told, _letter) if (told := readers(sides)) else []
    if left:
        with operation(actor=actor, verb="tell-of-meetings") as recording:
            told_of = {meeting.pk: meeting for one in left for meeting in one.things}
            present = Meeting.objects.select_for_update().filter(pk__in=list(told_of), told_at=None)
            done = [one.pk for one in present if _is_the_same(one, told_of[one.pk])]
            Meeting.objects.filter(pk__in=done).update(told_at=clock.now())
            recording.facts = {"meetings": len(told_of), "people": len(left)}
    return len(left)


def _is_the_same(present: Meeting, told: Meeting) -> bool:
    """Whether a meeting is still what was told of it; what was changed meanwhile is told again."""
    return (present.state, present.proposed_at) == (told.state, told.proposed_at)


def _told_of(meeting: Meeting) -> list[Callable[[Interest], Side]]:
    """The sides that are told of what a meeting has come to."""
    owner = meeting.interest.request.party_id
    if meeting.state == MeetingState.PROPOSED:
        waits = awaited(meeting)
        return [asking if waits and waits.pk == owner else offering]
    if meeting.state == MeetingState.AGREED:
        return [asking if meeting.proposed_by_id == owner else offering]
    if meeting.cancelled_by_id is None:
        return [asking, offering]
    return [offering if meeting.cancelled_by_id == owner else asking]


def _letter(one: Told[Meeting], by: Sender) -> EmailMultiAlternatives:
    """That something has become of a meeting, and where it is read: neither with whom nor about what."""
    with translation.override(one.language):
        number = len(one.things)
        subject = ngettext("%(number)s meeting of the marketplace", "%(number)s meetings of the marketplace", number)
        body = "\n\n".join([
            _("There is news of meetings on the marketplace:"),
            "\n".join(_line(meeting, one.language) for meeting in sorted(one.things, key=lambda found: found.pk)),
            _("It is read on the forum’s pages alone, once you have signed in; this message does not contain it."),
        ])
    last = max(one.things, key=lambda found: found.pk)
    return letter(
        by=by, to=one.address, subject=subject % {"number": number}, body=body, language=one.language,
        message_id=f"<meetings-{one.person.pk}-{last.pk}-{last.state}-{last.proposed_at:%Y%m%d%H%M%S%f}@{by.domain}>",
        person=str(one.person),
    )


def _line(meeting: Meeting, language: str) -> str:
    said = {
        MeetingState.PROPOSED: _(
            "%(edition)s, request %(code)s: a meeting was proposed and waits for your word, %(address)s"),
        MeetingState.AGREED: _("%(edition)s, request %(code)s: a meeting was agreed, %(address)s"),
        MeetingState.CANCELLED: _("%(edition)s, request %(code)s: a meeting was called off, %(address)s"),
    }[MeetingState(meeting.state)]
    address = address_of("marketplace-meeting", meeting.edition.code, str(meeting.number), language=language)
    return "- " + said % {
        "edition": full_name(meeting.edition), "code": meeting.interest.request.code, "address": f"<{address}>"}
