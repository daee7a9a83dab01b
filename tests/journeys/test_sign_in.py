"""Signing in with a real browser: a passkey, an app, and neither script nor mouse where none is needed."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

PASSWORD = "a word of passage for trying"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def account(forum: Any) -> Callable[[str], str]:
    """Makes an account of the test's own, so that its second factors stand in nobody's way."""

    def make(name: str) -> str:
        email = f"{name}@journey.example"
        forum.convoke(
            "shell", "-c",
            f"from convoke.directory.models import Account; Account.objects.create_user({email!r}, {PASSWORD!r})",
        )
        return email

    return make


@pytest.fixture
def named(page: Page, forum_url: str) -> Iterator[Page]:
    """A page at an address that is a name, which passkeys need, with a device that keeps them."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(base_url=forum_url.replace("127.0.0.1", "localhost"), locale="en-GB")
    opened = context.new_page()
    session = context.new_cdp_session(opened)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield opened
    context.close()


def code_for(secret: str) -> str:
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def sign_in(page: Page, email: str, language: str = "en") -> None:
    page.goto(f"/{language}/account/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")


def sign_out(page: Page) -> None:
    page.goto("/en/account/logout/")
    page.locator("main form button").click()


def confirm(page: Page) -> None:
    """Answers the question who it is, by the password."""
    page.wait_for_url("**/account/reauthenticate/**")
    page.locator("main input[name=password]").fill(PASSWORD)
    page.locator("main form button").click()


def look(page: Page, axe: Callable[[Page], None]) -> None:
    """A page is sound both wide and narrow, and nothing runs over its edge."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (page.url, width)
        axe(page)


def test_a_passkey_is_added_renamed_used_and_removed(named: Page, account: Callable[[str], str]) -> None:
    sign_in(named, account("passkey"))
    named.wait_for_url("**/en/desk/")
    named.goto("/en/account/2fa/webauthn/add/")
    confirm(named)
    expect(named.locator("[data-passkey-note]")).to_be_hidden()
    named.locator("input[name=name]").fill("The telephone")
    named.locator("form[data-passkey] button").click()
    named.wait_for_url("**/recovery-codes/")
    expect(named.locator(".codes li")).to_have_count(10)

    named.goto("/en/account/2fa/webauthn/")
    expect(named.locator("main h2")).to_have_text("The telephone")
    named.locator("main a[href$='/edit/']").click()
    named.locator("input[name=name]").fill("The telephone at home")
    named.locator("main form button").click()
    expect(named.locator("main h2")).to_have_text("The telephone at home")

    sign_out(named)
    named.goto("/en/account/login/?next=/en/parties/")
    named.locator("form[data-passkey] button").click()
    named.wait_for_url(lambda url: url.endswith("/en/parties/") and "login" not in url)

    sign_out(named)
    sign_in(named, "passkey@journey.example")
    named.wait_for_url("**/2fa/authenticate/")
    named.locator("form[data-passkey] button").click()
    named.wait_for_url("**/en/desk/")

    named.goto("/en/account/2fa/webauthn/")
    named.locator("main a[href$='/remove/']").click()
    confirm(named)
    named.locator("main form button").click()
    named.wait_for_url("**/2fa/webauthn/")
    expect(named.locator("main h2")).to_have_count(0)


def test_a_passkey_that_is_not_at_hand_is_told_and_nothing_lost(named: Page) -> None:
    named.goto("/en/account/login/")
    named.locator("input[name=login]").fill("somebody@journey.example")
    named.evaluate("() => { navigator.credentials.get = () => Promise.reject(new DOMException('')); }")
    named.locator("form[data-passkey] button").click()
    expect(named.locator("[data-passkey-problem]")).to_be_visible()
    expect(named.locator("form[data-passkey] button")).to_be_focused()
    expect(named.locator("input[name=login]")).to_have_value("somebody@journey.example")


def test_an_app_is_set_up_and_asked_for(
    page: Page, account: Callable[[str], str], axe: Callable[[Page], None]
) -> None:
    email = account("app")
    sign_in(page, email)
    page.wait_for_url("**/en/desk/")
    page.goto("/en/account/2fa/")
    look(page, axe)
    page.goto("/en/account/2fa/totp/activate/")
    confirm(page)
    look(page, axe)
    secret = page.locator(".secret").inner_text().strip()
    page.locator("input[name=code]").fill("000000")
    page.locator("main form button").click()
    expect(page.locator("#id_code_error")).to_be_visible()
    expect(page.locator(".secret")).to_have_text(secret)
    page.locator("input[name=code]").fill(code_for(secret))
    page.locator("main form button").click()
    page.wait_for_url("**/recovery-codes/")
    look(page, axe)

    sign_out(page)
    sign_in(page, email)
    page.wait_for_url("**/2fa/authenticate/")
    look(page, axe)
    page.locator("input[name=code]").fill(code_for(secret))
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url("**/en/desk/")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("where", ["login/", "password/reset/", "signup/", "inactive/", "password/reset/key/1-a-b/"])
def test_every_page_before_signing_in_is_sound(
    page: Page, axe: Callable[[Page], None], language: str, where: str
) -> None:
    page.goto(f"/{language}/account/{where}")
    look(page, axe)


def test_an_address_by_number_offers_no_passkey(page: Page) -> None:
    page.goto("/en/account/login/")
    expect(page.locator("form[data-passkey]")).to_be_hidden()


def test_signing_in_works_without_script(new_page: Callable[..., Page], account: Callable[[str], str]) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, account("no-script"))
    page.wait_for_url("**/en/desk/")
    page.goto("/en/account/2fa/webauthn/add/")
    confirm(page)
    expect(page.locator("[data-passkey-note]")).to_be_visible()
    expect(page.locator("form[data-passkey]")).to_be_hidden()


def test_attempts_are_counted_for_all_processes_together(new_page: Callable[..., Page], watch: Any) -> None:
    watch.expected = {429}
    statuses = []
    for _attempt in range(6):
        page = new_page(java_script_enabled=False)  # a line of its own: any process may answer
        page.goto("/en/account/login/")
        form = page.locator("form").filter(has=page.locator("input[type=password]"))
        form.locator("input[type=email]").fill("nobody.at.all@journey.example")
        form.locator("input[type=password]").fill("a guess")
        with page.expect_response(lambda answer: answer.request.method == "POST") as answering:
            form.locator("button[type=submit]").click()
        statuses.append(answering.value.status)
        page.context.close()
    assert statuses == [200] * 5 + [429]
