"""What all tests share: the demonstration forum, loaded once into a real database."""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.template import Template
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from convoke.core.actors import Actor, system
from convoke.directory.models import Account
from convoke.directory.queries import actor_for
from convoke.editions.models import Edition
from convoke.handover.exercise import PARTS, create_accounts, market
from convoke.handover.operations import load_folder
from convoke.web import serving

from .installation import Installation
from .sharing import shared_out

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "brussels-2007"
RENDER = Template._render
EXERCISE = Path(__file__).resolve().parent / "data" / "aldoria-2030"

# the same examples each time: a failure can be repeated, and no run depends on the one before
hypothesis_settings.register_profile("house", derandomize=True, deadline=None)
hypothesis_settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what another run of the same tests takes."""
    items[:], others = shared_out(items)
    if others:
        config.hook.pytest_deselected(items=others)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """A migrated database with the demonstration forum; each test rolls back what it changes."""
    with django_db_blocker.unblock():
        call_command("check")
        actor = system("tests")
        load_folder(actor=actor, path=DATA)
        create_accounts(actor=actor)
        for part in PARTS:
            if part is not market:  # tests of the marketplace make their own
                part.create(actor=actor)
    serving.settle()  # as the processes that serve pages do: a tenth of the time of all tests
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _pages_without_their_contexts(django_test_environment: None) -> None:
    """Pages are drawn as they are for readers; no test looks into the contexts that Django's client would copy."""
    Template._render = RENDER


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Every test begins in English, whatever language the one before spoke."""
    with translation.override("en"):
        yield


@pytest.fixture
def demonstration(db: None) -> Edition:
    """The edition Brussels 2007."""
    return Edition.objects.select_related("forum", "chair").get(code="brussels-2007")


@pytest.fixture
def account_of(db: None):
    """The exercise account of a role."""
    return lambda role: Account.objects.get(email=f"{role}@example.org")


@pytest.fixture
def actor(account_of) -> object:
    """The actor of a role's exercise account."""

    def build(role: str) -> Actor:
        return actor_for(account_of(role))

    return build


class DataFolder:
    """A copy of the exercise folder that a test may change."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def edit(self, file: str, old: str, new: str) -> "DataFolder":
        """Replaces a text that stands in the file exactly once."""
        content = (self.path / file).read_text(encoding="utf-8")
        assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {file}"
        return self.write(file, content.replace(old, new))

    def write(self, file: str, content: str) -> "DataFolder":
        """Writes a whole file."""
        (self.path / file).write_text(content, encoding="utf-8")
        return self


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """The folder of an edition that does not exist: Aldoria 2030."""
    return DataFolder(Path(shutil.copytree(EXERCISE, tmp_path / "aldoria-2030")))


@pytest.fixture
def queries(db: None) -> Callable[[Callable[[], object]], int]:
    """Counts the database queries of a call."""

    def count(call: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as captured:
            call()
        return len(captured)

    return count


@pytest.fixture(scope="session")
def unmigrated_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation whose database has no tables."""
    made = Installation.new(tmp_path_factory.mktemp("unmigrated") / "home")
    yield made
    made.remove()


@pytest.fixture(scope="session")
def _prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = Installation.new(tmp_path_factory.mktemp("prepared") / "home")
    done = made.run("run", "--prepare-only")
    assert done.returncode == 0, done.stderr
    yield made
    made.remove()


@pytest.fixture(scope="session")
def _loaded(_prepared: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = _prepared.copy(tmp_path_factory.mktemp("loaded") / "home")
    done = made.run("load", EXERCISE)
    assert done.returncode == 0, done.stderr
    yield made
    made.remove()


@pytest.fixture
def empty_installation(_prepared: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An installation of the test's own, prepared and empty."""
    made = _prepared.copy(tmp_path / "home")
    yield made
    made.remove()


@pytest.fixture
def installation(_loaded: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An installation of the test's own, with reference data and the exercise folder loaded."""
    made = _loaded.copy(tmp_path / "home")
    yield made
    made.remove()
