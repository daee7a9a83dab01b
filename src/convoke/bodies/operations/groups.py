"""Setting up working groups, and who sits in a body from when to when."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.directory.models import Party
from convoke.editions.models import Edition, Forum

from ..models import Body, BodyMember

LEADS = (1, 2)
"""How many governments lead a working group, as the operating modalities have it."""


def create_working_group(
    *,
    actor: Actor,
    forum: Forum,
    name: Mapping[str, str],
    mandate: Mapping[str, str],
    leads: Sequence[Party],
    members: Sequence[Party] = (),
    due_on: dt.date | None = None,
    reports_to: Sequence[Body] = (),
    edition: Edition | None = None,
    since: dt.date | None = None,
    code: str = "",
    rule: Mapping[str, Any] | None = None,
) -> Body:
    """Sets up a working group with its leads, members, mandate and to whom it reports.

    ``code`` is made from the name when none is given. Raises Denied, and
    ValidationError without a name, with no or more than two leads, with a lead that
    is no government, with a party named twice, or with a code that is taken.
    """
    require(actor, "create", Body)
    since = since or clock.today()
    _check_group(name, leads, members, since, due_on)
    with operation(
        actor=actor, verb="create-body", edition=edition.code if edition else "", audience=Audience.PUBLIC
    ) as recording:
        body = Body(
            forum=forum, code=_free_code(forum, code or slugify(next(filter(None, name.values())))[:70]),
            kind=Body.Kind.WORKING_GROUP, name=dict(name), mandate=dict(mandate), due_on=due_on, edition=edition,
            since=since, order=50, rule=dict(rule or {}),
        )
        body.full_clean()
        body.save()
        body.reports_to.set(reports_to)
        roles = [(party, BodyMember.Role.LEAD) for party in leads]
        roles += [(party, BodyMember.Role.MEMBER) for party in members]
        BodyMember.objects.bulk_create(
            BodyMember(body=body, party=party, role=role, since=since) for party, role in roles
        )
        recording.on = body
        recording.facts = {
            "leads": sorted(party.code for party in leads), "members": sorted(party.code for party in members),
        }
    return body


def _check_group(
    name: Mapping[str, str], leads: Sequence[Party], members: Sequence[Party], since: dt.date, due_on: dt.date | None
) -> None:
    if not any(name.values()):
        raise ValidationError({"name": _("Give the working group a name.")})
    if not LEADS[0] <= len(leads) <= LEADS[1]:
        raise ValidationError({"leads": _("One or two governments lead a working group. Choose one or two.")})
    if any(not (party.is_state or party.kind == "observer") for party in leads):
        raise ValidationError({"leads": _("A working group is led by governments. Choose states.")})
    if len({party.pk for party in (*leads, *members)}) != len(leads) + len(members):
        raise ValidationError({"members": _("A participant is in a working group once: as lead or as member.")})
    if due_on and due_on <= since:
        raise ValidationError({"due_on": _("The day it is due lies after the day it begins.")})


def _free_code(forum: Forum, code: str) -> str:
    taken = set(Body.objects.filter(forum=forum, code__startswith=code).values_list("code", flat=True))
    if not code:
        code = "working-group"
    return next(one for one in (code, *(f"{code}-{number}" for number in range(2, len(taken) + 3))) if one not in taken)


def enter_member(
    *, actor: Actor, body: Body, party: Party, role: str = BodyMember.Role.MEMBER, since: dt.date | None = None
) -> BodyMember:
    """Enters a party in a body from a day on.

    Raises Denied, and ValidationError for a body whose members follow from other
    facts (except observers by invitation), and for a party that sits there already on that day or later.
    """
    require(actor, "enter", BodyMember)
    since = since or clock.today()
    if body.is_derived and role != BodyMember.Role.OBSERVER:
        raise ValidationError(_("The members of this body follow from other facts; observers alone can be entered."))
    with operation(
        actor=actor, verb="enter-member", on=body, party=party.code, audience=Audience.PUBLIC
    ) as recording:
        own = BodyMember.objects.select_for_update().filter(body=body, party=party)
        if own.filter(Q(until__isnull=True) | Q(until__gt=since)).exists():
            raise ValidationError(_("This participant sits in the body already. End that entry first."))
        if own.filter(since=since).exists():
            raise ValidationError(_("An entry of this participant begins on that day already. Choose a later day."))
        member = BodyMember(body=body, party=party, role=role, since=since)
        member.full_clean()
        member.save()
        recording.facts = {"party": party.code, "role": str(role), "since": since.isoformat()}
    return member


def end_member(*, actor: Actor, member: BodyMember, until: dt.date | None = None, reason: str = "") -> BodyMember:
    """Ends an entry on a day (the first on which it is no more); the entry stays on record.

    Raises Denied, and ValidationError for an entry that has ended or a day before it began.
    """
    require(actor, "end", member)
    until = until or clock.today()
    with operation(
        actor=actor, verb="end-member", on=member.body, party=member.party.code, audience=Audience.PUBLIC
    ) as recording:
        present = BodyMember.objects.select_for_update().get(pk=member.pk)
        if present.until is not None:
            raise ValidationError(_("This entry has ended already."))
        if present.since and until <= present.since:
            raise ValidationError(_("The end lies after the first day of the entry."))
        present.until, present.reason = until, reason.strip()
        present.full_clean(exclude=["body", "party"])
        present.save(update_fields=["until", "reason"])
        recording.facts = {"party": member.party.code, "until": until.isoformat(), "reason": present.reason}
    return present
