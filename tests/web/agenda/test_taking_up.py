"""The page on which the office has a theme take up what earlier editions left to be done (PRO-5)."""

import pytest

from convoke.editions.models import Edition
from convoke.outcomes.models import Action

PAGE = "/en/manila-2008/agenda/compose/take-up/"


@pytest.fixture
def manila(demonstration):
    return Edition.objects.get(code="manila-2008")


@pytest.fixture
def action(demonstration):
    return Action.objects.get(edition=demonstration, code="R1.4-1")


def test_actions_are_ticked_in_the_browser_and_stand_among_the_reasons(client_of, manila, action):
    office = client_of("task-force")
    page = office.get(f"{PAGE}?due=1").content.decode()
    assert f'id="action-{action.pk}"' in page
    assert office.post(PAGE, {"actions": [action.pk], "theme": "focus-1", "title": ""}).status_code == 302
    seen = client_of("public").get("/en/manila-2008/themes/focus-1/").content.decode()
    assert "Takes up an earlier outcome" in seen
    assert "/outcomes/R1.4-1/" in seen
    assert "/outcomes/R1.4-1/" in client_of("public").get("/en/manila-2008/agenda/").content.decode()


@pytest.mark.parametrize("data", [{}, {"actions": ["x"], "title": "A"}, {"actions": [0], "title": "A"}])
def test_bad_input_of_the_page_says_what_is_accepted(client_of, manila, data):
    answer = client_of("task-force").post(PAGE, data)
    assert answer.status_code == 422
    assert "PRO-5" in answer.content.decode()


@pytest.mark.parametrize("role", ["public", "focal-point", "press"])
def test_the_office_alone_takes_up(client_of, manila, action, role):
    assert client_of(role).post(PAGE, {"actions": [action.pk], "title": "Mine"}).status_code in (302, 403)
    assert not action.taken_up.exists()


def test_the_page_costs_the_same_for_every_page_of_the_list(client_of, manila, queries):
    office = client_of("task-force")
    assert queries(lambda: office.get(PAGE)) == queries(lambda: office.get(f"{PAGE}?page=2"))
