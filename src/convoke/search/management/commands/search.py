"""``convoke search "circular migration" --as public --language fr --json`` and ``convoke search --rebuild``."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from convoke.core.actors import ANONYMOUS, Actor
from convoke.core.commands import ForumCommand, Refused, TerminalProgress
from convoke.directory.roles import ROLES, audiences_for
from convoke.search.indexing import rebuild
from convoke.search.queries import Results, Wanted, search
from convoke.search.registry import kinds

PUBLIC = "public"


class Command(ForumCommand):
    """Searches as a reader of a role would, or reads everything into the index again."""

    help = "Searches everything a role may read; --rebuild reads everything into the index again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        languages = [code for code, _name in settings.CONVOKE_CONTENT_LANGUAGES]
        roles = [PUBLIC, *(role.code for role in ROLES)]
        parser.add_argument("words", nargs="?", default="", help="what is looked for")
        parser.add_argument("--as", dest="role", default=PUBLIC, choices=roles, metavar="ROLE", help=", ".join(roles))
        parser.add_argument("--language", default="en", choices=languages, help="the reader's language")
        parser.add_argument("--kind", default="", choices=["", *kinds()], metavar="KIND", help=", ".join(kinds()))
        parser.add_argument("--edition", default="", help="code of an edition")
        parser.add_argument("--session", default="", help="code of a session")
        parser.add_argument("--party", default="", help="code of a participant")
        parser.add_argument("--number", type=int, default=20, help="how many are shown")
        parser.add_argument("--json", action="store_true", help="print what is found as data")
        parser.add_argument("--rebuild", action="store_true", help="read everything into the index again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rebuild"]:
            progress = TerminalProgress()
            changed = rebuild(progress=progress)
            progress.finish()
            self.stdout.write(_("%(number)s entries changed.") % {"number": sum(changed.values())})
        if not options["words"]:
            if options["rebuild"]:
                return
            raise Refused(_("Say what to look for, such as: convoke search \"circular migration\"."))
        role = options["role"]
        actor = ANONYMOUS if role == PUBLIC else Actor(roles=frozenset({role}), audiences=audiences_for([role]))
        wanted = Wanted(
            q=options["words"], kind=options["kind"], edition=options["edition"], session=options["session"],
            party=options["party"].lower(),
        )
        try:
            with override(options["language"]):
                found = search(actor, wanted, number=max(1, options["number"]), language=options["language"])
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        self.stdout.write(_as_json(found) if options["json"] else _as_lines(found))


def _as_json(found: Results) -> str:
    hits = [
        {
            "kind": hit.entry.kind, "code": hit.entry.code, "edition": hit.entry.edition, "session": hit.entry.session,
            "language": hit.entry.language, "title": hit.entry.title,
            "passage": "".join(piece.text for piece in hit.passage),
        }
        for hit in found.hits
    ]
    return json.dumps({"total": found.total, "kinds": found.kinds, "hits": hits}, ensure_ascii=False, indent=2)


def _as_lines(found: Results) -> str:
    lines = [_("%(number)s found") % {"number": found.total}]
    for hit in found.hits:
        place = " ".join(filter(None, (hit.entry.edition, hit.entry.code)))
        lines.append(f"  {hit.entry.kind:<9} {place}  {hit.entry.title} [{hit.entry.language}]")
    return "\n".join(lines)
