"""The pages of providers: invited, registered, narrowed, withdrawn, as each reader meets them."""

import re

import pytest

from convoke.marketplace.models import Provider
from tests.factories import GroupingFactory, ProviderFactory, RequestFactory, ThemeFactory

LANGUAGES = ("en", "fr", "es", "nl", "ar")
LIST = "/en/exercise-fair/marketplace/providers/"
MINE = f"{LIST}exercise-observatory/"
TYPED = {"offer": "We train officers.", "services": ["training"], "languages": ["en", "fr"]}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_an_invited_party_finds_it_on_its_desk_and_registers(client_of, edition, observatory):
    office, provider = client_of("task-force"), client_of("provider")
    bare = office.post(LIST, {})
    assert (bare.status_code, "Choose at least one participant" in text(bare)) == (422, True)
    invited = office.post(LIST, {"parties": ["exercise-observatory"]}, follow=True)
    assert "stands on the desks" in text(invited)
    assert "You are invited to register as a provider" in text(provider.get("/en/desk/"))
    assert "We do not register" in text(provider.get(MINE))
    assert client_of("delegate").get(MINE).status_code == 404
    wrong = provider.post(f"{MINE}write/", {**TYPED, "services": []})
    assert wrong.status_code == 422
    assert "Choose at least one kind of help." in text(wrong)
    assert "We train officers." in text(wrong)
    done = provider.post(f"{MINE}write/", {
        **TYPED, "gives_funds": "on", "themes": [ThemeFactory(edition=edition, code="ports").code],
        "regions": [GroupingFactory(code="exercise-bay", kind="region").code],
    }, follow=True)
    assert "The participants of the edition read it." in text(done)
    assert "You are invited to register" not in text(provider.get("/en/desk/"))
    assert "We train officers." in text(client_of("delegate").get(MINE))
    assert Provider.objects.get(party=observatory).gives_funds


def test_an_invitation_is_declined_with_one_button(client_of, edition, observatory):
    ProviderFactory(edition=edition, party=observatory, state="invited", services=[], offer={})
    provider = client_of("provider")
    assert "Your reply was recorded." in text(provider.post(MINE, {"do": "decline"}, follow=True))
    again = provider.post(MINE, {"do": "decline"}, follow=True)
    assert "There is no invitation that waits for a reply." in text(again)


def test_a_focal_point_registers_its_government_without_an_invitation(client_of, edition):
    focal = client_of("focal-point")
    market = text(focal.get("/en/exercise-fair/marketplace/"))
    assert f'href="{LIST}exercise-bermea/write/"' in market
    assert focal.post(f"{LIST}exercise-bermea/write/", TYPED).status_code == 302
    assert f'href="{LIST}exercise-bermea/"' in text(focal.get("/en/exercise-fair/marketplace/"))


@pytest.mark.parametrize("role", ["delegate", "press", "focal-point"])
def test_nobody_writes_for_another_party(client_of, edition, role):
    assert client_of(role).get(f"{MINE}write/").status_code == 403
    assert client_of(role).post(f"{MINE}write/", TYPED).status_code == 403


def test_only_the_office_invites(client_of, edition):
    assert "Invite to register" not in text(client_of("focal-point").get(LIST))
    assert client_of("focal-point").post(LIST, {"parties": ["exercise-observatory"]}).status_code == 403


def test_a_provider_sees_whom_it_might_help_and_withdraws(client_of, edition, observatory):
    ProviderFactory(edition=edition, party=observatory)
    RequestFactory(edition=edition, code="M-1", title={"en": "Scanners"})
    for role in ("provider", "observer", "task-force"):
        page = text(client_of(role).get(MINE))
        assert "Scanners" in page
        assert "the same kind of help: training" in page
    assert "Requests you might help with" not in text(client_of("delegate").get(MINE))
    assert client_of("delegate").post(MINE, {"do": "withdraw"}).status_code == 403
    client_of("provider").post(MINE, {"do": "withdraw"})
    assert client_of("delegate").get(MINE).status_code == 404


def test_the_list_is_narrowed_and_says_so(client_of, edition):
    ProviderFactory(edition=edition, services=["advice"], gives_funds=True)
    ProviderFactory(edition=edition, state="invited")
    delegate = client_of("delegate")
    assert "1 provider<" in text(delegate.get(LIST))
    assert "2 providers" in text(client_of("chair").get(LIST))
    assert "No provider fits all of these filters." in text(delegate.get(f"{LIST}?service=training"))
    assert "1 provider<" in text(delegate.get(f"{LIST}?service=advice&funds=yes"))
    assert "read by the participants of the edition" in text(client_of("press").get(LIST))


def test_what_there_is_not_is_said_with_what_looks_like_it(client_of, edition, observatory):
    ProviderFactory(edition=edition, party=observatory)
    page = client_of("delegate").get(f"{LIST}exercise-observatori/")
    assert page.status_code == 404
    assert f'href="{MINE}"' in text(page)
    assert client_of("provider").get(f"{LIST}atlantis/write/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_read_in_every_language(client_of, edition, observatory, language):
    ProviderFactory(edition=edition, party=observatory)
    for address in (LIST, MINE, f"{MINE}write/"):
        answer = client_of("chair").get(address.replace("/en/", f"/{language}/"))
        assert answer.status_code == 200
        ids = re.findall(r'\bid="([^"]+)"', answer.content.decode())
        assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]
