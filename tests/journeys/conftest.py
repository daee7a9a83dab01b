"""A server of the tests' own, and a browser that minds everything that goes wrong in it."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    WebError,
    sync_playwright,
)
from tools.test import PACKAGES, find_browser

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
FIRST_START = 180.0
"""Seconds within which a first start must answer."""

_figures: list[str] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder are journeys."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What was measured stands at the end, and in a file for ``make test``."""
    if _figures:
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(_figures))
        BUILD.mkdir(exist_ok=True)
        (BUILD / "figures.txt").write_text("\n".join(_figures) + "\n", encoding="utf-8")


@pytest.fixture
def figure() -> Callable[[str], None]:
    """Records a line of measurement."""
    return _figures.append


# ------------------------------------------------------------------ the server


@dataclass(frozen=True)
class Forum:
    """A running forum: where it answers and where its data lie."""

    url: str
    home: Path

    def convoke(self, *words: str) -> str:
        """Runs a command beside the server; gives what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "convoke", *words], env=environment(self.home),
            cwd=ROOT, capture_output=True, text=True, check=True,
        )
        return done.stdout


def environment(home: Path, date: str = "") -> dict[str, str]:
    """The settings of an embedded installation in a folder; on a date of its own if one is given."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("CONVOKE_")}
    own |= {"CONVOKE_DATE": date} if date else {}
    return {**own, "CONVOKE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "convoke.settings.development"}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    """Whether a server says that it is well."""
    try:
        with urllib.request.urlopen(f"{url}/health/", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def begun(home: Path) -> None:
    """Puts a copy of a forum that was started once into an empty folder, where this run of tests keeps one.

    ``CONVOKE_TEST_TEMPLATE`` is its name among temporary files; whoever needs it first makes it.
    """
    name = os.environ.get("CONVOKE_TEST_TEMPLATE", "")
    if not name or any(home.iterdir()):
        return
    template = Path(tempfile.gettempdir(), name)
    with template.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            words = [sys.executable, "-m", "convoke", "run", "--prepare-only"]
            subprocess.run(words, cwd=ROOT, env=environment(template), check=True, capture_output=True)
    shutil.copytree(template, home, dirs_exist_ok=True)


@contextmanager
def running(home: Path, port: int = 0, date: str = "") -> Iterator[Forum]:
    """``convoke run`` with the demonstration forum in a folder, as a newcomer starts it; on a date if one is given."""
    begun(home)
    port = port or free_port()
    url, log = f"http://127.0.0.1:{port}", home / "run.log"
    with log.open("w") as stream:
        server = subprocess.Popen(
            [sys.executable, "-m", "convoke", "run", "--port", str(port)],
            cwd=ROOT, env=environment(home, date), stdout=stream, stderr=stream, start_new_session=True,
        )
    try:
        until = time.monotonic() + FIRST_START
        while not answers(url):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.2)
        yield Forum(url, home)
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


@pytest.fixture(scope="package")
def forum(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Forum]:
    """The forum that the journeys share; one that decides what others rely on takes a forum of its own."""
    home = tmp_path_factory.mktemp("forum")
    built = [["tools/messages.py", "compile"], ["-m", "convoke", "collectstatic", "--noinput", "-v0"]]
    for words in [] if os.environ.get("CONVOKE_TEST_PREPARED") else built:  # `make test` has done it already
        subprocess.run([sys.executable, *words], cwd=ROOT, env=environment(home), check=True)
    with running(home) as found:
        yield found


@pytest.fixture
def forum_url(forum: Forum) -> str:
    """Where the forum is, without a slash at the end."""
    return forum.url


# ------------------------------------------------------------------ the browser


@pytest.fixture(scope="package")
def chromium() -> str:
    """Where the browser is; without one the journeys are left out, and it is said."""
    found = find_browser()
    if not found:
        message = f"no Chromium on this machine; install it: apt-get install {' '.join(PACKAGES)}"
        if os.environ.get("CONVOKE_TEST_REQUIRE_ALL", "") not in ("", "0"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all journeys."""
    arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield launched
        launched.close()


@dataclass
class Watch:
    """What went wrong in the pages of a test; ``expected`` are the statuses a test asks for on purpose."""

    host: str
    expected: set[int] = field(default_factory=set)
    is_offline: bool = False
    faults: list[str] = field(default_factory=list)

    def on(self, context: BrowserContext) -> None:
        """Minds all pages of a context."""
        for event, told in self._events:
            context.on(event, told)

    def off(self, context: BrowserContext) -> None:
        """Minds the pages of a context no more."""
        for event, told in self._events:
            context.remove_listener(event, told)

    @cached_property
    def _events(self) -> list[tuple[Any, Callable[..., None]]]:
        return [
            ("request", self._request), ("requestfailed", self._failed), ("response", self._response),
            ("console", self._said), ("weberror", self._stumbled),
        ]

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.faults.append(f"another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if not self.is_offline and "ERR_ABORTED" not in (request.failure or ""):  # aborted: left or downloaded
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status}: {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        # said once more of what _response and _failed judge
        loading = message.text.startswith("Failed to load resource")
        if message.type == "error" and not loading and not self.is_offline:
            self.faults.append(f"console: {message.text}")

    def _stumbled(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error}")


@pytest.fixture
def watch(forum: Forum) -> Iterator[Watch]:
    """The watch over this test; any fault fails it."""
    watching = Watch(urlsplit(forum.url).netloc)
    yield watching
    if any(fault.startswith("5") for fault in watching.faults):
        watching.faults.append((forum.home / "run.log").read_text()[-3000:])
    assert not watching.faults, "\n".join(watching.faults)


def fresh_context(browser: Browser, forum: Forum, **settings: Any) -> BrowserContext:
    """A context in which nobody has been anywhere; takes what ``Browser.new_context`` takes."""
    given = {"viewport": WIDE, "locale": "en-GB", "base_url": forum.url, "reduced_motion": "reduce", **settings}
    context = browser.new_context(**given)
    context.set_default_timeout(20_000)
    return context


@pytest.fixture
def new_page(browser: Browser, forum: Forum, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Opens a page in a fresh context; takes what ``Browser.new_context`` takes."""
    contexts = []

    def build(**settings: Any) -> Page:
        context = fresh_context(browser, forum, **settings)
        watch.on(context)
        contexts.append(context)
        return context.new_page()

    yield build
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page 1280 wide in a fresh context, in English."""
    return new_page()


_signed_in: dict[tuple[str, str], Any] = {}


@pytest.fixture
def state_of(forum: Forum, new_page: Callable[..., Page]) -> Callable[[str], Any]:
    """The cookies of a role that has signed in: by the form, once."""

    def given(role: str) -> Any:
        key = (forum.url, role)
        if key not in _signed_in:
            first = new_page()
            sign_in(first, role)
            _signed_in[key] = first.context.storage_state()
            first.context.close()
        return _signed_in[key]

    return given


@pytest.fixture
def page_of(state_of: Callable[[str], Any], new_page: Callable[..., Page]) -> Callable[..., Page]:
    """A page on which a role has signed in."""
    return lambda role, **settings: new_page(storage_state=state_of(role), **settings)


def sign_in(page: Page, role: str, language: str = "en") -> None:
    """Signs a role of the demonstration in by the form, and stands on its desk."""
    page.goto(f"/{language}/account/login/")
    form = page.locator("form").filter(has=page.locator("input[type=password]"))
    form.locator("input[type=email]").fill(f"{role}@example.org")
    form.locator("input[type=password]").fill(f"{role}-on-exercise")
    form.locator("button[type=submit]").click()
    page.wait_for_url(f"**/{language}/desk/")


def unfold(page: Page) -> None:
    """Shows all that waits on a desk: what goes beyond the first is folded away."""
    for summary in page.locator("details.further:not([open]) > summary").all():
        summary.click()


# ------------------------------------------------------------------ what every page must be


def axe(page: Page, without: tuple[str, ...] = ()) -> None:
    """Asserts that axe finds nothing against a page; ``without`` are rules not to be asked."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8") + "\n;undefined")
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "resultTypes": ["violations"],
        "rules": {rule: {"enabled": False} for rule in without},
    }
    found = page.evaluate("options => axe.run(document, options).then(result => result.violations)", options)
    said = [
        f"{one['id']}: {node['target']} {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found
        for node in one["nodes"][:4]
    ]
    assert not said, f"{page.url}\n" + "\n".join(said)


@pytest.fixture(name="axe")
def _axe() -> Callable[..., None]:
    return axe


def facts_of(page: Page) -> dict[str, Any]:
    """What a page says of itself: language, direction, headings, title, width."""
    script = """() => JSON.stringify({
        lang: document.documentElement.lang, dir: document.documentElement.dir, title: document.title,
        h1: document.querySelectorAll("h1").length, mains: document.querySelectorAll("main").length,
        width: document.documentElement.scrollWidth, room: window.innerWidth,
        wide: [...document.querySelectorAll("body *")].filter(e => {
            const box = e.getBoundingClientRect();
            return box.right > window.innerWidth + 1 || box.left < -1;
        }).slice(0, 3).map(e => e.outerHTML.slice(0, 120)),
        ids: [...document.querySelectorAll("[id]")].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i),
    })"""
    facts: dict[str, Any] = json.loads(page.evaluate(script))
    return facts
