"""Which check belongs to which rule, and the evaluation of all rules."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from convoke.core import clock, formats
from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.core.versioned import versioned

from ..models import Edition, Modality
from .look import Look, Shared
from .verdicts import Answer, Result, Verdict, unsaid

Check = Callable[[Look], Answer]


@dataclass(frozen=True)
class _Entry:
    function: Check
    needs: str


_checks: dict[str, _Entry] = {}


def check(*for_codes: str, needs: str = "") -> Callable[[Check], Check]:
    """Registers a check for the rules with these codes.

    ``needs="record"`` for what is told by records of the meeting that carry no date of their
    own: on a date before the meeting that lies in the past, nobody knows what stood.
    ``needs="end"`` for what applies once the meeting has ended.
    Raises ValueError where a rule has a check already.
    """

    def register(function: Check) -> Check:
        for code in for_codes:
            if code in _checks and _checks[code].function is not function:
                raise ValueError(f"{code} has a check already")
            _checks[code] = _Entry(function, needs)
        return function

    return register


def codes() -> frozenset[str]:
    """The codes of all rules that have a check."""
    return frozenset(_checks)


def rules_for(actor: Actor, edition: Edition) -> tuple[Edition | None, list[Modality]]:
    """The rules that hold for an edition and the edition they were agreed at: its own, else the latest before."""
    known = readable(actor, Modality).filter(edition__forum=edition.forum_id, edition__ordinal__lte=edition.ordinal)
    rules = list(known.select_related("edition__chair").order_by("-edition__ordinal", "order"))
    agreed = rules[0].edition if rules else None
    return agreed, [rule for rule in rules if agreed and rule.edition_id == agreed.pk]


@versioned(size=64)
def evaluate(actor: Actor, edition: Edition, on: dt.date) -> tuple[Verdict, ...]:
    """One verdict for each rule that holds for an edition, as of a date, in the order of the rules.

    Says what the actor may know (LIB-1). The number of queries depends on the checks, never on the data.
    """
    shared = Shared(actor, edition, on)
    return tuple(_verdict(Look(shared, rule)) for rule in rules_for(actor, edition)[1])


def tally(verdicts: tuple[Verdict, ...]) -> dict[Result, int]:
    """How many rules there are of each result."""
    counts = Counter(verdict.result for verdict in verdicts)
    return {result: counts[result] for result in Result}


def _verdict(look: Look) -> Verdict:
    rule = look.modality
    if not rule.check_kind:
        answer = Answer(Result.NOT_CHECKED, ())
    elif rule.code not in _checks:
        answer = unsaid(_("No check has been written for this rule yet."))
    else:
        entry = _checks[rule.code]
        answer = _too_early(look, entry.needs) or entry.function(look)
    return Verdict(rule, answer.result, answer.reasons)


def _too_early(look: Look, needs: str) -> Answer | None:
    starts, ends = look.edition.starts_on, look.edition.ends_on
    if needs == "record" and starts and look.on < min(starts, clock.today()):
        said = _("The records describe the meeting that began on %(day)s; how things stood before was not kept.")
        return unsaid(said % {"day": formats.date(starts)})
    if needs == "end" and ends is None:
        return unsaid(_("The rule applies after the meeting, whose days are not on record yet."))
    if needs == "end" and ends and look.on <= ends:
        return unsaid(_("The rule applies after the meeting, which ends on %(day)s.") % {"day": formats.date(ends)})
    return None
