"""Signing in: passwords, links, second factors, and what is said when it does not work."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from convoke.directory.models import Account
from convoke.editions.models import Forum

pytestmark = pytest.mark.usefixtures("demonstration")

SIGN_IN = "/en/account/login/"
DESK = "/en/desk/"
EMAIL, PASSWORD = "delegate@example.org", "delegate-on-exercise"
NEW = "a much longer word of passage"


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD, page: str = SIGN_IN, **more: str):
    return client.post(page, {"login": email, "password": password, **more})


def confirm(client: Client, password: str = PASSWORD) -> None:
    client.post("/en/account/reauthenticate/", {"password": password})


def code_for(secret: str) -> str:
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


@pytest.fixture
def with_app(client: Client) -> str:
    """The key of an app that a delegate set up; the delegate is signed in."""
    sign_in(client)
    confirm(client)
    page = client.get("/en/account/2fa/totp/activate/").content.decode()
    secret = re.search(r'class="secret"[^>]*>([A-Z2-7]+)<', page).group(1)
    assert '<svg class="qr"' in page
    answer = client.post("/en/account/2fa/totp/activate/", {"code": code_for(secret)})
    assert answer.headers["Location"] == "/en/account/2fa/recovery-codes/"
    return secret


def test_sign_in_leads_to_the_desk_in_a_new_session(client):
    client.get(SIGN_IN)
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    answer = sign_in(client)
    assert answer.headers["Location"] == DESK
    assert client.session.session_key != before
    assert client.session.get_expire_at_browser_close()
    assert client.get(DESK).status_code == 200


def test_a_session_lasts_when_its_holder_asks(client):
    sign_in(client, remember="on")
    assert not client.session.get_expire_at_browser_close()


def test_a_wrong_password_keeps_the_address_and_helps(client):
    answer = sign_in(client, password="wrong")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'value="{EMAIL}"' in page
    assert 'role="alert"' in page
    assert "do not belong together" in page
    assert "wrong" not in page


def test_an_unknown_address_is_answered_like_a_wrong_password(client):
    known = re.sub(r'value="[^"]*"', "", sign_in(client, password="wrong").content.decode())
    unknown = re.sub(r'value="[^"]*"', "", sign_in(client, email="nobody@example.org").content.decode())
    assert known == unknown


def test_a_field_left_out_is_named_beside_it(client):
    page = client.post(SIGN_IN, {"login": EMAIL}).content.decode()
    assert re.search(r'<input type="password"[^>]*aria-invalid="true"[^>]*aria-describedby="id_password_error"', page)
    assert 'id="id_password_error"' in page


def test_too_many_failures_are_told_what_is_accepted_and_when(client):
    for _attempt in range(5):
        assert sign_in(client, password="wrong").status_code == 200
    answer = sign_in(client)
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "at most 5 attempts are accepted in 5 minutes" in page
    assert "try again in 5 minutes" in page
    assert 0 < int(answer.headers["Retry-After"]) <= 300
    assert reverse("account_reset_password") in page
    assert client.get(DESK).status_code == 302
    assert sign_in(client, email="press@example.org", password="press-on-exercise").status_code == 302


def test_too_many_links_are_told_what_is_accepted_and_when(client):
    page = "/en/account/password/reset/"
    for _attempt in range(3):
        assert client.post(page, {"email": EMAIL}).status_code == 302
    answer = client.post(page, {"email": EMAIL})
    assert answer.status_code == 429
    assert "at most 3 attempts are accepted in 10 minutes" in answer.content.decode()
    assert len(mail.outbox) == 3


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/en/parties/?page=2", "/en/parties/?page=2"),
        ("https://elsewhere.example/", DESK),
        ("//elsewhere.example/", DESK),
        ("javascript:alert(1)", DESK),
        ("/en/", "/en/"),
    ],
)
def test_next_stays_within_the_forum(client, asked, led):
    assert sign_in(client, next=asked).headers["Location"] == led


@pytest.mark.parametrize(("asked", "led"), [("", "/fr/desk/"), ("/en/parties/", "/fr/parties/")])
def test_the_language_of_the_account_is_applied(client, account_of, asked, led):
    Account.objects.filter(pk=account_of("delegate").pk).update(language="fr")
    answer = sign_in(client, next=asked)
    assert answer.headers["Location"] == led
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "fr"
    assert client.get("/").headers["Location"] == "/fr/"


def test_a_deactivated_account_is_told_so_and_let_in_nowhere(client, account_of):
    sign_in(client)
    Account.objects.filter(pk=account_of("delegate").pk).update(is_active=False)
    assert client.get(DESK).status_code == 302
    other = Client()
    answer = sign_in(other)
    assert answer.headers["Location"] == "/en/account/inactive/"
    assert "This account is closed" in other.get(answer.headers["Location"]).content.decode()
    assert other.get(DESK).status_code == 302
    client.post("/en/account/password/reset/", {"email": EMAIL})
    assert "password/reset/key" not in mail.outbox[0].body


def test_nobody_signs_up(client):
    for answer in (client.get("/en/account/signup/"), client.post("/en/account/signup/", {"email": "a@b.example"})):
        assert "Accounts come with a mandate" in answer.content.decode()
    assert not Account.objects.filter(email="a@b.example").exists()


def test_the_address_is_not_managed_here(client):
    sign_in(client)
    for page in ("email/", "confirm-email/", "confirm-email/abc/"):
        assert client.get(f"/en/account/{page}").headers["Location"] == "/en/settings/"


def test_every_exercise_account_has_a_confirmed_address():
    for account in Account.objects.all():
        assert EmailAddress.objects.get(user=account).verified


def test_the_address_of_any_account_is_confirmed_as_it_enters(client):
    account = Account.objects.create_user("new@example.org", NEW)
    EmailAddress.objects.create(user=account, email="old@example.org", primary=True)
    sign_in(client, "new@example.org", NEW)
    address = EmailAddress.objects.get(user=account)
    assert (address.email, address.verified, address.primary) == ("new@example.org", True, True)


def test_signing_out_is_asked_first_and_done_by_post(client):
    sign_in(client)
    assert "What you saved stays saved" in client.get("/en/account/logout/").content.decode()
    assert client.get(DESK).status_code == 200
    assert client.post("/en/account/logout/").headers["Location"] == "/en/"
    assert client.get(DESK).status_code == 302


def link_in(message) -> str:
    return re.search(r"http://testserver(/\S+/password/reset/key/\S+)", message.body).group(1)


def test_a_new_password_by_link_from_end_to_end(client, account_of):
    sign_in(client)
    answer = client.post("/en/account/password/reset/", {"email": EMAIL.upper()}, follow=True)
    assert "on its way" in answer.content.decode()
    (message,) = mail.outbox
    assert message.to == [EMAIL]
    assert message.subject.startswith("GFMD: ")
    assert "Global Forum on Migration and Development" in message.body
    assert re.findall(r"https?://([^/\s]+)", message.body).count("testserver") == message.body.count("://")
    link = link_in(message)
    answer = Client().get("/en/account/password/reset/key/1-abc-def/")
    assert "no longer works" in answer.content.decode()

    other = Client()
    form = other.get(link).headers["Location"]
    assert message.body.count(form) == 0
    refused = other.post(form, {"password1": "short", "password2": "shorter"}).content.decode()
    assert 'id="id_password1_error"' in refused
    answer = other.post(form, {"password1": NEW, "password2": NEW}, follow=True)
    assert "The new password is set" in answer.content.decode()
    assert other.get(DESK).status_code == 302
    assert client.get(DESK).status_code == 302, "sessions opened with the earlier password end"
    assert "no longer works" in Client().get(link).content.decode()
    assert sign_in(other, password=NEW).headers["Location"] == DESK
    assert "by a link sent to this address" in mail.outbox[1].body


def test_a_link_opens_an_account_closed_by_failures(client):
    for _attempt in range(6):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 429
    client.post("/en/account/password/reset/", {"email": EMAIL})
    form = client.get(link_in(mail.outbox[0])).headers["Location"]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert sign_in(client, password=NEW).headers["Location"] == DESK


def test_a_link_expires(client, settings):
    client.post("/en/account/password/reset/", {"email": EMAIL})
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "no longer works" in client.get(link_in(mail.outbox[0])).content.decode()


def test_messages_are_in_the_language_of_the_account(client, account_of):
    Account.objects.filter(pk=account_of("delegate").pk).update(language="ar")
    client.post("/en/account/password/reset/", {"email": EMAIL})
    assert link_in(mail.outbox[0]).startswith("/ar/")
    assert "http://testserver/ar/" in mail.outbox[0].body
    with translation.override("ar"):
        assert translation.gettext("Set a new password") in mail.outbox[0].subject


def test_an_unknown_address_is_answered_alike_and_told_by_message(client):
    answer = client.post("/en/account/password/reset/", {"email": "nobody@example.org"})
    assert answer.headers["Location"] == "/en/account/password/reset/done/"
    assert "No account in use bears this address" in mail.outbox[0].body


def test_a_new_password_ends_the_session_and_is_told(client):
    sign_in(client)
    words = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert "not your present password" in client.post("/en/account/password/change/", words).content.decode()
    answer = client.post("/en/account/password/change/", {**words, "oldpassword": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == SIGN_IN
    assert "Please sign in with it" in answer.content.decode()
    assert "password of your account was changed" in mail.outbox[-1].body
    assert sign_in(client, password=NEW).headers["Location"] == DESK


def test_protecting_the_account_asks_again_who_it_is(client):
    sign_in(client)
    answer = client.get("/en/account/2fa/totp/activate/")
    assert answer.headers["Location"].startswith("/en/account/reauthenticate/?next=")
    page = client.post(answer.headers["Location"], {"password": "wrong"}).content.decode()
    assert "This is not your password" in page


def test_an_app_is_set_up_and_asked_for(client, with_app):
    client.post("/en/account/logout/")
    assert sign_in(client).headers["Location"] == "/en/account/2fa/authenticate/"
    assert client.get(DESK).status_code == 302
    refused = client.post("/en/account/2fa/authenticate/", {"code": "not it"}).content.decode()
    assert 'id="id_code_error"' in refused
    answer = client.post("/en/account/2fa/authenticate/", {"code": code_for(with_app)})
    assert answer.headers["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_the_way_on_survives_the_second_step(client, with_app):
    client.post("/en/account/logout/")
    sign_in(client, next="/en/parties/")
    answer = client.post("/en/account/2fa/authenticate/", {"code": code_for(with_app)})
    assert answer.headers["Location"] == "/en/parties/"


def test_codes_cannot_be_guessed(client, with_app):
    client.post("/en/account/logout/")
    sign_in(client)
    pages = [client.post("/en/account/2fa/authenticate/", {"code": "not it"}).content.decode() for _n in range(6)]
    assert "Please wait five minutes" in pages[-1]
    assert "Please wait five minutes" in client.post(
        "/en/account/2fa/authenticate/", {"code": code_for(with_app)}
    ).content.decode()


def recovery_codes(client: Client) -> list[str]:
    page = client.get("/en/account/2fa/recovery-codes/").content.decode()
    return re.findall(r'<code dir="ltr">(\w+)</code>', page)


def test_a_recovery_code_works_once(client, with_app):
    codes = recovery_codes(client)
    assert len(codes) == 10
    file = client.get("/en/account/2fa/recovery-codes/download/")
    assert "attachment" in file.headers["Content-Disposition"]
    assert all(code in file.content.decode() for code in codes)
    for expected in (302, 200):
        client.post("/en/account/logout/")
        sign_in(client)
        assert client.post("/en/account/2fa/authenticate/", {"code": codes[0]}).status_code == expected


def test_new_recovery_codes_replace_the_old_ones(client, with_app):
    before = recovery_codes(client)
    client.post("/en/account/2fa/recovery-codes/generate/")
    assert not set(before) & set(recovery_codes(client))


def test_an_app_is_given_up(client, with_app):
    client.post("/en/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user__email=EMAIL).exists()
    assert "no longer a second factor" in mail.outbox[-1].body
    assert "UTC" in mail.outbox[-1].body


def test_what_is_changed_is_told_by_message(monkeypatch, request):
    monkeypatch.setattr("django.db.transaction.on_commit", lambda call, **_options: call())
    request.getfixturevalue("with_app")
    assert "set up as a second factor" in mail.outbox[-1].body
    assert mail.outbox[-1].to == [EMAIL]


def test_the_settings_of_passkeys_are_in_the_page_for_the_script(client):
    sign_in(client)
    confirm(client)
    page = client.get("/en/account/2fa/webauthn/add/").content.decode()
    assert '<script id="passkey-options" type="application/json">' in page
    assert "Global Forum on Migration and Development" in page
    assert not re.search(r"<script(?![^>]*(?:src=|application/json))", page)


@pytest.mark.parametrize("answered", ['{"id": "x"}', "[1]", '"x"', '{"response": {"userHandle": 1}}'])
def test_the_answer_of_no_device_is_refused(client, answered):
    client.get("/en/account/2fa/webauthn/login/", headers={"Accept": "application/json"})
    answer = client.post("/en/account/2fa/webauthn/login/", {"credential": answered}, follow=True)
    assert answer.redirect_chain[-1][0] == SIGN_IN
    assert "was not accepted" in answer.content.decode()


PAGES = ("login/", "password/reset/", "password/reset/done/", "password/reset/key/1-a-b/", "signup/", "inactive/")
OWN_PAGES = ("logout/", "password/change/", "reauthenticate/", "2fa/", "2fa/webauthn/")


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("page", [*PAGES, *OWN_PAGES])
def test_pages_stand_in_the_forums_shell_without_inline_code(client, demonstration, language, page):
    if page in OWN_PAGES:
        sign_in(client)
    text = client.get(f"/{language}/account/{page}").content.decode()
    with translation.override(language):
        assert f'href="/{language}/">{demonstration.forum.name}</a>' in text
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in text
    assert text.count("<h1") == 1
    assert "<style" not in text
    assert "style=" not in text
    assert " onclick=" not in text


def test_the_masthead_costs_no_query_when_the_page_has_its_forum(client):
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/en/brussels-2007/calendar/").status_code == 200
    assert not [query for query in queries if f'FROM "{Forum._meta.db_table}"' in query["sql"]]
