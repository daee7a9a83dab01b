"""``convoke programme check brussels-2007 [--json]``: clashes, balance, missing papers and missing translations."""

import json
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from convoke.core.actors import Actor, system
from convoke.core.commands import ForumCommand, Refused
from convoke.core.policy import readable
from convoke.editions.models import Edition
from convoke.editions.queries import edition_by_code, editions
from convoke.library.models import Paragraph
from convoke.programme.models import Session
from convoke.programme.queries import edition_balance, edition_genders
from convoke.programme.timetable import words
from convoke.programme.timetable.interpretation import needs
from convoke.programme.timetable.standing import Standing, gone, standing


class Command(ForumCommand):
    help = "Checks the programme of an edition: what clashes, how panels are balanced, what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        ways = parser.add_subparsers(dest="way", required=True, metavar="WAY")
        check = ways.add_parser("check", help="clashes, balance, missing papers, missing translations")
        check.add_argument("edition", help="the code of the edition, such as brussels-2007")
        check.add_argument("--json", action="store_true", help="as data")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system("convoke programme")
        edition = edition_by_code(actor, options["edition"])
        if edition is None:
            known = ", ".join(one.code for one in editions(actor))
            raise Refused(_("There is no edition “%(code)s”. Accepted: %(known)s.") % {
                "code": options["edition"], "known": known or "–"})
        found = _found(actor, edition)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        self.stdout.write(_("Clashes: %(number)s") % {"number": len(found["clashes"])})
        for clash in found["clashes"]:
            self.stdout.write(f"  {clash['sentence']}")
        self.stdout.write(_("Without a time: %(sessions)s") % {"sessions": _listed(found["without_time"])})
        self.stdout.write(_("Without a paper: %(sessions)s") % {"sessions": _listed(found["without_paper"])})
        self.stdout.write(_("Places on panels to be filled: %(number)s") % {"number": len(found["places_to_fill"])})
        for need in found["interpretation"]:
            self.stdout.write(_("%(day)s, interpretation into %(language)s: %(number)s sessions, %(most)s at once") % {
                "day": need["day"], "language": need["language"], "number": len(need["sessions"]),
                "most": need["at_once"]})
        for gap in found["missing_translations"]:
            self.stdout.write(_("%(document)s is to be translated into: %(languages)s") % {
                "document": gap["document"], "languages": ", ".join(gap["languages"])})
        for kind, counts in found["balance"].items():
            self.stdout.write(f"{kind}: {', '.join(f'{code} {number}' for code, number in counts.items())}")


def _listed(codes: list[str]) -> str:
    return ", ".join(codes) or "–"


def _found(actor: Actor, edition: Edition) -> dict[str, Any]:
    """All that the check finds, as data; a constant number of queries."""
    now = standing(actor, edition)
    sessions = readable(actor, Session).filter(edition=edition, kind=Session.Kind.ROUNDTABLE).order_by("order")
    return {
        "edition": edition.code,
        "sessions": len(now.sessions),
        "clashes": _clashes(now),
        "without_time": [one.code for one in now.unplaced],
        "without_paper": list(sessions.filter(papers__isnull=True).values_list("code", flat=True)),
        "places_to_fill": [
            {"session": one.session.code, "person": one.person.name, "role": one.role, "state": one.state}
            for one in gone(actor, edition)
        ],
        "interpretation": [
            {"day": one.day.isoformat(), "language": one.language, "sessions": list(one.sessions),
             "at_once": one.at_once, "minutes": one.minutes}
            for one in needs(now.placed, edition.time_zone)
        ],
        "missing_translations": _translations(actor, edition),
        "balance": edition_balance(actor, edition) | {"gender": dict(edition_genders(actor, edition).counts)},
    }


def _clashes(now: Standing) -> list[dict[str, Any]]:
    return [
        {"kind": one.kind.value, "sessions": list(one.sessions), "person": one.person or None,
         "room": one.room or None, "sentence": words.clash(one, now.halls)}
        for one in now.clashes
    ]


def _translations(actor: Actor, edition: Edition) -> list[dict[str, Any]]:
    """The languages a paper of a session is wanted in, and in which its last version still lacks a paragraph."""
    wanted = readable(actor, Session).filter(edition=edition, papers__isnull=False)
    papers = {
        paper.pk: paper for one in wanted.prefetch_related("papers") for paper in one.papers.all() if paper.languages
    }
    last: dict[int, tuple[int, list[dict[str, str]]]] = {}
    rows = readable(actor, Paragraph).filter(version__document__in=papers).values_list(
        "version__document", "version__number", "texts")
    for document, number, texts in rows:
        before = last.get(document, (0, []))
        if number > before[0]:
            last[document] = (number, [texts])
        elif number == before[0]:
            before[1].append(texts)
    found = []
    for pk, paper in papers.items():
        texts = last.get(pk, (0, []))[1]
        lacking = [
            language for language in paper.languages if language != paper.language
            and (not texts or any(not (one or {}).get(language) for one in texts))
        ]
        if lacking:
            found.append({"document": paper.code, "languages": lacking})
    return found
