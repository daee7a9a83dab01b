"""The block of interests on a request's page: shown by providers, answered by the owner, seen by those who may."""

import re

import pytest

from convoke.directory.models import Party
from convoke.marketplace.models import Interest, Provider, Request
from tests.factories import ProviderFactory
from tests.marketplace.talks import OFFICE, STRANGERS, edition_of, provider_elsewhere, request_of, room_in

PAGE = "/en/exercise-market/marketplace/requests/{}/"
FORM = PAGE + "interests/"
SIDES = ("focal-point", "delegate", "provider", "observer")


def text(answer) -> str:
    return " ".join(re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode()).split())


def block(answer) -> str:
    return text(answer).partition('aria-labelledby="interests"')[2].partition("</section>")[0]


@pytest.fixture
def asked(demonstration) -> Request:
    """A published request of the focal point's party, whose owner is the delegate."""
    return request_of(edition_of("exercise-market"), code="M-1")


@pytest.fixture
def able(asked) -> Provider:
    """The party of the exercise's provider and observer, registered."""
    return ProviderFactory(edition=asked.edition, party=Party.objects.get(code="exercise-observatory"))


@pytest.mark.parametrize("role", ["provider", "observer"])
def test_a_registered_provider_shows_interest_on_the_page_of_the_request(client_of, asked, able, role):
    client = client_of(role)
    assert "Show interest" in block(client.get(PAGE.format("M-1")))
    answer = client.post(FORM.format("M-1"), {
        "do": "show", "show-provider": able.pk, "show-phrase": "interested", "show-text": "Nous formons des agents.",
        "show-language": "fr", "show-may_be_shown": "on",
    }, follow=True)
    assert "Your interest was recorded" in text(answer)
    interest = Interest.objects.get(request=asked)
    assert interest.may_be_shown
    assert f"/marketplace/rooms/{interest.pk}/" in block(answer)
    assert "Show interest" not in block(answer)
    message = interest.messages.get()
    assert (message.text, message.language, message.phrase) == ("Nous formons des agents.", "fr", "interested")


def test_what_was_typed_comes_back_with_what_was_wrong(client_of, asked, able):
    answer = client_of("provider").post(FORM.format("M-1"), {
        "do": "show", "show-provider": "999999", "show-phrase": "flattery", "show-text": "Our long words.",
        "show-language": "en",
    })
    assert answer.status_code == 422
    page = text(answer)
    assert "Nothing was saved yet" in page
    assert "Our long words." in page
    assert '<a href="#id_show-provider">' in page
    assert not Interest.objects.exists()


def test_interest_is_not_shown_twice_nor_where_nothing_can_be_shown(client_of, asked, able):
    typed = {"do": "show", "show-provider": able.pk, "show-phrase": "", "show-text": "", "show-language": "en"}
    client = client_of("provider")
    client.post(FORM.format("M-1"), typed)
    again = client.post(FORM.format("M-1"), typed, follow=True)
    assert "by a registered provider, once" in text(again)
    assert Interest.objects.count() == 1
    Provider.objects.update(state="withdrawn")
    Interest.objects.all().delete()
    assert "by a registered provider, once" in text(client.post(FORM.format("M-1"), typed, follow=True))
    assert not Interest.objects.exists()


def test_mkt_4_interest_in_a_request_that_is_not_published_is_a_request_that_is_not_there(client_of, asked, able):
    Request.objects.update(state="draft", published_at=None)
    for client in (client_of("provider"), client_of("press")):
        assert client.get(FORM.format("M-1")).status_code == 404
        assert client.post(FORM.format("M-1"), {"do": "show", "show-provider": able.pk}).status_code == 404


@pytest.mark.parametrize("role", ["focal-point", "delegate"])
def test_the_owners_side_accepts_or_declines_with_a_reason(client_of, asked, role):
    interest, client = room_in(asked), client_of(role)
    page = block(client.get(PAGE.format("M-1")))
    assert "waits for the owner" in page
    answer = client.post(FORM.format("M-1"), {"do": f"decline-{interest.pk}", f"answer-{interest.pk}-reason": " "})
    assert answer.status_code == 422
    assert "An interest is declined with a reason." in text(answer)
    client.post(FORM.format("M-1"), {"do": f"accept-{interest.pk}"})
    interest.refresh_from_db()
    assert interest.state == "accepted"
    declined = client.post(
        FORM.format("M-1"), {"do": f"decline-{interest.pk}", f"answer-{interest.pk}-reason": "We found a partner."},
        follow=True)
    interest.refresh_from_db()
    assert (interest.state, interest.reason) == ("declined", "We found a partner.")
    assert "We found a partner." in block(declined)
    assert "We found a partner." in block(client_of("provider").get(PAGE.format("M-1")))
    assert "stands otherwise now" in text(client.post(
        FORM.format("M-1"), {"do": f"decline-{interest.pk}", f"answer-{interest.pk}-reason": "Again."}, follow=True))


