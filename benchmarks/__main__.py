"""``make bench``: measures, prints figures with their targets, and writes ``benchmarks/results.md``.

    --clean-checkout    also a first start from a clone with empty package caches (needs the network)
    --without-big       leaves out the forum of 20 editions × 20,000 actions
    --without-network   leaves out the directory of 10,000 people and the notice to 5,000
    --without-search    leaves out the search in 100,000 documents
    --requests 200      how often each page is asked for
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import big, directory, market, outreach, papers, results_pages, saving, search, timetable, xlsform
from .figures import Figure, table
from .server import ROOT, convoke, end, environment, first_page, free_port, measure, served, start_time

BUILD = ROOT / ".build" / "bench"
RESULTS = ROOT / "benchmarks" / "results.md"
EDITION = "brussels-2007"
PAGES = ("programme", "outcomes", "practices")
FIRST_START, SECOND_START, ANSWER, WEIGHT, REPORT, LOAD = 180.0, 4.0, 40.0, 60.0, 5.0, 10.0
"""Targets: seconds, seconds, milliseconds, kilobytes, seconds, seconds."""


def clean_checkout() -> list[Figure]:
    """From ``git clone`` to the first page, with package caches as empty as on a new machine."""
    with tempfile.TemporaryDirectory(prefix="convoke-bench-", ignore_cleanup_errors=True) as folder:
        checkout, port = Path(folder) / "convoke", free_port()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(checkout)], check=True)
        caches = {"UV_CACHE_DIR": f"{folder}/uv", "PIP_CACHE_DIR": f"{folder}/pip", "PORT": str(port)}
        own = {name: value for name, value in os.environ.items() if not name.startswith(("CONVOKE_", "VIRTUAL_"))}
        started = time.perf_counter()
        process = subprocess.Popen(
            ["make", "--no-print-directory", "run"], cwd=checkout, env={**own, **caches}, start_new_session=True,
            stdout=subprocess.DEVNULL,
        )
        try:
            first_page(port, 900)
            first = time.perf_counter() - started
        finally:
            end(process)
    return [Figure("make run in a clean checkout, to the first page", first, "s", FIRST_START)]


def demonstration() -> Path:
    """A home with the demonstration forum, prepared anew."""
    home = BUILD / "demonstration"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    convoke(home, "collectstatic", "--noinput", "-v0")
    return home


def commands(home: Path) -> list[Figure]:
    """Loading, composing the report, starting: each as a person runs it."""
    data = str(ROOT / "data" / EDITION)
    convoke(home, "migrate", "-v0")
    figures = [
        Figure("convoke load, everything new", convoke(home, "load", data), "s", LOAD),
        Figure("convoke load, nothing changed", convoke(home, "load", data), "s", LOAD),
        Figure("second start, to the first page", start_time(home), "s", SECOND_START),
    ]
    for language in ("en", "ar"):
        target = home / f"report.{language}.pdf"
        words = ("report", "outcome", EDITION, "--language", language, "--format", "pdf", "-o", str(target))
        figures.append(Figure(f"full report as PDF, {language}", convoke(home, *words), "s", REPORT))
    return figures


def pages(home: Path, edition: str, size: str, requests: int) -> list[Figure]:
    """How fast and how light the great pages are."""
    figures = []
    with served(home) as port:
        for page in PAGES:
            found = measure(port, [f"/en/{edition}/{page}/"], requests)
            figures += [
                Figure(f"{page}, {size}: p50", found.p50, "ms", ANSWER),
                Figure(f"{page}, {size}: p95", found.p95, "ms", ANSWER),
                Figure(f"{page}, {size}: page compressed", found.size, "KB", WEIGHT),
            ]
        levels, terms = ("national", "bilateral", "regional", "global"), ("short", "medium", "long", "open")
        asked = [
            f"/en/{edition}/outcomes/?level={level}&term={term}&page={page}"
            for page in range(1, 1 + max(1, requests // 16)) for level in levels for term in terms
        ]
        found = measure(port, asked, requests, warm=0)
        figures += [
            Figure(f"outcomes, {size}, another filter or page each time: p50", found.p50, "ms", ANSWER),
            Figure(f"outcomes, {size}, another filter or page each time: p95", found.p95, "ms", ANSWER),
        ]
    return figures


def big_home() -> Path:
    """The big forum; built anew when its generator or the database's form has changed."""
    migrations = sorted((ROOT / "src" / "convoke").glob("*/migrations/0*.py"))
    sources = b"".join(path.read_bytes() for path in [Path(big.__file__), *migrations])
    home = BUILD / f"big-{hashlib.sha256(sources).hexdigest()[:12]}"
    if not (home / "built").exists():
        for old in BUILD.glob("big-*"):
            shutil.rmtree(old)
        convoke(home, "run", "--prepare-only")
        subprocess.run([sys.executable, "-m", "benchmarks.big"], cwd=ROOT, env=environment(home), check=True)
        (home / "built").touch()
    return home


def machine() -> str:
    """What it was measured on, in a few words."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main() -> None:
    """Measures everything asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clean-checkout", action="store_true")
    parser.add_argument("--without-big", action="store_true")
    parser.add_argument("--without-network", action="store_true")
    parser.add_argument("--without-search", action="store_true")
    parser.add_argument("--requests", type=int, default=200)
    options = parser.parse_args()
    figures = clean_checkout() if options.clean_checkout else []
    home = demonstration()
    figures += commands(home)
    figures += xlsform.figures(home)
    figures += papers.figures(home)
    figures += pages(home, EDITION, "demonstration", options.requests)
    if not options.without_big:
        home = big_home()
        figures.append(Figure("second start, 400,000 actions, to the first page", start_time(home), "s", SECOND_START))
        figures += pages(home, "big-07", "20 editions × 20,000 actions", options.requests)
    if not options.without_search:
        figures += search.figures(BUILD / "search")
    if not options.without_network:
        figures += directory.figures(directory.network_home(BUILD), options.requests)
        shutil.rmtree(BUILD / "outreach", ignore_errors=True)
        figures += outreach.notice(BUILD / "outreach")
        figures += results_pages.results(BUILD / "results")
        figures += timetable.figures(BUILD / "timetable")
        figures += market.figures(BUILD / "market")
        figures += saving.figures(*saving.saving_home(BUILD))
    text = (
        f"# Measurements\n\n`make bench` on {machine()}.\n\n"
        f"Pages: {options.requests} requests one after another to gunicorn as `make run` starts it, on SQLite, warm, "
        "measured by the client on the same machine, each answer read whole. Commands: wall time of the whole process. "
        "The ratio is the figure as a part of its target.\n\n"
        f"{table(figures)}\n"
    )
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
