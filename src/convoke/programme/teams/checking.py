"""PRO-1 among the modalities: which teams have governments of both groups, which are accepted, which lack one."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.policy import readable
from convoke.editions.checks import Look, Reason

from ..models import Session, TeamException
from .balance import Result, pro_1_balance


def teams_balanced(look: Look, sessions: Sequence[Session]) -> list[Reason]:
    """PRO-1 as reasons: how many teams meet it, and each that does not; none for a programme without teams.

    Sessions carry their members as ``team``; one query for the Chair's exceptions, however many there are.
    """
    accepted = dict(readable(look.actor, TeamException).filter(session__in=[one.pk for one in sessions])
                    .values_list("session", "reason"))
    found = [
        (one, pro_1_balance([row.party for row in one.team.all()], look.shared.groups, accepted.get(one.pk, "")))
        for one in sessions if one.team.all()
    ]
    if not found:
        return []
    number = sum(balance.result == Result.MET for _session, balance in found)
    said = ngettext(
        "PRO-1: %(number)s of %(total)s teams has governments of developing and of developed countries.",
        "PRO-1: %(number)s of %(total)s teams have governments of developing and of developed countries.", number,
    )
    reasons = [Reason(said % {"number": number, "total": len(found)}, look.edition, ((_("teams"), len(found)),))]
    for session, balance in found:
        words = {"code": session.code, "title": session.title, "reason": balance.reason}
        if balance.result == Result.EXCEPTED:
            reasons.append(Reason(
                _("Session %(code)s, %(title)s: PRO-1 is not met; the Chair accepts it: %(reason)s") % words, session))
        elif balance.result == Result.NOT_YET:
            reasons.append(Reason(_("Session %(code)s, %(title)s: PRO-1 is not met yet.") % words, session))
    return reasons
