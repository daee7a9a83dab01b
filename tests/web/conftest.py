"""What the tests of pages share: a client for each role."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from convoke.core.versioned import forget_everything
from convoke.directory.models import Account

from .places import ROLES

EVERYONE = ("public", *ROLES)


@pytest.fixture
def client_of(db: None) -> Callable[[str], Client]:
    """A client on which a role has signed in; ``public`` has not."""

    def build(role: str) -> Client:
        client = Client()
        if role != "public":
            client.force_login(Account.objects.get(email=f"{role}@example.org"))
        return client

    return build


@pytest.fixture
def remembering(settings) -> Iterator[None]:
    """Remembers pages drawn for the public, as an installation does; forgets when the test's changes are taken back."""
    settings.CONVOKE_REMEMBER = True
    forget_everything()
    yield
    forget_everything()
