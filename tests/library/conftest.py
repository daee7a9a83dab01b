"""What the tests of papers share: a paper of an exercise party with a text in two languages."""

from collections.abc import Callable

import pytest

from convoke.core.actors import Actor, system
from convoke.core.audiences import Audience
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.library.models import Document, DocumentVersion
from convoke.library.operations.documents import create_document
from convoke.library.operations.replacing import replace_text

TEXT = "# Remittances\n\nThey are private.\n\nThey are large.[^1]\n\n[^1]: By estimate.\n"


@pytest.fixture
def office() -> Actor:
    """A command, which may do everything."""
    return system("tests")


@pytest.fixture
def bermea(db: None) -> Party:
    """The party of the exercise focal point."""
    return Party.objects.get(code="exercise-bermea")


@pytest.fixture
def paper(demonstration: Edition, office: Actor, bermea: Party) -> Callable[..., Document]:
    """Makes a paper written by Bermea for the Friends of the Forum, with a text."""

    def build(*, audience: str = Audience.FRIENDS, text: str = TEXT, **fields: object) -> Document:
        given = {"kind": "background-paper", "title": {"en": "Remittances"}, "language": "en", "languages": ["fr"],
                 "authors": [bermea], **fields}
        made = create_document(actor=office, edition=demonstration, audience=audience, **given)
        if text:
            replace_text(actor=office, version=made.versions.get(), language="en", markdown=text)
        return made

    return build


@pytest.fixture
def draft(paper) -> DocumentVersion:
    """The draft of such a paper."""
    return paper().versions.select_related("document__edition").get()
