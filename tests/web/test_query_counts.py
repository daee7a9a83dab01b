"""One item and a thousand cost the same number of queries."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from convoke.directory.models import Account, Party
from convoke.editions.models import Edition
from convoke.outcomes.models import Action, Commitment, Finding
from convoke.practices.models import Practice, PracticeParty
from convoke.programme.models import Session, Subject
from tests.factories import JobFactory

from .places import EDITION, PUBLIC

MANY = 1000
PASSAGES = [{"file": "report.txt", "lines": "1-2"}]
PAGES = {
    **{
        name: f"/en/{PUBLIC[name]}" for name in (
            "home", "edition", "edition-next", "programme", "session", "theme", "subject", "outcomes", "outcome",
            "commitment", "finding", "practices", "practice", "calendar", "report", "parties", "marketplace",
        )
    },
    "party": "/en/parties/mus/",
    "outcomes-narrowed": f"/en/{EDITION}/outcomes/?party=mus&taken_on=yes",
    "practices-narrowed": f"/en/{EDITION}/practices/?country=mus",
    "matrix": f"/en/{EDITION}/pictures/matrix.csv",
}
AT_MOST = 75
"""Queries of any page at all."""


def add_many(edition: Edition) -> None:
    """A thousand actions, findings and practices in session 1.4, all taken on by or told of Mauritius."""
    session = Session.objects.get(edition=edition, code="1.4")
    party, subject = Party.objects.get(code="mus"), Subject.objects.get(code="circular-migration")
    findings = Finding.objects.bulk_create(
        Finding(
            edition=edition, session=session, code=f"FX-{n}", order=1000 + n, passages=PASSAGES, arose_in="panel",
            text={"en": f"Finding {n}"},
        )
        for n in range(MANY)
    )
    actions = Action.objects.bulk_create(
        Action(
            edition=edition, session=session, code=f"RX-{n}", order=1000 + n, passages=PASSAGES, kind="action",
            group="outcome", status="agreed", is_national=True, term="short", text={"en": f"Action {n}"},
        )
        for n in range(MANY)
    )
    practices = Practice.objects.bulk_create(
        Practice(
            edition=edition, session=session, code=f"px-{n}", order=1000 + n, passages=PASSAGES, sector="health",
            side="joint", title={"en": f"Practice {n}"}, summary={"en": "Summary"},
        )
        for n in range(MANY)
    )
    Commitment.objects.bulk_create(
        Commitment(action=action, party=party, role="lead", basis="volunteered") for action in actions
    )
    Action.rests_on.through.objects.bulk_create(
        Action.rests_on.through(action=action, finding=finding)
        for action, finding in zip(actions, findings, strict=True)
    )
    Action.subjects.through.objects.bulk_create(
        Action.subjects.through(action=action, subject=subject) for action in actions
    )
    PracticeParty.objects.bulk_create(PracticeParty(practice=one, party=party, role="country") for one in practices)


def count(client: Client, address: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.slow
def test_a_thousand_more_cost_no_query_more(demonstration: Edition, client_of: Callable[[str], Client]) -> None:
    clients = {role: client_of(role) for role in ("public", "task-force")}
    for client in clients.values():
        client.get("/en/")  # what is read once a process has been read
    before = {(role, name): count(client, PAGES[name]) for role, client in clients.items() for name in PAGES}
    add_many(demonstration)
    after = {(role, name): count(client, PAGES[name]) for role, client in clients.items() for name in PAGES}
    more = {key: (before[key], after[key]) for key in before if after[key] > before[key]}
    assert not more, f"(before, after): {more}"
    assert max(after.values()) <= AT_MOST, after


@pytest.mark.parametrize("role", ["chair", "task-force", "delegate"])
def test_jobs_and_desk_cost_the_same_with_many_jobs(client_of: Callable[[str], Client], role: str) -> None:
    asker = Account.objects.get(email="delegate@example.org")
    client = client_of(role)
    JobFactory.create_batch(2, kind="outcome-report", requested_by=asker)
    pages = ("/en/jobs/", "/en/desk/")
    client.get("/en/desk/")  # the first look at the desk moves the reading mark
    before = [count(client, page) for page in pages]
    JobFactory.create_batch(40, kind="outcome-report", requested_by=asker)
    assert [count(client, page) for page in pages] == before
