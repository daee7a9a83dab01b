"""``convoke modalities brussels-2007 [--as-of 2008-06-01] [--json]``: each rule with its verdict and reasons."""

import datetime as dt
import json
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import system
from convoke.core.commands import ForumCommand, Refused
from convoke.core.journal.operations import key_of
from convoke.editions.checks import Reason, Verdict, evaluate, rules_for, tally
from convoke.editions.queries import edition_by_code, editions


class Command(ForumCommand):
    help = "Evaluates the modalities of an edition as of a date: a verdict for each rule, with its reasons."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("edition", help="the code of the edition, such as brussels-2007")
        parser.add_argument("--as-of", default="", help="a date such as 2008-06-01; today without it")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system("convoke modalities")
        edition = edition_by_code(actor, options["edition"])
        if edition is None:
            known = ", ".join(one.code for one in editions(actor))
            raise Refused(_("There is no edition “%(code)s”. Accepted: %(known)s.") % {
                "code": options["edition"], "known": known or "–"})
        on = _day(options["as_of"])
        agreed, _rules = rules_for(actor, edition)
        verdicts = evaluate(actor, edition, on)
        if options["json"]:
            self.stdout.write(json.dumps({
                "edition": edition.code,
                "as_of": on.isoformat(),
                "rules_of": agreed.code if agreed else None,
                "totals": {result.value: number for result, number in tally(verdicts).items()},
                "modalities": [_data(verdict) for verdict in verdicts],
            }, ensure_ascii=False, indent=2))
            return
        self._print(verdicts)

    def _print(self, verdicts: tuple[Verdict, ...]) -> None:
        section = ""
        for verdict in verdicts:
            if str(verdict.modality.section) != section:
                section = str(verdict.modality.section)
                self.stdout.write(section)
            self.stdout.write(f"  {verdict.modality.code:6} {verdict.result.label:15} {verdict.modality.statement}")
            for reason in verdict.reasons:
                figures = "; ".join(f"{label}: {number}" for label, number in reason.figures)
                self.stdout.write(f"{'':9}– {reason.sentence}{f' ({figures})' if figures else ''}")
        for result, number in tally(verdicts).items():
            self.stdout.write(f"{result.label:15} {number:4}")


def _day(word: str) -> dt.date:
    """The date given, today without one; refuses what the calendar does not have."""
    if not word:
        return clock.today()
    try:
        return dt.date.fromisoformat(word)
    except ValueError as error:
        raise Refused(_("“%(word)s” is not a date. Accepted: a date such as 2008-06-01.") % {"word": word}) from error


def _data(verdict: Verdict) -> dict[str, Any]:
    rule = verdict.modality
    return {
        "code": rule.code,
        "section": str(rule.section),
        "subject": rule.subject,
        "strength": rule.strength,
        "statement": str(rule.statement),
        "constraint": rule.constraint,
        "check_kind": rule.check_kind or None,
        "verdict": verdict.result.value,
        "reasons": [_reason(reason) for reason in verdict.reasons],
        "note": str(rule.note) or None,
        "variants": rule.variants,
        "sources": rule.passages,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    kind, key = key_of(reason.thing)
    return {
        "sentence": reason.sentence,
        "about": {"type": kind, "key": key} if kind else None,
        "figures": [{"label": label, "value": value} for label, value in reason.figures],
    }
