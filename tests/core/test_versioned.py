"""What was read is remembered until the next operation."""

import pytest
from django.utils import translation

from convoke.core.actors import system
from convoke.core.journal.operations import operation
from convoke.core.versioned import version, versioned


@pytest.fixture
def reading(db, settings):
    """A remembered function, and how often it was worked out."""
    settings.CONVOKE_REMEMBER = True
    calls = []

    @versioned(size=2)
    def read(*args: int, **options: int) -> int:
        calls.append((args, options))
        return len(calls)

    return read, calls


def test_what_was_read_is_remembered_for_the_same_question(reading):
    read, calls = reading
    assert read(1) == read(1)
    assert read(1, more=2) == read(1, more=2)
    assert len(calls) == 2


def test_an_operation_makes_everything_be_read_again(reading):
    read, calls = reading
    before = version()
    read(1)
    with operation(actor=system("tests"), verb="exercise"):
        pass
    read(1)
    assert version() == before + 1
    assert len(calls) == 2


def test_each_language_is_remembered_for_itself(reading):
    read, calls = reading
    read(1)
    with translation.override("fr"):
        read(1)
    assert len(calls) == 2


def test_only_so_much_is_remembered_and_the_oldest_goes_first(reading):
    read, calls = reading
    for question in (1, 2, 3, 1):
        read(question)
    assert len(calls) == 4
    read(3)
    assert len(calls) == 4


def test_nothing_is_remembered_where_that_is_switched_off(reading, settings):
    settings.CONVOKE_REMEMBER = False
    read, calls = reading
    read(1)
    read(1)
    assert len(calls) == 2
