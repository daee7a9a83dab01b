"""A new edition begins from the last: each app says what it can carry on, and does it.

An app registers a :class:`Step`: what it requires, what there is to carry on, and how. The
order follows from what each step names as coming before it. All steps run in one operation
(:func:`~.operations.continuing.continue_edition`); a step leaves out what is there already, so
that the same choice made twice carries everything on once.
"""

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convoke.core import formats
from convoke.core.actors import Actor
from convoke.core.policy import readable

from .models import Edition, Milestone


@dataclass(frozen=True)
class Line:
    """One thing that would be carried on, and what becomes of it."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Step:
    """What an app carries on from an edition to the next."""

    code: str
    title: Promise
    sentence: Promise
    lines: Callable[[Actor, Edition, Edition], list[Line]]
    """What would be carried on from the first edition to the second, and is not there yet."""
    carry: Callable[[Actor, Edition, Edition], int]
    """Carries it on; gives how many things. The caller holds the transaction."""
    requires: Callable[[Edition, Edition], str] = lambda source, target: ""
    """Why it cannot be done now, as a sentence; empty where it can."""
    after: tuple[str, ...] = ()
    """The codes of steps that come before this one where both are chosen."""


_steps: dict[str, Step] = {}


def register(step: Step) -> None:
    """Makes a step known; raises ValueError for a code that is taken."""
    if _steps.get(step.code, step) is not step:
        raise ValueError(f"{step.code} is a step already")
    _steps[step.code] = step


def steps() -> tuple[Step, ...]:
    """All steps, each after those it names; raises ValueError where they wait for one another."""
    ordered: list[Step] = []
    waiting = list(_steps.values())
    while waiting:
        open_codes = {step.code for step in waiting}
        ready = [step for step in waiting if not open_codes & set(step.after)]
        if not ready:
            raise ValueError(f"steps wait for one another: {', '.join(sorted(open_codes))}")
        ordered += ready
        waiting = [step for step in waiting if step not in ready]
    return tuple(ordered)


# ------------------------------------------------------------------ the calendar, moved by date

RECURRING = (
    Milestone.Kind.SURVEY, Milestone.Kind.SURVEY_RESULT, Milestone.Kind.PREPARATORY, Milestone.Kind.WEBSITE,
    Milestone.Kind.MARKETPLACE, Milestone.Kind.CIVIL_SOCIETY, Milestone.Kind.SESSION, Milestone.Kind.HANDOVER,
    Milestone.Kind.FOLLOW_UP,
)
"""Kinds of milestones that each edition has anew."""


def _both_dated(source: Edition, target: Edition) -> str:
    if source.starts_on and target.starts_on:
        return ""
    return _("The days of both meetings have to be on record, since the calendar moves by the days between them.")


def _proposals(actor: Actor, source: Edition, target: Edition) -> list[Milestone]:
    """The milestones of the source that recur, as proposals: moved by the days between the meetings, to the month."""
    if source.starts_on is None or target.starts_on is None:
        return []
    shift = target.starts_on - source.starts_on
    there = set(Milestone.objects.filter(edition=target).values_list("code", flat=True))
    dated = readable(actor, Milestone).filter(
        edition=source, kind__in=RECURRING, is_proposed=False,
        precision__in=(Milestone.Precision.DAY, Milestone.Precision.MONTH),
    )
    proposals = []
    for one in dated:
        code = f"proposed-{one.code}"[:80]
        first, last = (one.starts_on or one.ends_on), (one.ends_on or one.starts_on)
        if code in there or first is None or last is None:
            continue
        proposals.append(
            Milestone(
                edition=target, code=code, kind=one.kind, title=one.title, is_proposed=True,
                starts_on=(first + shift).replace(day=1), ends_on=_end_of_month(last + shift),
                precision=Milestone.Precision.MONTH,
            )
        )
    return proposals


def _end_of_month(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _calendar_lines(actor: Actor, source: Edition, target: Edition) -> list[Line]:
    return [
        Line(str(one.title), _("proposed for %(month)s") % {"month": formats.month(one.starts_on)})
        for one in _proposals(actor, source, target) if one.starts_on
    ]


def _carry_calendar(actor: Actor, source: Edition, target: Edition) -> int:
    return len(Milestone.objects.bulk_create(_proposals(actor, source, target)))


CALENDAR = Step(
    "calendar", gettext_lazy("Calendar"),
    gettext_lazy("Milestones that each edition has are proposed anew, moved by the days between the meetings."),
    _calendar_lines, _carry_calendar, _both_dated,
)
