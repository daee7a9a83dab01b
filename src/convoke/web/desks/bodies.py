"""What bodies ask of whoever signed in: replies to invitations and proposals; for the office, what runs and lacks."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.bodies import queries
from convoke.bodies.calendars import title_of
from convoke.bodies.models import BodyMeeting, SilenceProcedure
from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.policy import allows

from ..addresses import page_of
from .items import Item


def items(actor: Actor, today: dt.date) -> list[Item]:
    """What waits for the actor."""
    now = clock.now()
    found = [*_invitations(actor, today), *_proposals(actor, now)] if actor.parties else []
    return [*found, *_office(actor, today, now)]


def _invitations(actor: Actor, today: dt.date) -> list[Item]:
    """Invitations without a reply, for who replies for a party."""
    return [
        Item(
            _("Reply to the invitation: %(meeting)s") % {"meeting": title_of(one.meeting)},
            page_of(one.meeting), _("Reply"), due=one.meeting.starts_on, asked_by=str(one.meeting.body.name),
        )
        for one in queries.awaiting_reply(actor, today)
        if allows(actor, "reply", one)
    ]


def _proposals(actor: Actor, now: dt.datetime) -> list[Item]:
    """Proposals whose deadline is ahead; to say nothing is an answer too."""
    return [
        Item(
            _("A proposal runs under the silence procedure: %(title)s") % {"title": one.procedure.title},
            page_of(one.procedure), _("Read and reply"),
            due=one.procedure.deadline.date() if one.procedure.deadline else None,
            asked_by=str(one.procedure.body.name),
        )
        for one in queries.unanswered(actor, now)
        if allows(actor, "reply", one.procedure)
    ]


def _office(actor: Actor, today: dt.date, now: dt.datetime) -> list[Item]:
    if not allows(actor, "draft", SilenceProcedure) or not allows(actor, "plan", BodyMeeting):
        return []
    running: Iterable[Any] = queries.running(actor, now)  # both are counted by their queries
    meetings: Iterable[Any] = queries.meetings_with_replies(actor, today)
    proposals = [
        Item(
            ngettext(
                "“%(title)s”: %(replied)s of %(asked)s addressee has replied.",
                "“%(title)s”: %(replied)s of %(asked)s addressees have replied.", one.asked,
            ) % {"title": one.title, "replied": one.replied, "asked": one.asked},
            page_of(one), _("See the replies"), due=one.deadline.date() if one.deadline else None,
            asked_by=_("Silence procedure"),
        )
        for one in running
    ]
    coming = [
        Item(
            _("%(meeting)s: %(coming)s will attend; %(waiting)s have not yet replied.") % {
                "meeting": title_of(one), "coming": one.coming, "waiting": one.invited - one.replied,
            } if one.invited else _("%(meeting)s is planned and not yet convened.") % {"meeting": title_of(one)},
            page_of(one), _("See the meeting"), due=one.starts_on, asked_by=str(one.body.name),
        )
        for one in meetings
    ]
    unwritten = [
        Item(
            _("%(meeting)s was held and has no summary yet.") % {"meeting": title_of(one)},
            page_of(one), _("Write the summary"), asked_by=str(one.body.name), rank=5,
        )
        for one in queries.without_summary(actor)
    ]
    return [*proposals, *coming, *unwritten]
