"""The modalities check themselves: one verdict for each rule, as of a date, with its reasons.

Each app registers what it can tell with ``@check(code)`` in its own ``checks``; a check
reads through ``readable`` at a constant number of queries and takes its numbers from the
rule's ``constraint``, so that a changed rule changes the verdict. A rule that is not met
is a finding for the Chair; nothing is ever locked by it.
"""

from .look import Look
from .registry import check, codes, evaluate, rules_for, tally
from .verdicts import Answer, Reason, Result, Verdict, judge, met, shown, unmet, unsaid

__all__ = [
    "Answer",
    "Look",
    "Reason",
    "Result",
    "Verdict",
    "check",
    "codes",
    "evaluate",
    "judge",
    "met",
    "rules_for",
    "shown",
    "tally",
    "unmet",
    "unsaid",
]
