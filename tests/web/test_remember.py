"""Public pages are drawn once for each state of the forum, and never for who signed in."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from convoke.core.actors import system
from convoke.core.journal.operations import operation
from convoke.outcomes.models import Action

from .places import EDITION

ADDRESS = f"/en/{EDITION}/outcomes/R1.4-1/"


pytestmark = pytest.mark.usefixtures("remembering")


def change(text: str, action: Action) -> None:
    """Changes an action as an operation does: with an entry in the journal."""
    with operation(actor=system("tests"), verb="exercise", on=action):
        Action.objects.filter(pk=action.pk).update(text={"en": text})


@pytest.fixture
def action(demonstration) -> Action:
    return Action.objects.get(edition=demonstration, code="R1.4-1")


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_page_asked_for_again_is_the_same_and_costs_one_query(action):
    change("Hold a first exercise.", action)
    first = Client().get(ADDRESS)
    again = Client().get(ADDRESS)
    assert again.content == first.content
    assert again.headers == first.headers
    assert {"Cookie", "HX-Request"} <= set(first.headers["Vary"].split(", "))
    assert queries_of(Client(), ADDRESS) == 1


def test_a_change_is_seen_at_once(action):
    change("Hold an exercise.", action)
    assert "Hold an exercise." in Client().get(ADDRESS).content.decode()
    change("Hold another exercise.", action)
    assert "Hold another exercise." in Client().get(ADDRESS).content.decode()


def test_each_language_address_and_part_of_a_page_is_remembered_for_itself(action):
    change("Hold an exercise.", action)
    listed = f"/en/{EDITION}/outcomes/"
    whole = Client().get(listed).content
    part = Client().get(listed, headers={"HX-Request": "true"}).content
    assert len(part) < len(whole)
    assert Client().get(f"/fr/{EDITION}/outcomes/").content != whole
    assert Client().get(f"{listed}?level=global").content != whole
    assert Client().get(listed).content == whole


def test_lib_1_who_signed_in_is_never_given_the_page_of_the_public_nor_gives_his_own_away(
    action, client_of: Callable[[str], Client]
):
    change("Hold an exercise.", action)
    public = Client().get(ADDRESS).content.decode()
    own = client_of("task-force").get(ADDRESS).content.decode()
    assert "My desk" in own
    assert "My desk" not in public
    assert Client().get(ADDRESS).content.decode() == public


def test_a_waiting_message_is_shown_once_and_kept_from_others(action):
    change("Hold an exercise.", action)
    told = Client()
    told.cookies["messages"] = "anything"
    assert queries_of(told, ADDRESS) > 1


def test_a_page_that_does_not_exist_is_not_remembered(action):
    assert Client().get(f"/en/{EDITION}/outcomes/R9.9-9/").status_code == 404
    assert Client().get(f"/en/{EDITION}/outcomes/R9.9-9/").status_code == 404
