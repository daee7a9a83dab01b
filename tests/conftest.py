"""What all tests share: the demonstration forum, loaded once into a real database."""

from pathlib import Path

import pytest
from django.core.management import call_command

from convoke.core.actors import Actor, system
from convoke.directory.models import Account
from convoke.directory.queries import actor_for
from convoke.editions.models import Edition
from convoke.handover.exercise import create_exercise
from convoke.handover.operations import load_folder

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "brussels-2007"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """A migrated database with the demonstration forum; each test rolls back what it changes."""
    with django_db_blocker.unblock():
        call_command("check")
        actor = system("tests")
        load_folder(actor=actor, path=DATA)
        create_exercise(actor=actor)


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
