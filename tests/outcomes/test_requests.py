"""From which actions of the forum a request on the marketplace comes."""

import pytest
from django.core.exceptions import ValidationError

from convoke.core.actors import ANONYMOUS, system
from convoke.core.policy import Denied
from convoke.directory.models import Party
from convoke.outcomes.models import RequestOrigin
from convoke.outcomes.operations.requests import set_request_origins
from convoke.outcomes.queries import actions_behind, actions_to_ask_for, requests_from
from convoke.outcomes.thread import Stage, trace
from tests.factories import ActionFactory, EditionFactory, RequestFactory, RequestOriginFactory

OFFICE = system("tests")


@pytest.fixture
def edition(demonstration):
    return EditionFactory(forum=demonstration.forum, ordinal=90, state="preparing")


@pytest.fixture
def request_of(edition):
    return RequestFactory(edition=edition, party=Party.objects.get(code="exercise-bermea"), state="draft")


def test_a_request_comes_from_actions_of_this_edition_and_of_earlier_ones(demonstration, edition, request_of, actor):
    earlier, own = demonstration.actions.get(code="R1.4-1"), ActionFactory(edition=edition)
    chosen = set_request_origins(actor=actor("focal-point"), request=request_of, actions=[earlier, own])
    assert chosen == [own, earlier]
    assert list(actions_behind(OFFICE, request_of)) == [earlier, own]
    set_request_origins(actor=actor("focal-point"), request=request_of, actions=[own])
    assert [one.action for one in RequestOrigin.objects.all()] == [own]


def test_later_actions_and_hidden_ones_are_none_of_it(demonstration, edition, request_of, actor):
    later = ActionFactory(edition=EditionFactory(forum=demonstration.forum, ordinal=91))
    hidden = ActionFactory(edition=edition, audience="task-force")
    assert later not in actions_to_ask_for(OFFICE, edition)
    for action in (later, hidden):
        with pytest.raises(ValidationError, match="of this edition or of an earlier one"):
            set_request_origins(actor=actor("focal-point"), request=request_of, actions=[action])
    assert set_request_origins(actor=actor("chair"), request=request_of, actions=[hidden]) == [hidden]
    assert not actions_behind(actor("focal-point"), request_of)


def test_only_who_writes_the_request_says_it_and_while_it_is_written(edition, request_of, actor):
    with pytest.raises(Denied):
        set_request_origins(actor=actor("delegate"), request=request_of, actions=[])
    request_of.state = "submitted"
    request_of.save()
    with pytest.raises(ValidationError, match="while it is a draft"):
        set_request_origins(actor=actor("focal-point"), request=request_of, actions=[])
    assert set_request_origins(actor=actor("task-force"), request=request_of, actions=[]) == []


def test_mkt_4_an_action_tells_its_requests_to_those_who_may_read_them(edition, actor, queries):
    action = ActionFactory(edition=edition)
    shown = RequestOriginFactory(request=RequestFactory(edition=edition), action=action).request
    draft = RequestOriginFactory(request=RequestFactory(edition=edition, state="draft"), action=action).request
    assert list(requests_from(actor("delegate"), action)) == [shown]
    assert list(requests_from(actor("task-force"), action)) == [shown, draft]
    assert not requests_from(ANONYMOUS, action)
    assert queries(lambda: list(requests_from(OFFICE, action))) == 1


def test_mkt_4_a_request_stands_on_the_thread_of_its_action_for_those_who_may_read_it(edition, actor):
    action = ActionFactory(edition=edition)
    request = RequestOriginFactory(request=RequestFactory(edition=edition), action=action).request

    def requests_on(reader) -> list[str]:
        return [node.code for node in trace(reader, ("action", action.pk)).at(Stage.REQUEST)]

    assert requests_on(actor("delegate")) == [request.code]
    assert requests_on(ANONYMOUS) == []
    back = trace(actor("delegate"), ("request", request.pk))
    assert [node.code for node in back.at(Stage.ACTION)] == [action.code]
