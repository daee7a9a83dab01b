"""What the tests of the search share: an index of all that the demonstration has."""

import pytest

from convoke.search.indexing import rebuild


@pytest.fixture
def index(db: None) -> None:
    """The whole demonstration in the index."""
    rebuild()
