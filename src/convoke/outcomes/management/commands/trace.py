"""``convoke trace R1.4-1``: prints the thread of a thing, from the survey to the next edition."""

import json
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from convoke.core.actors import ANONYMOUS
from convoke.core.commands import ForumCommand, Refused
from convoke.directory.queries import Names
from convoke.outcomes.models import Commitment
from convoke.outcomes.thread import Node, Thread, find, trace
from convoke.programme.models import Basis


class Command(ForumCommand):
    help = "Prints where a thing comes from and where it went."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="code of an action, finding, session, theme, paper or practice")
        parser.add_argument("--edition", default="", help="code of the edition, where several have this code")
        parser.add_argument("--json", action="store_true", help="print the thread as data")

    def handle(self, *args: Any, **options: Any) -> None:
        found = find(ANONYMOUS, options["code"], options["edition"])
        if not found:
            raise Refused(
                _("Nothing has the code “%(code)s”. Accepted: codes such as R1.4-1, F1.4-2, 1.4, RT1.")
                % {"code": options["code"]}
            )
        editions = sorted({node.edition for node in found})
        if len(editions) > 1:
            raise Refused(
                _("Several editions have the code “%(code)s”. Add --edition with one of: %(editions)s.")
                % {"code": options["code"], "editions": ", ".join(editions)}
            )
        thread = trace(ANONYMOUS, found[0].key)
        if options["json"]:
            self.stdout.write(json.dumps(thread.to_json(), ensure_ascii=False, indent=2))
        else:
            self._print(thread)

    def _print(self, thread: Thread) -> None:
        names = Names()
        for stage, nodes in thread.stages():
            self.stdout.write(f"{stage.title}")
            for node in nodes:
                mark = "●" if node.key in thread.starts else "│"
                links = thread.sources(node.key)
                derived = links and all(link.basis == Basis.DERIVED for link in links)
                note = f"  ({_('derived')})" if derived else ""
                self.stdout.write(f"  {mark} {_label(node, names)}{note}")
            if not nodes:
                self.stdout.write(f"  ┆ {_('nothing recorded yet')}")


def _label(node: Node, names: Names) -> str:
    if isinstance(node.thing, Commitment):
        said = f"{names.name(node.thing.party)} ({node.thing.get_role_display()}, {node.thing.get_basis_display()})"
        return f"{said}: {node.title}" if node.title else said
    return f"{node.code}  {node.title}"
