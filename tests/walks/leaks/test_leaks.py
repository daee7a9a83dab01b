"""LIB-1: every address, asked by everybody, gives what is hidden to those who may read it and to nobody else.

The addresses come from the list of addresses itself, the kinds from the registries: a page, feed, export,
suggestion or count added tomorrow is walked, and fails here where it tells too much.
"""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

import pypdfium2
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from convoke.bodies.operations.calendars import make_feed
from convoke.core.versioned import forget_everything
from convoke.directory.models import Account
from convoke.directory.queries import actor_for
from convoke.directory.roles import ROLES
from convoke.editions.models import Edition
from convoke.library.models import Paragraph, Rendition
from convoke.marketplace.models import Message
from convoke.outcomes.thread.kinds import node_kinds
from convoke.search import indexing
from convoke.search.registry import kinds

from .addresses import Pools, names, unnamed, walked
from .things import HIDDEN, HOOK, OUTSIDE, Place, hide, prepare, word

WITHOUT = ("public", "press", "civil-society")
"""Readers from whom all of it is hidden: for them, what they read is to the letter what it was without it."""
TURNS = 4
"""So many times everything is hidden, each for some of the readers."""
READERS = (*(role.code for role in ROLES if role.code not in WITHOUT), *OUTSIDE)
FORMATS = ("csv", "svg", "xlsx", "docx")
NOTHING = "00000000-0000-4000-8000-000000000000"
SURVEYS = ("questionnaire", "answer", "received", "results", "intake")
"""How addresses begin that are about questionnaires, which belong to another edition."""


def pools(place: Place) -> Pools:
    """The values tried for each part of an address."""
    papers = tuple(paper.code for paper in place.papers)
    session, theme = (place.session.code,), place.session.roundtable.theme.code
    codes = (*papers[:1], *session, "exercise-bermea")
    files = tuple(str(pk) for pk in Rendition.objects.filter(version__document__in=place.papers).values_list(
        "pk", flat=True))
    keys = tuple(Paragraph.objects.filter(version__document__in=place.papers).values_list("key", flat=True)[:2])
    return {
        "edition": (place.edition.code,),
        **{f"edition:{name}": ("manila-2008",) for name in SURVEYS},
        "code": codes,
        **{f"code:{name}": papers for name in ("document",)},
        **{f"code:{name}": session for name in ("session", "team", "panel", "agenda-session", "agenda-concept",
                                                "timetable")},
        **{f"code:{name}": ("exercise-survey",) for name in SURVEYS},
        **{f"code:{name}": ("exercise-bermea",) for name in ("party", "mandate", "channel", "person", "outreach",
                                                             "contact", "escalation", "invitation")},
        "code:theme": (theme,), "code:agenda-roundtable": (place.session.roundtable.code,),
        "code:thread-file": (*session, papers[0]), "code:request": (place.asked.code,),
        "party:provider": tuple(one.party.code for one in place.edition.providers.select_related("party")),
        "number:marketplace-room": tuple(str(one.pk) for one in place.talks) or ("1",),
        "number:meeting-outcome": ("77",),
        "pk:marketplace-room-file": tuple(str(pk) for pk in Message.objects.filter(room__in=place.talks).exclude(
            file=None).values_list("file", flat=True)) or (NOTHING,),
        "party": ("exercise-bermea",),
        "party:marketplace-availability": ("exercise-bermea", "exercise-observatory"),
        "pk": tuple(map(str, sorted(place.numbers))),
        **{f"pk:{name}": (*files, NOTHING) for name in ("document-file", "job", "directory-import", "mandate-scan",
                                                        "meeting-document", "answer-file")},
        "file": (NOTHING,), "number": ("1",), "key": keys or ("p1",), "language": ("en", "fr"),
        "format": FORMATS, "ending": ("xlsx", "docx"), "format:thread-file": ("svg", "csv"),
        "format:picture": ("svg", "csv"), "name:picture": ("matrix", "practices", "calendar"),
        "kind": tuple(one.name for one in node_kinds()), "name": ("list", "outcome-report.en.pdf"),
        "name:schema": ("programme.schema.json",), "section": ("policy",), "question": ("themes",),
        "meeting": ("fof-2007-01-30",), "token": ("nobody-has-this",),
    }


