"""LIB-1: a published paper is narrowed, and from that moment nobody beyond finds it: as every role, everywhere."""

import re

import pytest
from django.test import Client

from convoke.core.actors import system
from convoke.core.audiences import Audience
from convoke.core.work.operations import run_job
from convoke.directory.models import Party
from convoke.directory.roles import role as role_of
from convoke.editions.models import Edition
from convoke.library.files.jobs import request_renditions
from convoke.library.models import Document
from convoke.library.operations.documents import create_document, narrow
from convoke.library.operations.publishing import publish
from convoke.library.operations.replacing import replace_text
from tests.web.conftest import EVERYONE

EDITION = "brussels-2007"
LIST = f"/en/{EDITION}/documents/"
TITLE, WORDS = "Quaxolotl of exercise", "Zorblaxes were counted."
ACTING = {"focal-point", "contributor", "team-member", "rapporteur", "delegate"}
"""The roles whose exercise accounts act for Bermea, the author."""


pytestmark = pytest.mark.usefixtures("remembering")


@pytest.fixture
def paper(db: None) -> Document:
    """A paper of a session, published to everybody, with its files."""
    actor = system("tests")
    made = create_document(
        actor=actor, edition=Edition.objects.get(code=EDITION), kind="background-paper", title={"en": TITLE},
        language="en", audience="public", authors=[Party.objects.get(code="exercise-bermea")], session="1.4",
    )
    version = made.versions.get()
    replace_text(actor=actor, version=version, language="en", markdown=WORDS)
    job = request_renditions(actor=actor, version=publish(actor=actor, version=version))
    run_job.call(str(job.pk))
    return made


def pages(paper: Document) -> list[str]:
    """Where the paper, its versions and its files are: each answers who reads the paper."""
    page = f"{LIST}{paper.code}/"
    files = [f"{page}v1/files/{one.file_id}/" for one in paper.versions.get().renditions.all()]
    return [page, f"{page}v1/", f"{page}compare/", *files]


def lists(client: Client) -> str:
    """What lists, the session, the programme and the front page say."""
    addresses = (
        LIST, f"{LIST}?party=exercise-bermea", f"{LIST}?session=1.4&kind=background-paper",
        f"/en/{EDITION}/programme/1.4/", f"/en/{EDITION}/programme/", f"/en/{EDITION}/", "/en/",
    )
    return "".join(client.get(one).content.decode() for one in addresses)


def count(client: Client) -> int:
    """How many documents the list counts."""
    found = re.search(r"(\d+) documents?</p>", client.get(LIST).content.decode())
    assert found
    return int(found[1])


@pytest.mark.parametrize("role", EVERYONE)
def test_lib_1_a_published_paper_that_is_narrowed_is_gone_for_who_is_beyond(client_of, paper, role):
    client = client_of(role)
    before = count(client)
    assert [client.get(one).status_code for one in pages(paper)] == [200] * 7
    assert TITLE in lists(client)
    narrow(actor=system("tests"), document=paper, audience=Audience.FRIENDS)
    reads = role != "public" and (Audience.FRIENDS in role_of(role).audiences or role in ACTING)
    assert {client.get(one).status_code for one in pages(paper)} == {200 if reads else 404}
    assert count(client) == before - (not reads)
    assert (TITLE in lists(client)) is reads
    said = "".join(client.get(one).content.decode() for one in pages(paper)[:3])
    assert (WORDS in said) is reads
    assert (paper.symbol in said) is reads
