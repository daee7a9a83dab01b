"""CON-2: through whose eyes results are looked at: what is disclosed to them, and as of when."""

import datetime as dt
from dataclasses import dataclass

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.directory.roles import OFFICE

from ..models import Disclosure, Questionnaire
from ..rules import may_see_results

BROADER = (Audience.PUBLIC, Audience.PARTICIPANTS, Audience.FRIENDS)
"""The audiences to whom answers can be disclosed, each with those before it."""


@dataclass(frozen=True)
class Eyes:
    """Whose eyes: the office sees everything; others what was disclosed to one of their audiences."""

    audiences: frozenset[str] = frozenset()
    is_office: bool = False

    def see(self, disclosure: str) -> bool:
        """Whether an answer with this disclosure is seen by itself; else it is counted in totals only."""
        return self.is_office or (disclosure in self.audiences and disclosure != Disclosure.TOTALS)

    def see_all(self, questionnaire: Questionnaire) -> bool:
        """Whether whatever a party may choose in a questionnaire discloses its answers to these eyes."""
        return self.is_office or all(self.see(one) for one in questionnaire.disclosures or [Disclosure.TOTALS])


THE_OFFICE = Eyes(is_office=True)


def eyes_of(actor: Actor) -> Eyes:
    """The eyes of an actor."""
    return THE_OFFICE if actor.has_role(*OFFICE) else Eyes(frozenset(actor.audiences))


def eyes_as(audience: str) -> Eyes | None:
    """The eyes of somebody of an audience and no narrower one: for the office to look through; None for no such."""
    if audience not in BROADER:
        return None
    return Eyes(frozenset(one.value for one in BROADER[: BROADER.index(Audience(audience)) + 1]))


def views_for(actor: Actor, questionnaire: Questionnaire) -> list[Audience]:
    """Through which other eyes the actor may look: for the office, those of the audiences that see results."""
    if not actor.has_role(*OFFICE) or questionnaire.results_audience not in BROADER:
        return []
    return list(BROADER[: BROADER.index(Audience(questionnaire.results_audience)) + 1][::-1])


def stands_at(questionnaire: Questionnaire, eyes: Eyes, asked: dt.datetime | None) -> dt.datetime | None:
    """As of which moment results are shown; None: as of now.

    Where parties may keep their answers confidential, others than the office see the totals as they were
    published and as of no other moment: the difference of two moments would tell what one party answered.
    """
    if eyes.see_all(questionnaire):
        return asked
    return questionnaire.results_published_at


def may_look(actor: Actor, questionnaire: Questionnaire) -> bool:
    """Whether there are results that the actor may see; of a record of the past there are none to count."""
    return questionnaire.opened_at is not None and may_see_results(actor, questionnaire)
