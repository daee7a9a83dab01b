"""Lists of requests and providers with their filters, what is not funded, and what waits for whom."""

from decimal import Decimal

import pytest

from convoke.core import clock
from convoke.core.actors import ANONYMOUS
from convoke.core.audiences import Audience
from convoke.marketplace import queries
from convoke.marketplace.models import Provider, Request
from convoke.marketplace.operations import providers as provider_operations
from convoke.marketplace.operations import requests as operations
from convoke.marketplace.queries import ProviderFilter, RequestFilter
from convoke.search import indexing
from convoke.search.queries import Wanted, search
from tests.factories import (
    EditionFactory,
    GroupingFactory,
    GroupingMembershipFactory,
    PartyFactory,
    ProviderFactory,
    RequestFactory,
    ThemeFactory,
)

from .market import OFFICE, drafted, published


def listed(actor, edition, **narrowed) -> list[str]:
    return [one.code for one in queries.requests(actor, edition, clock.today(), RequestFilter(**narrowed))]


@pytest.fixture
def three(edition) -> list[Request]:
    """Three published requests that differ in everything one can filter by."""
    theme, south = ThemeFactory(edition=edition, code="ports"), PartyFactory()
    GroupingMembershipFactory(party=south, grouping=GroupingFactory(code="exercise-south-x", kind="region"))
    first = RequestFactory(
        edition=edition, code="M-1", party=south, services=["training", "advice"], languages=["fr"], currency="EUR",
        cost=Decimal(100), funded=Decimal(40),
    )
    first.themes.add(theme)
    second = RequestFactory(
        edition=edition, code="M-2", services=["equipment"], languages=["en", "ar"], state="closed", currency="EUR",
        cost=Decimal(70), funded=Decimal(70),
    )
    third = RequestFactory(edition=edition, code="M-3", services=["other"], languages=[], currency="JPY",
                           cost=Decimal(9000))
    return [first, second, third]


@pytest.mark.parametrize(("narrowed", "found"), [
    ({}, ["M-1", "M-2", "M-3"]), ({"service": "advice"}, ["M-1"]), ({"service": "equipment"}, ["M-2"]),
    ({"service": "alchemy"}, []), ({"service": "train"}, []), ({"theme": "ports"}, ["M-1"]), ({"theme": "no"}, []),
    ({"region": "exercise-south-x"}, ["M-1"]), ({"region": "atlantis"}, []), ({"language": "ar"}, ["M-2"]),
    ({"state": "closed"}, ["M-2"]), ({"state": "alchemy"}, []), ({"gap": "yes"}, ["M-1", "M-3"]), ({"gap": "no"}, []),
    ({"service": "training", "language": "fr", "gap": "yes"}, ["M-1"]), ({"service": "training", "language": "ar"}, []),
    ({"service": '"'}, ["M-1", "M-2", "M-3"][:0]), ({"language": "%"}, []),
])
def test_requests_are_narrowed_by_each_filter_and_by_several(edition, three, actor, narrowed, found):
    assert listed(actor("delegate"), edition, **narrowed) == found
    assert listed(ANONYMOUS, edition, **narrowed) == []


@pytest.mark.parametrize(("narrowed", "found"), [
    ({}, 2), ({"service": "training"}, 1), ({"theme": "ports"}, 1), ({"region": "exercise-north-x"}, 1),
    ({"language": "fr"}, 1), ({"funds": "yes"}, 1), ({"funds": "alchemy"}, 0), ({"region": "atlantis"}, 0),
])
def test_providers_are_narrowed_by_each_filter(edition, actor, narrowed, found):
    first = ProviderFactory(edition=edition, services=["training"], languages=["fr"], gives_funds=True)
    first.themes.add(ThemeFactory(edition=edition, code="ports"))
    first.regions.add(GroupingFactory(code="exercise-north-x", kind="region"))
    ProviderFactory(edition=edition, services=["advice"], languages=["en"])
    ProviderFactory(edition=edition, state="invited")
    assert queries.providers(actor("delegate"), edition, ProviderFilter(**narrowed)).count() == found


