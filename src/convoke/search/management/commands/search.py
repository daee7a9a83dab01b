"""``convoke search "circular migration" --as public --language fr --json`` and ``convoke search --rebuild``.

With ``--account`` as the person with an account does, with the teams it works in.
"""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from convoke.core.actors import ANONYMOUS, Actor
from convoke.core.commands import ForumCommand, Refused, TerminalProgress
from convoke.directory.models import Account
from convoke.directory.queries import actor_for
from convoke.directory.roles import ROLES, audiences_for
from convoke.search.indexing import rebuild
from convoke.search.queries import Results, Wanted, search
from convoke.search.registry import kinds

PUBLIC = "public"


class Command(ForumCommand):
    """Searches as a reader of a role would, or a person; or reads everything into the index again."""

    help = "Searches everything a role may read; --rebuild reads everything into the index again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        languages = [code for code, _name in settings.CONVOKE_CONTENT_LANGUAGES]
        roles = [PUBLIC, *(role.code for role in ROLES)]
        parser.add_argument("words", nargs="?", default="", help="what is looked for")
        parser.add_argument("--as", dest="role", default=PUBLIC, choices=roles, metavar="ROLE", help=", ".join(roles))
        parser.add_argument("--account", default="", metavar="E-MAIL", help="search as the person with this account")
        parser.add_argument("--language", default="en", choices=languages, help="the reader's language")
        parser.add_argument("--kind", default="", choices=["", *kinds()], metavar="KIND", help=", ".join(kinds()))
        parser.add_argument("--edition", default="", help="code of an edition")
        parser.add_argument("--session", default="", help="code of a session, or edition/session")
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
        actor = _reader(options["role"], options["account"])
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


def _reader(role: str, email: str) -> Actor:
    """Who searches: the person with an account, or somebody who has a role and nothing more."""
    if email:
        account = Account.objects.filter(email__iexact=email).select_related("person").first()
        if account is None:
            raise Refused(_("There is no account with the address %(email)s.") % {"email": email})
        return actor_for(account)
    return ANONYMOUS if role == PUBLIC else Actor(roles=frozenset({role}), audiences=audiences_for([role]))


def _as_json(found: Results) -> str:
    hits = [
        {
            "kind": hit.entry.kind, "code": hit.entry.code, "edition": hit.entry.edition,
            "sessions": hit.entry.sessions, "language": hit.entry.language, "title": hit.entry.title,
            "passage": "".join(piece.text for piece in hit.passage),
        }
        for hit in found.hits
    ]
    data = {"total": found.total, "is_more": found.is_more, "kinds": found.kinds, "hits": hits}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _as_lines(found: Results) -> str:
    lines = [_("%(number)s found") % {"number": found.total}]
    for hit in found.hits:
        place = " ".join(filter(None, (hit.entry.edition, hit.entry.code)))
        lines.append(f"  {hit.entry.kind:<9} {place}  {hit.entry.title} [{hit.entry.language}]")
    return "\n".join(lines)
