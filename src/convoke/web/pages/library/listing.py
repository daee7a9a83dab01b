"""The documents of an edition, with filters that live in the address."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse

from convoke.core.actors import Actor
from convoke.core.policy import allows, readable
from convoke.editions.models import Edition
from convoke.library import queries
from convoke.library.models import Document, DocumentVersion
from convoke.library.states import VersionState
from convoke.programme.models import Session

from ...lookups import lookups
from ..frame import actor_of, edition_or_missing, page_of_list, show
from .shared import SECTION, language_choices, under_way

FILTERS = ("kind", "session", "language", "party")


class Row:
    """A document as the list shows it: its published version, and the one under way for who may read it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        versions: list[DocumentVersion] = document.read_versions  # type: ignore[attr-defined]
        self.current = next((one for one in versions if one.state == VersionState.PUBLISHED), None)
        self.under_way = under_way(versions)
        self.shown = self.current or self.under_way


def rows_of(actor: Actor, edition: Edition, **narrowed: str) -> list[Row]:
    """The documents of an edition one may read (LIB-1), narrowed; five queries, whatever their number."""
    sessions = Prefetch("sessions", readable(actor, Session).only("code", "title", "edition"))
    found = queries.documents(actor, edition, **narrowed)
    return [Row(one) for one in found.prefetch_related(sessions)]


@dataclass(frozen=True)
class PapersOfKind:
    """The papers of a session that are of one kind, each with the languages it is there in."""

    kind: str
    rows: list[tuple[Row, list[str]]]


def papers_of_session(actor: Actor, edition: Edition, session: str) -> list[PapersOfKind]:
    """LIB-1: the papers of a session by kind, as its page shows them; four queries, whatever their number."""
    rows = [Row(one) for one in queries.papers_of_session(actor, edition, session)]
    files = queries.languages_in_files(actor, [row.shown for row in rows if row.shown])
    found: dict[str, list[tuple[Row, list[str]]]] = {}
    for row in rows:
        others = files.get(row.shown.pk, []) if row.shown else []
        languages = list(dict.fromkeys([row.document.language, *others]))
        found.setdefault(row.document.get_kind_display(), []).append((row, languages))
    return [PapersOfKind(kind, given) for kind, given in found.items()]


def documents(request: HttpRequest, edition: str) -> HttpResponse:
    """The documents of an edition one may read, narrowed by kind, session, language and author."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    given = {name: request.GET.get(name, "").strip()[:80] for name in FILTERS}
    rows, names = rows_of(actor, found), lookups(request).parties
    authors = {one.pk: one for row in rows for one in row.document.authors.all()}
    sessions = {one.code: one for row in rows for one in row.document.sessions.all()}
    listed = rows_of(actor, found, **given) if any(given.values()) else rows
    kinds = {row.document.kind for row in rows}
    return show(
        request, "web/library/documents.html", edition=found, section=SECTION, narrowed=given,
        is_narrowed=any(given.values()), page=page_of_list(request, listed),
        choices={
            "kind": [one for one in Document.Kind.choices if one[0] in kinds],
            "session": [(code, f"{code} {sessions[code].title}") for code in sorted(sessions)],
            "language": language_choices(),
            "party": [(one.code, names.name(one)) for one in names.sort(authors.values())],
        },
        may_create=allows(actor, "create", Document),
    )
