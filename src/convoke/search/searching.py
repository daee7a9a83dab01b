"""What can be found of the apps that stand before this one: documents and participants."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.languages import Translated
from convoke.directory.models import Party, PartyName
from convoke.directory.roles import OFFICE
from convoke.library.models import Document, DocumentVersion, Paragraph, Rendition
from convoke.library.rules import begun, of_teams, writable_documents
from convoke.library.states import UNSHOWN, VersionState

from .registry import Entry, Searchable, by_language

MOST_LETTERS = 2_000_000
"""Letters of one document that are read."""
SHOWN = (VersionState.CIRCULATED, VersionState.PUBLISHED)
"""States in which a version is read by its document's audience (LIB-1)."""


def _texts(documents: list[int]) -> dict[int, dict[str, str]]:
    """The text of the version last circulated or published of each document, by language; three queries."""
    shown = DocumentVersion.objects.filter(document__in=documents, state__in=SHOWN)
    latest = dict(shown.order_by("number").values_list("document_id", "pk"))
    of = {version: document for document, version in latest.items()}
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = Paragraph.objects.filter(version__in=of).order_by("version", "order").values_list("version", "texts")
    for version, texts in rows:
        for language, words in texts.items():
            if words:
                found[of[version]][language].append(words)
    files = Rendition.objects.filter(version__in=of, is_made=False).exclude(text="").exclude(state__in=UNSHOWN)
    for version, language, words in files.values_list("version", "language", "text"):
        if language not in found[of[version]]:
            found[of[version]][language].append(words)
    return {
        document: {language: "\n".join(parts)[:MOST_LETTERS] for language, parts in texts.items()}
        for document, texts in found.items()
    }


def documents(queryset: "QuerySet[Any]") -> Iterator[Entry]:
    """LIB-1: documents as their readers have them; seven queries.

    What was never circulated is found by the office alone, until it is; and by those who
    write it, see :func:`written_by`. Authors read what was, whatever its audience.
    """
    rows = list(queryset.select_related("edition").prefetch_related("authors", "sessions"))
    numbers = [one.pk for one in rows]
    texts = _texts(numbers)
    given = set(Document.objects.filter(begun(), pk__in=numbers).values_list("pk", flat=True))
    for one in rows:
        authors = tuple(sorted(party.code for party in one.authors.all()))
        whole = Translated(texts.get(one.pk, {}))
        is_given = one.pk in given or one.audience == Audience.NAMED
        for language, _said in by_language(one.title, whole):
            yield Entry(
                kind="document", thing=one.pk, language=language, code=one.code, edition=one.edition.code,
                sessions=tuple(sorted(session.code for session in one.sessions.all())), parties=authors,
                audience=one.audience if is_given else Audience.TASK_FORCE.value,
                readers=authors if one.pk in given else (), title=one.title.text(language),
                about=f"{one.code} {one.symbol} {one.author}",
                text="\n".join(filter(None, (one.about.text(language), whole.get(language, "")))),
            )


def written_by(actor: Actor) -> "QuerySet[Document] | None":
    """LIB-1: the documents an actor reads whatever their audience: those it writes, and those of its teams."""
    if actor.account_id is None or actor.has_role(*OFFICE):
        return None
    return Document.objects.filter(of_teams(actor) | writable_documents(actor))


def parties(queryset: "QuerySet[Any]") -> Iterator[Entry]:
    """Participants by all their names, earlier ones included, their codes and acronyms; two queries."""
    rows = list(queryset)
    names: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    told = PartyName.objects.filter(party__in=[one.pk for one in rows]).order_by("-until", "pk")
    for party, language, name, until in told.values_list("party", "language", "name", "until"):
        names[party][language].insert(0 if until is None else len(names[party][language]), name)
    for one in rows:
        own = names[one.pk] or {"en": [one.acronym or one.code]}
        codes = " ".join(filter(None, (one.code.replace("exercise-", ""), one.acronym, one.iso2, one.iso3)))
        for language, said in sorted(own.items()):
            yield Entry(
                kind="party", thing=one.pk, language=language, code=one.code, parties=(one.code,), title=said[0],
                about=f"{' '.join(said[1:])} {codes}", text=one.official_name.get(language, ""),
            )


DOCUMENTS = Searchable(
    "document", _("Documents"), Document, documents,
    {
        "library.document": "code",
        "library.documentversion": "versions__pk",
        "library.paragraph": "versions__paragraphs__pk",
        "library.rendition": "versions__renditions__pk",
        "programme.session": "sessions__code",
    },
    beyond=written_by,
)
PARTIES = Searchable("party", _("Participants"), Party, parties, {"directory.party": "code"}, edition="")
