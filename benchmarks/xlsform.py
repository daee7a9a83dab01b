"""An XLSForm of 500 questions in two languages: imported, exported, and how far its answers are.

    python -m benchmarks.xlsform                measures and prints the figures
    python -m benchmarks.xlsform measure        prints the seconds, as the figures take them
"""

import io
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import django

from .figures import Figure, table
from .server import ROOT, environment

QUESTIONS = 500
IMPORT, STANDING = 3.0, 100.0
"""Targets: seconds, milliseconds."""


def measure() -> None:
    """Reads a form as a task force hands it in, writes it again, and looks how far answers to all of it are."""
    from convoke.consultation.form.progress import standing  # noqa: PLC0415
    from convoke.consultation.form.xlsform import read_xlsform, write_xlsform  # noqa: PLC0415

    content = _form()
    started = time.perf_counter()
    reading = read_xlsform(io.BytesIO(content), "bench.xlsx")
    read = time.perf_counter() - started
    if reading.form is None or len(reading.form.by_code) != QUESTIONS:
        raise RuntimeError(str(reading.faults[:3]))
    started = time.perf_counter()
    write_xlsform(reading.form, reading.title, reading.code)
    written = time.perf_counter() - started
    answers = {code: "7" if number % 2 else "a" for number, code in enumerate(reading.form.by_code)}
    standing(reading.form, answers)
    started = time.perf_counter()
    for _time in range(10):
        found = standing(reading.form, answers)
    seconds = (time.perf_counter() - started) / 10
    if len(found.relevant) != QUESTIONS:
        raise RuntimeError(f"{len(found.relevant)} of {QUESTIONS} questions are relevant")
    print(json.dumps({"read": read, "written": written, "standing": seconds}))


def _form() -> bytes:
    """A form of 500 questions, each second one with choices, nearly all depending on the one before."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    survey: Any = book.active
    survey.title = "survey"
    survey.append(["type", "name", "label::English (en)", "label::French (fr)", "hint::English (en)", "required",
                   "relevant", "constraint", "constraint_message::English (en)"])
    for number in range(QUESTIONS):
        if number % 50 == 0:
            survey.append(["begin_group", f"part_{number}", f"Part {number}", f"Partie {number}"])
        kind, constraint = ("integer", ". >= 0 and . <= 1000") if number % 2 else ("select_one scale", "")
        condition = "!= ''" if number % 2 else "> 3"
        before = f"${{q{number - 1}}} {condition}" if number % 50 else ""
        survey.append([kind, f"q{number}", f"Question {number}, as it is put to a government", f"Question {number}",
                       "One sentence that helps.", "yes", before, constraint, "From 0 to 1000"])
        if number % 50 == 49:
            survey.append(["end_group"])
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", "label::English (en)", "label::French (fr)"])
    for code in "abcdefghij":
        choices.append(["scale", code, f"Answer {code}", f"Réponse {code}"])
    book.create_sheet("settings").append(["form_title", "default_language"])
    book["settings"].append(["Benchmark", "English (en)"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def figures(home: Path) -> list[Figure]:
    """The figures, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.xlsform", "measure"]
    done = subprocess.run(command, cwd=ROOT, env=environment(home), check=True, capture_output=True, text=True)
    seconds = json.loads(done.stdout)
    return [
        Figure(f"XLSForm of {QUESTIONS} questions, imported", seconds["read"], "s", IMPORT),
        Figure(f"XLSForm of {QUESTIONS} questions, exported", seconds["written"], "s"),
        Figure(f"form of {QUESTIONS} questions, how far its answers are", seconds["standing"] * 1000, "ms", STANDING),
    ]


def main() -> None:
    """Does what the word asked for says."""
    if sys.argv[1:] == ["measure"]:
        django.setup()
        measure()
    else:
        home = ROOT / ".build" / "bench" / "xlsform"
        home.mkdir(parents=True, exist_ok=True)
        print(table(figures(home)))


if __name__ == "__main__":
    main()
