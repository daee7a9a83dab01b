"""What went wrong is said in the forum's own look and in the reader's language: never a stack trace."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import translation

from convoke.web import errors, urls

from .places import EDITION, LANGUAGES


def broken(request: HttpRequest) -> HttpResponse:
    """A page with a fault of ours."""
    raise RuntimeError("a secret detail of the machine")


def suspicious(request: HttpRequest) -> HttpResponse:
    """A request that is refused as such."""
    raise SuspiciousOperation("a secret detail of the machine")


urlpatterns = [path("broken/", broken), path("suspicious/", suspicious), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def careless(db: None) -> Iterator[Client]:
    """A client of a forum with two broken pages, which answers instead of raising."""
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


@pytest.mark.parametrize(("address", "status", "said"), [
    ("/broken/", 500, "Something went wrong on our side"),
    ("/suspicious/", 400, "The request was not understood"),
])
def test_a_fault_is_said_without_its_details(careless: Client, address: str, status: int, said: str) -> None:
    answer = careless.get(address)
    assert answer.status_code == status
    page = answer.content.decode()
    assert said in page
    assert page.count("<h1>") == 1
    for detail in ("secret detail", "Traceback", "RuntimeError", os.sep + "src" + os.sep, "Django"):
        assert detail not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [errors.broken, errors.bad_request], ids=["500", "400"])
def test_the_plain_pages_are_in_the_readers_language(page: Callable[..., HttpResponse], language: str) -> None:
    """They use no database: this test is given none."""
    with translation.override(language):
        body = page(RequestFactory().get(f"/{language}/")).content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in body


def test_an_address_that_leads_nowhere_says_what_there_is(client: Client, db: None) -> None:
    answer = client.get(f"/fr/{EDITION}/nowhere/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert '<html lang="fr"' in page
    assert f'href="/fr/{EDITION}/"' in page


@pytest.mark.parametrize("address", ["/de/", "/de/brussels-2007/", "/en/de/"])
def test_an_unknown_language_is_named(client: Client, db: None, address: str) -> None:
    answer = client.get(address, follow=True)
    assert answer.status_code == 404
    assert "The forum does not speak “de”" in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_root_leads_to_the_readers_language(client: Client, db: None, language: str) -> None:
    answer = client.get("/", headers={"Accept-Language": f"{language},en;q=0.1"})
    assert answer["Location"] == f"/{language}/"


def test_an_unknown_language_of_the_reader_falls_back_to_english(client: Client, db: None) -> None:
    assert client.get("/", headers={"Accept-Language": "de-AT,de;q=0.9"})["Location"] == "/en/"


def test_codes_are_found_in_any_case(client: Client, db: None) -> None:
    assert client.get(f"/en/{EDITION}/outcomes/r1.4-1/").status_code == 200
    assert client.get(f"/en/{EDITION}/programme/OPENING/").status_code == 200
    assert client.get("/en/parties/BEL/").status_code == 200


def test_without_the_demonstration_its_pages_do_not_exist(client: Client, db: None) -> None:
    with override_settings(CONVOKE_DEMONSTRATION=False):
        for name in ("styleguide", "demonstration"):
            assert client.get(f"/en/{name}/").status_code == 404
        assert "Style guide" not in client.get("/en/").content.decode()