def test_a_provider_gives_and_takes_back_consent_and_withdraws(client_of, asked):
    interest, client = room_in(asked), client_of("observer")
    for do, state in (("consent", True), ("unconsent", False)):
        client.post(FORM.format("M-1"), {"do": f"{do}-{interest.pk}"})
        interest.refresh_from_db()
        assert interest.may_be_shown is state
    client.post(FORM.format("M-1"), {"do": f"withdraw-{interest.pk}", f"withdraw-{interest.pk}-reason": "No people."})
    interest.refresh_from_db()
    assert (interest.state, interest.reason) == ("withdrawn", "No people.")
    assert "Show interest" in block(client.get(PAGE.format("M-1")))
    gone = client.post(FORM.format("M-1"), {"do": f"withdraw-{interest.pk}"}, follow=True)
    assert "stands otherwise now" in text(gone)


def test_nobody_answers_for_others_and_nothing_is_told_of_a_foreign_interest(client_of, asked):
    own = room_in(asked, may_be_shown=True)
    other, _account = provider_elsewhere(asked, may_be_shown=True, state="accepted")
    assert client_of("provider").post(FORM.format("M-1"), {"do": f"accept-{own.pk}"}).status_code == 403
    assert client_of("focal-point").post(FORM.format("M-1"), {"do": f"withdraw-{own.pk}"}).status_code == 403
    assert client_of("focal-point").post(FORM.format("M-1"), {"do": f"consent-{own.pk}"}).status_code == 403
    deeds = (f"accept-{other.pk}", f"withdraw-{other.pk}", "accept-999999", "accept-", "dance", f"dance-{own.pk}")
    for role in ("provider", "rapporteur", "civil-society"):
        for do in deeds:
            assert client_of(role).post(FORM.format("M-1"), {"do": do}).status_code == 404, (role, do)
    assert client_of("civil-society").post(FORM.format("M-1"), {"do": "show"}).status_code == 403
    assert client_of("public").post(FORM.format("M-1"), {"do": "show"}).status_code == 302


@pytest.mark.parametrize("role", ["public", *SIDES, *sorted(OFFICE), *STRANGERS])
def test_mkt_1_interests_are_seen_by_the_two_sides_and_the_office(client_of, asked, role):
    interest = room_in(asked)
    answer = client_of(role).get(PAGE.format("M-1"))
    seen = f"/rooms/{interest.pk}/" in text(answer)
    assert seen == (role in (*SIDES, *OFFICE))
    assert seen or not block(answer)
    assert ("Accept" in block(answer)) == (role in ("focal-point", "delegate", *OFFICE))
    assert ("Withdraw the interest" in block(answer)) == (role in ("provider", "observer"))


@pytest.mark.parametrize(("mine", "theirs"), [(True, True), (True, False), (False, True)])
def test_mkt_2_other_providers_are_named_where_both_let_themselves_be_shown(client_of, asked, mine, theirs):
    room_in(asked, may_be_shown=mine)
    other, _account = provider_elsewhere(asked, may_be_shown=theirs, state="accepted")
    page = block(client_of("provider").get(PAGE.format("M-1")))
    assert (f"/parties/{other.provider.party.code}/" in page) == (mine and theirs)
    assert f"/rooms/{other.pk}/" not in page
    for role in STRANGERS:
        assert not block(client_of(role).get(PAGE.format("M-1")))


def test_the_desk_of_the_owners_side_says_that_interest_waits(client_of, asked):
    room_in(asked)
    provider_elsewhere(asked)
    for role in ("focal-point", "delegate"):
        page = text(client_of(role).get("/en/desk/"))
        assert "2 providers are interested in request M-1" in page
        assert FORM.format("M-1") in page
    for role in ("provider", "task-force", "contributor"):
        assert "interested in request M-1" not in text(client_of(role).get("/en/desk/"))


def test_more_interests_cost_no_query_more(client_of, asked, queries):
    room_in(asked)
    clients = [client_of(role) for role in ("focal-point", "provider", "task-force")]
    for client in clients:
        client.get(FORM.format("M-1"))
    before = [queries(lambda client=client: client.get(FORM.format("M-1"))) for client in clients]
    for _ in range(4):
        provider_elsewhere(asked)
    assert [queries(lambda client=client: client.get(FORM.format("M-1"))) for client in clients] == before
