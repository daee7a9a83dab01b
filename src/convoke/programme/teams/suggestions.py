"""Whom one might ask to join a team: parties that can be reached, each with the reasons in words."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from convoke.consultation.analysis.figures import ranking_of
from convoke.consultation.models import SubmittedAnswer
from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.directory.queries import memberships
from convoke.directory.reach import focal_point_gaps, states_invited

from ..models import Session, TeamMember, Theme, ThemeReason
from ..states import TeamState
from .balance import TeamBalance

HIGH = 3
"""Up to which place a theme counts as ranked high."""
SHOWN = 12
Ground = Callable[[Actor, Iterable[Theme]], Mapping[int, str]]
"""What a later app knows: for themes, a reason in words by the number of a party."""


@dataclass(frozen=True)
class Suggestion:
    """A party one might ask, and why."""

    party: Party
    reasons: tuple[str, ...]
    region: str
    fills: bool
    """Whether it would stand for a side or region the team has no government of."""


def themes_of(actor: Actor, session: Session) -> list[Theme]:
    """The theme of a session and the earlier themes it continues; two queries at most."""
    if session.roundtable is None:
        return []
    own = session.roundtable.theme
    earlier = readable(actor, ThemeReason).filter(theme=own, earlier__isnull=False).select_related("earlier")
    return [own, *(one.earlier for one in earlier if one.earlier)]


def suggestions(
    actor: Actor, session: Session, balance: TeamBalance, on: dt.date, today: dt.date, grounds: Iterable[Ground] = (),
) -> list[Suggestion]:
    """Whom the office might ask to join a team; a constant number of queries.

    Governments with a focal point who can be reached and who are not asked yet: from the side that is missing
    (PRO-1), from regions that are missing, that ranked the theme high in a survey (as far as the actor may
    read answers, CON-2), and as ``grounds`` tell. Nobody is suggested without a reason.
    """
    themes = themes_of(actor, session)
    groups, gone = memberships(on), {gap.party.pk for gap in focal_point_gaps(actor, today)}
    asked = set(
        readable(actor, TeamMember).filter(session=session)
        .exclude(state__in=(TeamState.DECLINED, TeamState.LEFT)).values_list("party", flat=True)
    )
    told: dict[int, list[str]] = defaultdict(list)
    ranked = _ranked(actor, themes)
    for said in (ranked, *(ground(actor, themes) for ground in grounds)):
        for number, reason in said.items():
            told[number].append(reason)
    present = set(balance.counts.get("region", {}))
    found = []
    for party in states_invited(today):
        if party.pk in gone or party.pk in asked:
            continue
        side, region = groups.kind(party.pk, "development"), groups.kind(party.pk, "region")
        reasons, weight = [], 0
        if side and side.counts_as in balance.missing:
            reasons.append(_("stands for a group that is missing: %(group)s") % {"group": side.name})
            weight += 8
        if region and region.code not in present:
            reasons.append(_("comes from a region that is missing: %(region)s") % {"region": region.name})
            weight += 4
        if not reasons and not told.get(party.pk):
            continue
        weight += 2 * (party.pk in ranked) + len(told.get(party.pk, ()))
        found.append((-weight, party.code, Suggestion(
            party, (*reasons, *told.get(party.pk, ())), region.code if region else "", bool(reasons)
        )))
    return [one for _weight, _code, one in sorted(found, key=lambda row: row[:2])[:SHOWN]]


def _ranked(actor: Actor, themes: Iterable[Theme]) -> dict[int, str]:
    """Who ranked a priority behind the themes among the first; two queries."""
    reasons = readable(actor, ThemeReason).filter(theme__in=list(themes), priority__isnull=False)
    wanted = {
        (one.priority.questionnaire_id, one.priority.question, one.priority.choice)
        for one in reasons.select_related("priority") if one.priority and one.priority.question
    }
    answers = readable(actor, SubmittedAnswer).filter(
        questionnaire__in={one[0] for one in wanted}, question__in={one[1] for one in wanted},
        party__isnull=False, until__isnull=True,
    )
    best: dict[int, int] = {}
    for party, questionnaire, question, value in answers.values_list("party", "questionnaire", "question", "value"):
        for place, choice in enumerate(ranking_of(value)[:HIGH], start=1):
            if (questionnaire, question, choice) in wanted and party is not None:
                best[party] = min(place, best.get(party, HIGH))
    return {
        party: _("ranked the theme as number %(place)s in the survey") % {"place": place}
        for party, place in best.items()
    }
