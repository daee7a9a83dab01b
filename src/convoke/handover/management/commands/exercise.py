"""``convoke exercise survey``: answers to try the analysis with, of states that do not exist."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from convoke.core.actors import ANONYMOUS, system
from convoke.core.commands import ForumCommand, Refused
from convoke.editions.queries import editions
from convoke.handover.exercise import survey


class Command(ForumCommand):
    help = "Makes exercise material: a survey with answers of states that do not exist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["survey"])
        parser.add_argument("--states", type=int, default=60, help="how many states are asked (5 to 200)")
        parser.add_argument("--seed", type=int, default=2007, help="the same seed gives the same answers")
        parser.add_argument("--edition", default="", help="code of the edition; the one in preparation unless given")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CONVOKE_DEMONSTRATION:
            raise Refused(_("Exercise material is for a demonstration; this installation is none."))
        if not 5 <= options["states"] <= survey.MOST_STATES:
            raise Refused(
                _("Accepted for --states: a number from %(least)s to %(most)s.") % {
                    "least": 5, "most": survey.MOST_STATES
                }
            )
        try:
            made = survey.answer(
                actor=system("convoke exercise"), states=options["states"], seed=options["seed"],
                edition=options["edition"],
            )
        except LookupError as error:
            raise Refused(_no_edition(options["edition"])) from error
        submitted = made.responses.filter(submitted_at__isnull=False).count()
        if options["json"]:
            said = {"edition": made.edition.code, "questionnaire": made.code, "asked": made.recipients}
            self.stdout.write(json.dumps({**said, "submitted": submitted}, indent=2))
            return
        self.stdout.write(
            _("%(questionnaire)s: %(submitted)s of %(asked)s states that do not exist have answered.") % {
                "questionnaire": made.code, "submitted": submitted, "asked": made.recipients,
            }
        )


def _no_edition(code: str) -> str:
    known = ", ".join(editions(ANONYMOUS).order_by("ordinal").values_list("code", flat=True))
    if not known:
        return _("There is no edition yet. Load a data folder first.")
    return _("There is no edition “%(code)s”. Accepted: %(known)s.") % {"code": code, "known": known}