def test_fun_1_what_is_not_funded_is_added_by_currency_and_never_over_currencies(edition, three, actor):
    RequestFactory(edition=edition, code="M-4", currency="EUR", cost=Decimal("10.50"))
    RequestFactory(edition=edition, code="M-5", currency="EUR", cost=Decimal(500), owner=None, state="draft")
    RequestFactory(edition=EditionFactory(), currency="USD", cost=Decimal(7))
    found = queries.funding_gaps(actor("observer"), edition)
    assert [(str(gap.amount.amount), gap.amount.currency, gap.requests) for gap in found] == [
        ("70.50", "EUR", 2), ("9000", "JPY", 1)]
    assert queries.funding_gaps(ANONYMOUS, edition) == []


@pytest.mark.parametrize(("cost", "funded", "gap"), [
    (None, None, None), (None, Decimal(5), None), (Decimal(5), Decimal(5), None), (Decimal(5), None, "5.00"),
    (Decimal(5), Decimal("4.99"), "0.01"),
])
def test_mkt_2_a_gap_is_what_is_not_funded_of_a_stated_cost(cost, funded, gap):
    found = queries.gap_of(Request(currency="EUR", cost=cost, funded=funded))
    assert (str(found.amount) if found else None) == gap


def test_lists_cost_the_same_for_one_and_for_many(edition, actor, queries_of_lists, queries):
    few = [queries(call) for call in queries_of_lists]
    for number in range(6):
        RequestFactory(edition=edition, code=f"M-{number + 10}", currency="EUR", cost=Decimal(5)).themes.add(
            ThemeFactory(edition=edition))
        ProviderFactory(edition=edition).themes.add(ThemeFactory(edition=edition))
    assert [queries(call) for call in queries_of_lists] == few == [2, 3, 1]


@pytest.fixture
def queries_of_lists(edition, actor):
    """Reading each list whole."""
    RequestFactory(edition=edition, code="M-1", currency="EUR", cost=Decimal(5)).themes.add(
        ThemeFactory(edition=edition))
    ProviderFactory(edition=edition).themes.add(ThemeFactory(edition=edition))
    reader = actor("delegate")
    return [
        lambda: list(queries.requests(reader, edition, clock.today())),
        lambda: list(queries.providers(reader, edition)),
        lambda: queries.funding_gaps(reader, edition),
    ]


def test_what_waits_stands_with_those_it_waits_for(edition, bermea, observatory, actor):
    request = operations.submit_request(actor=OFFICE, request=drafted(edition, bermea))
    assert list(queries.requests_to_review(actor("chair"))) == [request]
    assert not queries.requests_to_review(actor("focal-point"))
    operations.send_back(actor=OFFICE, request=request, reason="For whom?")
    assert list(queries.requests_sent_back(actor("focal-point"))) == [request]
    assert not queries.requests_sent_back(actor("delegate"))
    [invited] = provider_operations.invite_providers(actor=OFFICE, edition=edition, parties=[observatory])
    for role in ("provider", "observer"):
        assert list(queries.invitations_waiting(actor(role))) == [invited]
    assert not queries.invitations_waiting(actor("focal-point"))


def test_mkt_4_requests_and_providers_are_found_by_participants_and_drafts_by_their_own(
    edition, bermea, observatory, actor
):
    draft = drafted(edition, bermea, title={"en": "Quaxolith drafts"})
    shown = published(edition, bermea, title={"en": "Quaxolith shown"})
    able = ProviderFactory(edition=edition, party=observatory, offer={"en": "Quaxolith repairs"})
    asked = ProviderFactory(edition=edition, party=PartyFactory(), offer={"en": "Quaxolith asked"}, state="declined")
    indexing.rebuild()

    def found(reader) -> set[object]:
        return {hit.thing for hit in search(reader, Wanted(q="quaxolith")).hits}

    assert found(ANONYMOUS) == found(actor("press")) == set()
    assert found(actor("delegate")) == found(actor("observer")) == {shown, able}
    assert found(actor("focal-point")) == {draft, shown, able}
    assert found(actor("task-force")) == {draft, shown, able, asked}


def test_mkt_4_what_is_closed_is_still_read_and_what_is_withdrawn_is_not(edition, bermea, actor):
    request = published(edition, bermea)
    operations.close_request(actor=OFFICE, request=request, reason="Found.")
    assert listed(actor("delegate"), edition) == ["M-1"]
    operations.reopen_request(actor=OFFICE, request=request)
    operations.withdraw_request(actor=OFFICE, request=request, reason="Over.")
    assert listed(actor("delegate"), edition) == []
    assert Audience.PARTICIPANTS in actor("delegate").audiences
    assert not Provider.objects.filter(edition=edition).exists()
