"""What the scheduler gives back, and the same as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .instance import Instance, Schedule


class Status(StrEnum):
    """How sure it is."""

    OPTIMAL = "optimal"
    """Proved: no schedule holds more or more important meetings, and none of those that do has fewer breaks."""
    FEASIBLE = "feasible"
    """A schedule that keeps every rule; there may be a better one."""
    INFEASIBLE = "infeasible"
    """Proved: what must be held cannot be held."""
    UNKNOWN = "unknown"
    """Nothing was found in the time given, and nothing proved."""


FOUND = (Status.OPTIMAL, Status.FEASIBLE)
"""Those with a schedule."""


@dataclass(frozen=True)
class Progress:
    """How far a schedule is, to be shown."""

    seconds: float
    held: int
    agreed: int
    breaks: int | None
    """Of the best schedule so far; ``None`` while there is none."""
    bound: int
    """What is proved: no schedule has fewer."""


def verdict(status: str, *, held: int, held_bound: int, breaks: int | None, bound: int) -> str:
    """How good a schedule is, in words; ``breaks`` are those it has, ``bound`` the fewest there can be."""
    if status == Status.OPTIMAL:
        return _("This is the best possible.")
    if status == Status.FEASIBLE and held < held_bound:
        said = _("Of the meetings, %(held)s are held; more than %(most)s cannot be. Breaks: %(breaks)s.")
        return said % {"held": held, "most": held_bound, "breaks": breaks}
    if status == Status.FEASIBLE:
        gap = max(0, (breaks or 0) - bound)
        if not gap:
            return _("There are as few breaks as can be; whether more important meetings could be held is not proved.")
        return ngettext(
            "This is within %(gap)s break of the best possible.",
            "This is within %(gap)s breaks of the best possible.", gap,
        ) % {"gap": gap}
    if status == Status.INFEASIBLE:
        return _("There is no such schedule.")
    return _("No schedule was found in the time given.")


def told(progress: Progress) -> str:
    """How far a schedule is, in a line."""
    return _("%(seconds)s s: %(held)s of %(agreed)s meetings, %(breaks)s breaks, at least %(bound)s") % {
        "seconds": f"{progress.seconds:.0f}", "held": progress.held, "agreed": progress.agreed,
        "breaks": "–" if progress.breaks is None else progress.breaks, "bound": progress.bound,
    }


@dataclass(frozen=True)
class Result:
    """What came out."""

    instance: Instance
    status: Status
    seconds: float
    schedule: Schedule = field(default_factory=dict)
    objective: int | None = None
    """The breaks of all participants."""
    bound: int = 0
    """No schedule that holds as much has fewer breaks; proved."""
    held_bound: int = 0
    """No schedule holds more meetings; proved."""
    breaks: Mapping[str, int] = field(default_factory=dict)
    """Of each participant."""
    is_shared: bool = False
    """Whether it is proved that breaks cannot be shared more evenly without having more of them."""
    unplaced: Mapping[str, str] = field(default_factory=dict)
    """Why each meeting is not held that is not, in a sentence."""
    causes: tuple[str, ...] = ()
    """Where there is no schedule: what cannot all be kept, a sentence each; none of them can be left out."""
    moved: tuple[str, ...] = ()
    """Meetings of the schedule it began with that are held at another time or place."""

    @property
    def spread(self) -> int:
        """By how many breaks the participants with most and with fewest differ."""
        return max(self.breaks.values(), default=0) - min(self.breaks.values(), default=0)

    @property
    def gap(self) -> int:
        """How many breaks fewer there may be at best."""
        return max(0, (self.objective or 0) - self.bound)

    @property
    def sentence(self) -> str:
        """How good it is, in words."""
        return verdict(
            self.status, held=len(self.schedule), held_bound=self.held_bound, breaks=self.objective, bound=self.bound)

    def data(self) -> dict[str, Any]:
        """Everything as data for JSON."""
        meetings = self.instance.meeting
        return {
            "status": self.status.value,
            "objective": self.objective,
            "bound": None if self.status is Status.INFEASIBLE else self.bound,
            "seconds": round(self.seconds, 3),
            "says": self.sentence,
            "meetings": {
                "agreed": len(self.instance.meetings), "held": len(self.schedule), "bound": self.held_bound,
            },
            "spread": self.spread,
            "schedule": [
                {
                    "meeting": id_, "slot": held.slot, "length": meetings[id_].length, "table": held.place,
                    "participants": list(meetings[id_].participants),
                }
                for id_, held in sorted(self.schedule.items(), key=lambda one: (one[1].slot, one[0]))
            ],
            "breaks": {who: number for who, number in self.breaks.items() if number},
            "unplaced": [{"meeting": id_, "reason": why} for id_, why in self.unplaced.items()],
            "causes": list(self.causes),
            "moved": list(self.moved),
        }
