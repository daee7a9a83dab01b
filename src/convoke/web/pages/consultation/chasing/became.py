"""What became of each priority: its thread in short, from the theme it led to on to the next edition."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest

from convoke.consultation.models import Priority, Questionnaire
from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.core.versioned import versioned
from convoke.outcomes.thread import Node, Stage, Thread, trace
from convoke.outcomes.thread.graph import Key

from ...frame import actor_of

SHOWN = (Stage.THEME, Stage.SESSION, Stage.ACTION, Stage.REPORT, Stage.NEXT)
"""What of a thread is told in short; papers, findings and practices stand on the thread itself."""
TOLD = 6
"""How many things of a stage are named before the rest is only counted."""


@dataclass(frozen=True)
class Step:
    """A stage with what came of the priority at it: the first few, and how many more."""

    stage: Stage
    nodes: tuple[Node, ...]
    more: int


@dataclass(frozen=True)
class Became:
    """A priority and where it led."""

    priority: Priority
    steps: tuple[Step, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether no link on record leads on from it."""
        return not self.steps


def what_became(request: HttpRequest, questionnaire: Questionnaire) -> list[Became]:
    """Each priority of a questionnaire with what came of it, as far as the reader may know."""
    return _became(actor_of(request), questionnaire.pk, clock.today().isoformat())


@versioned(size=64)
def _became(actor: Actor, questionnaire: int, _on: str) -> list[Became]:
    """One thread for all priorities, so that their number costs nothing."""
    priorities = list(readable(actor, Priority).filter(questionnaire=questionnaire))
    if not priorities:
        return []
    thread = trace(actor, *(("priority", one.pk) for one in priorities))
    below: dict[Key, set[Key]] = defaultdict(set)
    for link in thread.links:
        below[link.source].add(link.target)
    return [Became(one, _steps(thread, _reached(("priority", one.pk), below))) for one in priorities]


def _reached(start: Key, below: dict[Key, set[Key]]) -> set[Key]:
    found: set[Key] = set()
    waiting = [start]
    while waiting:
        new = below[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def _steps(thread: Thread, reached: set[Key]) -> tuple[Step, ...]:
    steps = []
    for stage in SHOWN:
        nodes = [node for node in thread.at(stage) if node.key in reached]
        if nodes:
            steps.append(Step(stage, tuple(nodes[:TOLD]), len(nodes[TOLD:])))
    return tuple(steps)
