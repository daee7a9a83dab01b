"""Who might help whom: the same list for the same data, each with its reasons in words."""

from decimal import Decimal

import pytest

from convoke.core import clock
from convoke.marketplace import matching
from convoke.marketplace.models import Interest
from tests.factories import (
    GroupingFactory,
    GroupingMembershipFactory,
    PartyFactory,
    PartyNameFactory,
    ProviderFactory,
    RequestFactory,
    ThemeFactory,
)
from tests.factories.marketplace import MOMENT

from .market import OFFICE

TODAY = clock.today()


@pytest.fixture
def request_of_ports(edition):
    """A request with a theme, a region, languages and a gap."""
    party = PartyFactory(code="exercise-zz-ports")
    PartyNameFactory(party=party, name="Mali Bay")
    GroupingMembershipFactory(party=party, grouping=GroupingFactory(code="exercise-bay", kind="region",
                                                                    name={"en": "The Bay"}))
    made = RequestFactory(edition=edition, code="M-1", party=party, services=["training", "advice"], languages=["fr"],
                          currency="EUR", cost=Decimal(5))
    made.themes.add(ThemeFactory(edition=edition, code="ports", title={"en": "Ports"}))
    return made


def provider(edition, code: str, **more):
    return ProviderFactory(edition=edition, party=PartyFactory(code=f"exercise-zz-{code}"), **{"languages": [], **more})


def reasons(matches) -> dict[str, tuple[str, ...]]:
    return {getattr(one.thing, "code", "") or one.thing.party.code.removeprefix("exercise-zz-"): one.reasons
            for one in matches}


def test_every_reason_is_said_in_words_and_the_closest_comes_first(edition, request_of_ports):
    whole = provider(edition, "whole", services=["advice", "training"], languages=["fr", "en"], gives_funds=True,
                     past_work={"en": "We trained officers of Mali Bay in 2029."})
    whole.themes.add(*request_of_ports.themes.all())
    whole.regions.add(request_of_ports.party.memberships.get().grouping)
    provider(edition, "help", services=["training"])
    provider(edition, "money", services=["equipment"], gives_funds=True)
    provider(edition, "none", services=["equipment"], languages=["fr"])
    found = reasons(matching.providers_for(OFFICE, request_of_ports, TODAY))
    assert list(found) == ["whole", "help", "money"]
    assert found["whole"] == (
        "the same kind of help: training and advice", "the same theme: Ports",
        "the provider gives funds, and a part of the project is not funded",
        "the provider's past work names this government", "the provider works in the region: The Bay",
        "a language in common: French",
    )
    assert found["help"] == ("the same kind of help: training",)
    assert found["money"] == ("the provider gives funds, and a part of the project is not funded",)


def test_the_other_way_gives_the_same_reasons(edition, request_of_ports):
    one = provider(edition, "help", services=["training"], languages=["fr"])
    RequestFactory(edition=edition, code="M-2", services=["equipment"])
    RequestFactory(edition=edition, code="M-3", services=["training"], state="closed")
    there = matching.requests_for(OFFICE, one, TODAY)
    assert reasons(there) == {"M-1": ("the same kind of help: training", "a language in common: French")}
    assert there[0].reasons == matching.providers_for(OFFICE, request_of_ports, TODAY)[0].reasons


@pytest.mark.parametrize("words", ["Somali Bayou", "Our own Mali bayside work", ""])
def test_a_name_is_found_as_a_whole_word_alone(edition, request_of_ports, words):
    provider(edition, "help", services=["training"], past_work={"en": words})
    [found] = matching.providers_for(OFFICE, request_of_ports, TODAY)
    assert found.reasons == ("the same kind of help: training",)


def test_mkt_1_a_conversation_of_before_is_a_reason_for_those_alone_who_know_of_it(edition, request_of_ports, actor):
    one = provider(edition, "help", services=["training"])
    earlier = RequestFactory(party=request_of_ports.party)
    Interest.objects.create(
        request=earlier, provider=ProviderFactory(edition=earlier.edition, party=one.party), state="accepted",
        shown_at=MOMENT,
    )
    said = "the two have been in conversation before"
    assert said in matching.providers_for(OFFICE, request_of_ports, TODAY)[0].reasons
    assert said not in matching.providers_for(actor("delegate"), request_of_ports, TODAY)[0].reasons


def test_who_asks_who_has_shown_interest_and_who_is_not_registered_are_left_out(edition, request_of_ports):
    ProviderFactory(edition=edition, party=request_of_ports.party)
    shown = provider(edition, "shown", services=["training"])
    Interest.objects.create(request=request_of_ports, provider=shown, shown_at=MOMENT)
    provider(edition, "invited", services=["training"], state="invited")
    assert matching.providers_for(OFFICE, request_of_ports, TODAY) == []
    assert matching.requests_for(OFFICE, shown, TODAY) == []


def test_what_fits_alike_stands_in_the_order_of_codes_and_the_list_is_short(edition, request_of_ports):
    for number in range(12, 0, -1):
        provider(edition, f"{number:02}", services=["training"])
    found = list(reasons(matching.providers_for(OFFICE, request_of_ports, TODAY)))
    assert found == [f"{number:02}" for number in range(1, matching.SHOWN + 1)]


def test_it_costs_the_same_for_one_and_for_many(edition, request_of_ports, queries, actor):
    one = provider(edition, "a", services=["training"])
    reader = actor("task-force")
    calls = (lambda: matching.providers_for(reader, request_of_ports, TODAY),
             lambda: matching.requests_for(reader, one, TODAY))
    for call in calls:
        call()  # what belongs to the one thing itself is read once
    few = [queries(call) for call in calls]
    for number in range(5):
        provider(edition, f"b{number}", services=["training"]).themes.add(*request_of_ports.themes.all())
        RequestFactory(edition=edition, code=f"M-{number + 9}").themes.add(*request_of_ports.themes.all())
    assert [queries(call) for call in calls] == few
