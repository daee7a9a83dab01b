"""With whose eyes, and as of when, results are looked at: what all their pages and files begin with (CON-2)."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from convoke.consultation.analysis.eyes import (
    Eyes,
    eyes_as,
    eyes_of,
    may_look,
    stands_at,
    views_for,
)
from convoke.consultation.models import Questionnaire
from convoke.core import clock
from convoke.core.audiences import Audience
from convoke.editions.models import Edition

from ...frame import actor_of, asked_date
from ..common import questionnaire_or_missing


@dataclass
class Look:
    """A look at the results of a questionnaire."""

    edition: Edition
    questionnaire: Questionnaire
    eyes: Eyes
    is_open: bool
    """Whether the reader may look at all."""
    through: str = ""
    """The audience through whose eyes the office looks; empty: its own."""
    day: dt.date | None = None
    """The day asked for, if it is not today."""
    wrong: list[str] = field(default_factory=list)
    """What of the address was not understood, one sentence each."""

    @property
    def asked(self) -> dt.datetime | None:
        """The moment asked for: the end of the day, where the questionnaire has its deadline."""
        return self.questionnaire.day_over(self.day) - dt.timedelta(microseconds=1) if self.day else None

    @property
    def moment(self) -> dt.datetime | None:
        """The moment the results stand at; None: now."""
        return stands_at(self.questionnaire, self.eyes, self.asked)

    @property
    def is_fixed(self) -> bool:
        """Whether these eyes see the totals as of their publication only."""
        return not self.eyes.see_all(self.questionnaire)

    def query(self, **more: str) -> str:
        """The address's query that keeps this look, with more beside it; empty for the plain one."""
        given = {"on": self.day.isoformat() if self.day else "", "as": self.through, **more}
        said = urlencode({key: word for key, word in given.items() if word})
        return f"?{said}" if said else ""


def look_at(request: HttpRequest, edition: str, code: str) -> Look:
    """The look an address asks for; what it says wrongly is told and left out. Raises Missing."""
    actor = actor_of(request)
    found, questionnaire = questionnaire_or_missing(request, edition, code)
    look = Look(found, questionnaire, eyes_of(actor), may_look(actor, questionnaire))
    if through := request.GET.get("as", ""):
        eyes = eyes_as(through) if through in [one.value for one in views_for(actor, questionnaire)] else None
        if eyes is None:
            look.wrong.append(_("“%(word)s” is nobody through whose eyes you can look here.") % {"word": through})
        else:
            look.eyes, look.through = eyes, through
    day, wrong = asked_date(request)
    if wrong:
        look.wrong.append(
            _("“%(word)s” is not a date. Accepted: a date such as 2007-07-09.") % {"word": wrong[:80]}
        )
    elif day < clock.today():
        look.day = day
    elif day > clock.today():
        look.wrong.append(_("That day is still to come; the results are those of now."))
    return look


def views(request: HttpRequest, questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Through whose eyes the reader may look, to choose from."""
    return [(one.value, str(Audience(one).label)) for one in views_for(actor_of(request), questionnaire)]


def frame(request: HttpRequest, look: Look) -> dict[str, Any]:
    """What the templates of all pages of results need."""
    return {
        "edition": look.edition, "section": "questionnaires", "questionnaire": look.questionnaire, "look": look,
        "views": views(request, look.questionnaire), "query": look.query(),
        "through_label": Audience(look.through).label if look.through else "",
        "today": clock.today(),
    }
