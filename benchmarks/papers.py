"""A paper of 60 pages: as HTML, as PDF, as a Word document, and compared with its next version.

    python -m benchmarks.papers                measures and prints the figures
    python -m benchmarks.papers measure        prints the seconds, as the figures take them
"""

import datetime as dt
import json
import subprocess
import sys
import time
from pathlib import Path

import django

from .figures import Figure, table
from .server import ROOT, environment

PAGES = 60
HTML, PDF, COMPARED = 100.0, 3.0, 1.0
"""Targets: milliseconds, seconds, seconds."""
SENTENCE = "States meet every year to compare what they have done, and what remains to be done. "


def measure() -> None:
    """Makes the files of one paper and prints how long each took."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415

    from convoke.library.files import making  # noqa: PLC0415
    from convoke.library.files.paper import Paper  # noqa: PLC0415
    from convoke.library.text.compare import compare  # noqa: PLC0415
    from convoke.library.text.pieces import Piece  # noqa: PLC0415

    pieces = []
    for number in range(1, 8 * PAGES + 1):
        if number % 8 == 1:
            pieces.append(Piece(f"h{number}", "heading", 1, True, {"en": f"Part {number}"}))
        end = f"They *recall* it.[^{number}]" if number % 4 == 0 else "They said so."
        pieces.append(Piece(f"t{number}", "text", 0, True, {"en": SENTENCE * 4 + end}))
        if number % 4 == 0:
            pieces.append(Piece(f"n{number}", "footnote", 0, False, {"en": f"[^{number}]: See the record."}))
        if number % 16 == 0:
            rows = "| Aldoria | 3 | a word |\n" * 8
            pieces.append(Piece(f"b{number}", "table", 0, False, {"en": f"| a | b | c |\n|---|---|---|\n{rows}"}))
    paper = Paper("Paper", "EX/1", 1, "en", "en", ["Bermea (exercise)"], dt.date(2030, 5, 1), pieces)
    making.html(paper)
    seconds = {}
    for name, make in making.MAKERS.items():
        started = time.perf_counter()
        made = make(paper)
        seconds[name] = time.perf_counter() - started
        if name == "pdf":
            seconds["pages"] = len(PdfDocument(made))
    later = [
        Piece(one.key, one.kind, one.level, one.is_numbered, {"en": one.texts["en"].replace("every year", "yearly")})
        for one in pieces
    ]
    started = time.perf_counter()
    compare(pieces, later, "en")
    seconds["compared"] = time.perf_counter() - started
    print(json.dumps(seconds))


def figures(home: Path) -> list[Figure]:
    """The figures, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.papers", "measure"]
    done = subprocess.run(command, cwd=ROOT, env=environment(home), check=True, capture_output=True, text=True)
    seconds = json.loads(done.stdout)
    said = f"paper of {seconds['pages']} pages"
    return [
        Figure(f"{said}, as HTML", seconds["html"] * 1000, "ms", HTML),
        Figure(f"{said}, as PDF", seconds["pdf"], "s", PDF),
        Figure(f"two versions of a {said}, compared", seconds["compared"], "s", COMPARED),
        Figure(f"{said}, as a Word document", seconds["docx"], "s"),
        Figure(f"{said}, as Akoma Ntoso", seconds["akn"], "s"),
    ]


def main() -> None:
    """Does what the word asked for says."""
    if sys.argv[1:] == ["measure"]:
        django.setup()
        measure()
    else:
        home = ROOT / ".build" / "bench" / "papers"
        home.mkdir(parents=True, exist_ok=True)
        print(table(figures(home)))


if __name__ == "__main__":
    main()
