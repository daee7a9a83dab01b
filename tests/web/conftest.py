"""What the tests of pages share: a client for each role."""

from collections.abc import Callable

import pytest
from django.test import Client

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
