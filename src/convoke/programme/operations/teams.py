"""Who prepares a session: parties offer or are invited, join, decline, coordinate, leave."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.directory.models import GOVERNMENTS, Party

from ..models import Session, TeamMember
from ..states import TEAM, TeamState
from ._teams import locked_session

LONGEST_NOTE = 2000


def offer_to_partner(*, actor: Actor, session: Session, party: Party, note: str = "") -> TeamMember:
    """A party offers to help prepare a session.

    Raises Denied for who does not speak for the party, and ValidationError for an edition that is no
    longer in preparation, a party that is in the team or waits for it, and one that is not in force.
    """
    require(actor, "offer", TeamMember(session=session, party=party))
    with operation(
        actor=actor, verb="offer-to-partner", on=session, edition=session.edition.code, party=party.code,
        audience=Audience.PARTY,
    ) as recording:
        locked_session(session)
        member = _asked(session, party, TeamState.OFFERED, note)
        recording.facts = {"party": party.code}
    return member


def invite_to_team(
    *, actor: Actor, session: Session, parties: Sequence[Party], note: str = "", role: str = TeamMember.Role.PARTNER
) -> list[TeamMember]:
    """The office invites parties to a team; they join once they have said so.

    Raises Denied, and ValidationError without a party, for one named twice, one that is in the team or
    waits for it, one that is not in force, an unknown role, and an edition that is no longer in preparation.
    """
    require(actor, "invite", TeamMember)
    if not parties:
        raise ValidationError({"parties": _("Choose at least one participant to invite.")})
    if len({party.pk for party in parties}) < len(parties):
        raise ValidationError({"parties": _("Each participant is invited once.")})
    with operation(
        actor=actor, verb="invite-to-team", on=session, edition=session.edition.code
    ) as recording:
        locked_session(session)
        members = [_asked(session, party, TeamState.INVITED, note, role) for party in parties]
        recording.facts = {"parties": sorted(party.code for party in parties)}
    return members


def _asked(
    session: Session, party: Party, state: TeamState, note: str, role: str = TeamMember.Role.PARTNER
) -> TeamMember:
    """The entry of a party that offers or is invited: a new one, or that of one that declined or left before."""
    _check_party(party)
    member = TeamMember.objects.select_for_update().filter(session=session, party=party).first()
    if member is None:
        member = TeamMember(session=session, party=party)
    elif state not in TEAM[TeamState(member.state)]:
        raise ValidationError(
            {"party": _("This participant stands in the team already: %(state)s.") % {
                "state": member.get_state_display()}}
        )
    member.role, member.state, member.note = _role(role), state, _note(note)
    member.asked_at, member.replied_at = clock.now(), None
    member.full_clean(exclude=["session", "party"])
    member.save()
    return member


def reply_to_invitation(*, actor: Actor, member: TeamMember, join: bool, note: str = "") -> TeamMember:
    """An invited party joins the team or declines; the office may record what it was told.

    Raises Denied for another party's invitation, and ValidationError where no invitation waits for a reply.
    """
    require(actor, "reply", member)
    with operation(
        actor=actor, verb="reply-to-team-invitation", on=member.session, edition=member.session.edition.code,
        party=member.party.code, audience=Audience.PUBLIC if join else Audience.PARTY,
    ) as recording:
        present = _waiting(member, TeamState.INVITED, _("There is no invitation that waits for a reply."))
        _decided(present, join=join, note=note)
        recording.facts = {"party": member.party.code, "joined": join}
    return present


def accept_offer(*, actor: Actor, member: TeamMember) -> TeamMember:
    """The office takes up a party's offer: it is a member of the team.

    Raises Denied, and ValidationError where there is no offer to take up.
    """
    require(actor, "decide", member)
    with operation(
        actor=actor, verb="accept-offer", on=member.session, edition=member.session.edition.code,
        party=member.party.code, audience=Audience.PUBLIC,
    ) as recording:
        present = _waiting(member, TeamState.OFFERED, _("There is no offer to decide on."))
        _decided(present, join=True, note="")
        recording.facts = {"party": member.party.code}
    return present


def decline_offer(*, actor: Actor, member: TeamMember, note: str = "") -> TeamMember:
    """The office does not take up a party's offer; seen by that party and the office.

    Raises Denied, and ValidationError where there is no offer to decide on.
    """
    require(actor, "decide", member)
    with operation(
        actor=actor, verb="decline-offer", on=member.session, edition=member.session.edition.code,
        party=member.party.code, audience=Audience.PARTY,
    ) as recording:
        present = _waiting(member, TeamState.OFFERED, _("There is no offer to decide on."))
        _decided(present, join=False, note=note)
        recording.facts = {"party": member.party.code}
    return present


def _waiting(member: TeamMember, state: TeamState, otherwise: str) -> TeamMember:
    locked_session(member.session)
    present = _locked(member)
    if present.state != state:
        raise ValidationError(otherwise)
    return present


def _decided(member: TeamMember, *, join: bool, note: str) -> None:
    """What was written when the party was asked stays above what it replied."""
    if join:
        _check_party(member.party)
    member.state = TeamState.MEMBER if join else TeamState.DECLINED
    member.replied_at = clock.now()
    member.note = "\n\n".join(filter(None, (member.note, _note(note))))
    member.save(update_fields=["state", "replied_at", "note"])


def change_role(*, actor: Actor, member: TeamMember, role: str) -> TeamMember:
    """The office says whether a member coordinates the team or is a partner in it.

    Raises Denied, and ValidationError for who is no member, and for an unknown role.
    """
    require(actor, "assign", member)
    with operation(
        actor=actor, verb="change-team-role", on=member.session, edition=member.session.edition.code,
        party=member.party.code, audience=Audience.PUBLIC,
    ) as recording:
        present = _waiting(member, TeamState.MEMBER, _("Only a member of the team has a role in it."))
        present.role = _role(role)
        present.save(update_fields=["role"])
        recording.facts = {"party": member.party.code, "role": present.role}
    return present


def leave_team(*, actor: Actor, member: TeamMember, note: str = "") -> TeamMember:
    """A member leaves the team; what it took on stays to be done. The office may record it.

    Raises Denied for another party, and ValidationError for who is no member, and for a team of the past.
    """
    require(actor, "leave", member)
    with operation(
        actor=actor, verb="leave-team", on=member.session, edition=member.session.edition.code,
        party=member.party.code, audience=Audience.PUBLIC,
    ) as recording:
        present = _waiting(member, TeamState.MEMBER, _("Only a member of the team can leave it."))
        present.state, present.replied_at = TeamState.LEFT, clock.now()
        present.note = "\n\n".join(filter(None, (present.note, _note(note))))
        present.save(update_fields=["state", "replied_at", "note"])
        recording.facts = {"party": member.party.code}
    return present


def _locked(member: TeamMember) -> TeamMember:
    found = TeamMember.objects.select_for_update(of=("self",)).select_related("party", "session__edition")
    return found.get(pk=member.pk)


def _check_party(party: Party) -> None:
    if party.kind in GOVERNMENTS and not party.is_exercise and not party.in_un_on(clock.today()):
        raise ValidationError(
            {"party": _("Teams are made of participants of today; this state is not in force on this day.")}
        )


def _note(note: str) -> str:
    text = note.strip()
    if len(text) > LONGEST_NOTE:
        raise ValidationError({"note": _("A note has at most %(number)s signs.") % {"number": LONGEST_NOTE}})
    return text


def _role(role: str) -> str:
    if role not in TeamMember.Role.values:
        raise ValidationError({"role": _("Choose one of: coordinator, partner.")})
    return TeamMember.Role(role)