def text(answer) -> str:
    """What an answer says, whatever it is: a page, a spreadsheet, a document, a PDF."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as whole:
            names_in = [name for name in whole.namelist() if name != "docProps/core.xml"]  # when the file was made
            return "\n".join(whole.read(name).decode(errors="replace") for name in names_in)
    if body[:4] == b"%PDF":
        return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(body))
    said = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|DTSTAMP:\w+|(csrf|nonce|challenge)[^>]*"[\w=+/-]{20,}"', "",
                  body.decode(errors="replace"))
    return unescape(re.sub(r'(page-head__meta"><span>[^<]*<span dir="ltr">)\d\d:\d\d', r"\1", said))  # a clock


def asked(place: Place, who: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Everything that is asked for: each address bare, each list searched, each suggestion, one's own calendar."""
    parts = names()
    for name, addresses in walked(pools(place)).items():
        for address in addresses:
            yield address, {}
            if set(parts[name]) <= {"edition"}:
                yield f"{address}?q={HOOK}", {}
    for kind in kinds():
        yield f"{reverse('search')}?q={HOOK}&kind={kind}", {}
    for typed in (HOOK, "zqv"):
        yield f"{reverse('search')}?suggest=1&q={typed}", {"HX-Request": "true"}
    if who in place.accounts and who not in WITHOUT:
        yield reverse("calendar-feed", args=[make_feed(actor=actor_for(place.accounts[who]))]), {}


def client_for(account: Account | None) -> Client:
    client = Client(raise_request_exception=False)
    if account is not None:
        client.force_login(account)
    return client


def read(place: Place, who: str) -> dict[str, str]:
    """By address, what a reader is told; nothing where a form alone is taken."""
    client, found = client_for(place.accounts.get(who)), {}
    for address, headers in asked(place, who):
        answer = client.get(address, headers=headers)
        assert answer.status_code < 500, f"{who}: {address} fails"
        found[address] = text(answer)
    return found


@pytest.fixture
def place(demonstration: Edition) -> Place:
    return prepare(demonstration)


def test_every_address_has_a_name_and_is_walked(place):
    hide(place)
    assert not unnamed()
    empty = sorted(name for name, addresses in walked(pools(place)).items() if not addresses)
    assert not empty, f"give `pools` a value for a part of these addresses: {empty}"


@pytest.mark.slow
@pytest.mark.parametrize("readers", [READERS[turn::TURNS] for turn in range(TURNS)], ids="-".join)
def test_lib_1_what_is_hidden_is_found_by_those_who_may_read_it_and_by_nobody_else(place, readers):
    hide(place)
    indexing.rebuild()
    for who in readers:
        mark = transaction.savepoint()
        look_for_what_is_hidden(place, who)
        transaction.savepoint_rollback(mark)
        forget_everything()


def look_for_what_is_hidden(place: Place, who: str) -> None:
    """Asks for everything as a reader, who finds what he is to find, and nothing that is hidden from him."""
    found: dict[str, list[str]] = defaultdict(list)
    for address, said in read(place, who).items():
        for what in HIDDEN:
            if word(what) in said.lower():
                found[what].append(address)
    told = {what: found[what][:5] for what, thing in HIDDEN.items() if who not in thing.finds | thing.may
            if found[what]}
    assert not told, f"{who} reads what is hidden: {told}"
    kept = [what for what, thing in HIDDEN.items() if who in thing.finds and not found[what]]
    assert not kept, f"{who} does not find on any page: {kept}"


@pytest.mark.slow
@pytest.mark.parametrize("who", WITHOUT)
def test_lib_1_who_reads_nothing_of_it_reads_what_was_there_without_it_counts_and_all(place, who):
    before: dict[str, str] = {}
    mark = transaction.savepoint()
    hide(place)
    indexing.rebuild()
    after = read(place, who)
    transaction.savepoint_rollback(mark)
    forget_everything()
    indexing.rebuild()
    client = client_for(place.accounts.get(who))
    for address in after:
        before[address] = text(client.get(address, headers={"HX-Request": "true"} if "suggest=1" in address else {}))
    changed = [f"{address}: {difference(before[address], after[address])}" for address in after
               if before[address] != after[address]]
    assert not changed, "\n".join(changed[:20])


def difference(before: str, after: str) -> str:
    """Where two pages begin to differ."""
    at = next((i for i, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    return f"…{before[max(0, at - 60):at + 60]!r} became …{after[max(0, at - 60):at + 60]!r}"
