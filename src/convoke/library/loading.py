"""What the library takes from a data folder: sources and background papers."""

from collections.abc import Iterator

from convoke.core.audiences import Audience
from convoke.core.loading.rows import Folder, Kind, Loader, Row, passages, place
from convoke.editions.loading import edition_ref

from .models import Document, Source

FILE = "programme.yaml"
SOURCE = Kind("source", Source, ("file",))
DOCUMENT = Kind("document", Document, ("edition__code", "code"))


def paper_code(session: str, number: int) -> str:
    """The code of the background paper with this number (from 1) of a session."""
    return f"P{session}-{number}"


def _rows(folder: Folder) -> Iterator[Row]:
    for source in folder.get("sources.yaml").get("sources", []):
        fields = {"file": source["file"], "kind": source["kind"]}
        texts = {"title": dict(source["title"]), "short": dict(source["short"])}
        yield Row("source", (source["file"],), place("sources.yaml", source), {**fields, **texts})
    order = 0
    for session in folder.get(FILE).get("sessions", []):
        for number, paper in enumerate(session["background_papers"], 1):
            order += 1
            code = paper_code(session["code"], number)
            yield Row(
                "document",
                (folder.dataset, code),
                place(FILE, paper),
                {
                    "edition": edition_ref(folder),
                    "code": code,
                    "kind": Document.Kind.BACKGROUND_PAPER.value,
                    "order": order,
                    "number": paper.get("number", ""),
                    "title": folder.translated("paper", code, "title", paper.get("title")),
                    "about": folder.translated("paper", code, "about", paper["about"]),
                    "author": paper.get("author") or paper.get("prepared_by") or "",
                    "audience": Audience.PUBLIC.value,
                    "is_record": True,
                    "passages": passages(paper, folder.report),
                },
            )


LOADER = Loader("library", (SOURCE, DOCUMENT), _rows)
