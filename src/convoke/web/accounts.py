"""Sign-in by e-mail and password or by passkey, second factors, and the words around them.

Accounts come with a mandate (DIR-2): nobody signs up, and the address of an
account counts as confirmed, since the invitation went to it. Security runs on
real time, never on the clock of a demonstration.
"""

import math
import struct
import time
from collections.abc import Callable, Mapping
from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from qrcode.main import QRCode  # type: ignore[import-untyped]

from convoke.directory.models import Account
from convoke.editions.queries import forum

MINUTE = 60
LIMITED = {
    "account_login": "login",
    "account_reset_password": "reset_password",
    "account_reset_password_from_key": "reset_password_from_key",
    "account_change_password": "change_password",
    "account_reauthenticate": "reauthenticate",
    "invitation": "invitation",
    "mfa_reauthenticate": "reauthenticate",
    "mfa_reauthenticate_webauthn": "reauthenticate",
}
"""The limits of ``ACCOUNT_RATE_LIMITS`` by the page they guard."""


def forum_name() -> str:
    """The forum's name in the active language; the product's before a forum is loaded."""
    found = forum()
    return str(found.name) if found else "Convoke"


def forum_mark() -> str:
    """The forum's acronym, where a short name is wanted."""
    found = forum()
    return (found.acronym or str(found.name)) if found else "Convoke"


def confirm_address(account: Account) -> None:
    """DIR-2: has the address of an account count as confirmed, and as its only one."""
    known = EmailAddress.objects.filter(user=account)
    if list(known.values_list("email", "verified", "primary")) == [(account.email.lower(), True, True)]:
        return
    known.exclude(email=account.email.lower()).delete()
    EmailAddress.objects.update_or_create(
        user=account, email=account.email.lower(), defaults={"verified": True, "primary": True}
    )


def too_many_attempts(request: HttpRequest, *, action: str = "", key: str = "") -> HttpResponse:
    """429: how many attempts are accepted in which time, and when the next one is."""
    page = request.resolver_match.url_name if request.resolver_match else ""
    limited = action or LIMITED.get(page or "", "")
    rate, wait = limit_reached(request, limited, key or request.POST.get("email", "").lower()) or (None, MINUTE)
    context = {
        "attempts": rate.amount if rate else 0,
        "within": math.ceil(rate.duration / MINUTE) if rate else 0,
        "minutes": math.ceil(wait / MINUTE),
        "signing_in": action == "login_failed",
    }
    response = render(request, "account/too_many_attempts.html", context, status=429)
    response["Retry-After"] = str(wait)
    return response


def limit_reached(request: HttpRequest, action: str, key: str) -> tuple[ratelimit.Rate, int] | None:
    """The limit of an action that is reached now, with the seconds until it is open again."""
    where, now = {"app": "allauth.account", "action": action}, time.time()
    reached = []
    for rate in ratelimit.get_rates(**where):
        history = cache.get(ratelimit.get_cache_key(request, rate=rate, key=key, **where), [])
        live = [moment for moment in history if moment > now - rate.duration]
        if len(live) >= rate.amount:
            reached.append((rate, math.ceil(min(live) + rate.duration - now)))
    return max(reached, key=lambda found: found[1], default=None)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """How accounts are entered, and what their holders are told."""

    error_messages: Mapping[str, Any] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy(
            "The e-mail address and the password do not belong together. Please check both; "
            "capital letters count in the password."
        ),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "incorrect_code": gettext_lazy("This code was not accepted. Please enter the one shown now."),
        "too_many_login_attempts": gettext_lazy(
            "Too many attempts were not accepted. Please wait five minutes and try again."
        ),
        "rate_limited": gettext_lazy("Too many attempts were not accepted. Please wait five minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """DIR-2: nobody signs up by himself: an account comes with a mandate."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Answers too many failures with a page of its own; raises it for the middleware to send."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refusal:
            key = self._get_login_attempts_cache_key(request, **credentials)
            raise ImmediateHttpResponse(too_many_attempts(request, action="login_failed", key=key)) from refusal

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        """Lets no deactivated account in; an active one's address counts as confirmed."""
        refusal: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if refusal is None:
            confirm_address(user)
        return refusal

    def login(self, request: HttpRequest, user: Account) -> None:
        """Starts a session that ends with the browser unless its holder asked otherwise."""
        if "_session_expiry" not in request.session:
            request.session.set_expiry(0)
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """Leads on in the language of the account, and has the browser remember it."""
        with translation.override(user.language):
            response: HttpResponse = super().post_login(request, user, **kwargs)
        response["Location"] = translate_url(response["Location"], user.language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            domain=settings.LANGUAGE_COOKIE_DOMAIN,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """After a new password one signs in with it."""
        return reverse("settings" if request.user.is_authenticated else "account_login")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to confirm who one is, in our words."""
        words = {
            "reauthenticate": _("Use the password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        return [
            {**method, "description": words.get(method["id"], method["description"])}
            for method in super().get_reauthentication_methods(user)
        ]

    def format_email_subject(self, subject: str) -> str:
        """The subject of a message, with the forum's short name."""
        return f"{forum_mark()}: {subject}"

    def send_password_reset_mail(self, user: Account, email: str, context: dict[str, Any]) -> None:
        """Sends the link at which a new password is set, in the language of the account."""
        address = translate_url(context["password_reset_url"], user.language)
        super().send_password_reset_mail(user, email, {**context, "password_reset_url": address})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends a message in the language of the account it goes to, else in the page's."""
        account = Account.objects.select_related("person").filter(email__iexact=email).first()
        language = account.language if account else translation.get_language()
        with translation.override(language):
            words = {
                "account": account,
                "forum_name": forum_name(),
                "forum_address": self.request.build_absolute_uri(reverse("home")),
                "settings_address": self.request.build_absolute_uri(reverse("settings")),
                "reset_address": self.request.build_absolute_uri(reverse("account_reset_password")),
                "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
            }
            super().send_mail(template_prefix, email, {**context, **words})


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors and passkeys, under the forum's name."""

    error_messages: Mapping[str, Any] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This was not accepted. Please enter the code shown now, or use the passkey again."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes stand in for a second factor. Please set up an app or a passkey first."
        ),
    }

    def get_totp_issuer(self) -> str:
        """The name under which an authenticator app lists the account."""
        return forum_mark()

    def build_totp_svg(self, url: str) -> SafeString:
        """The address for an authenticator app as a picture that stands in the page itself."""
        code = QRCode()
        code.add_data(url)
        matrix = code.get_matrix()
        dark = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark
        )
        return format_html(
            '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}" shape-rendering="crispEdges">'
            '<rect width="{size}" height="{size}" fill="#fff"/><path d="{dark}" fill="#000"/></svg>',
            size=len(matrix),
            label=_("The key as a picture, for the camera of an authenticator app; it is written out below."),
            dark=dark,
        )

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """A name to begin with; its holder may choose a better one."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom a passkey belongs to, as the device shows it."""
        return {**super().get_public_key_credential_rp_entity(), "name": forum_name()}


WORDS = {
    "login": gettext_lazy("E-mail address"),
    "email": gettext_lazy("E-mail address"),
    "password": gettext_lazy("Password"),
    "remember": gettext_lazy("Keep me signed in on this device"),
    "oldpassword": gettext_lazy("Present password"),
    "password1": gettext_lazy("New password"),
    "password2": gettext_lazy("New password, once more"),
    "code": gettext_lazy("Code"),
    "name": gettext_lazy("Name of the passkey"),
    "passwordless": gettext_lazy("Sign in with it alone"),
}
HELP = {
    "name": gettext_lazy("For example the device it is kept on, to tell it from others."),
    "passwordless": gettext_lazy(
        "The device then asks for your fingerprint, face or PIN. Otherwise it is asked for after the password."
    ),
}
UNSOUND = (AttributeError, LookupError, TypeError, ValueError, struct.error, InvalidSignature)
"""What reading an answer raises that no device gives; the library lets some of it through."""
LEFT_TO_RIGHT = ("login", "email", "code")


class InOurWords:
    """A form with the forum's words: labels above the fields instead of hints inside them."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = WORDS.get(name, field.label)
            if name != "password1":
                field.help_text = HELP.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name in LEFT_TO_RIGHT:
                field.widget.attrs["dir"] = "ltr"


class SignInForm(InOurWords, account_forms.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class PasswordChangeForm(InOurWords, account_forms.ChangePasswordForm):  # type: ignore[misc]
    """The present password and a new one."""


class PasswordSetForm(InOurWords, account_forms.SetPasswordForm):  # type: ignore[misc]
    """A first password for an account that has none."""


class PasswordResetForm(InOurWords, account_forms.ResetPasswordForm):  # type: ignore[misc]
    """The address a reset link is sent to."""


class PasswordFromLinkForm(InOurWords, account_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, at the link that was sent."""


class PasswordConfirmForm(InOurWords, account_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more before something that protects the account is changed."""


class CodeForm(InOurWords, factor_forms.AuthenticateForm):  # type: ignore[misc]
    """The code of an app, or a recovery code, as the second step of signing in."""


class CodeConfirmForm(InOurWords, factor_forms.ReauthenticateForm):  # type: ignore[misc]
    """A code once more before something that protects the account is changed."""


class AppForm(InOurWords, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class FromDevice:
    """A form that carries what a device answered; whatever else is sent in its place is refused."""

    def clean(self) -> Any:
        """Refuses an answer that no device gives, as a new passkey."""
        return self._sound(super().clean)  # type: ignore[misc]

    def _sound(self, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except UNSOUND as fault:
            raise SecondFactorAdapter().validation_error("incorrect_code") from fault


class Shown(FromDevice):
    """A form by which a passkey is shown."""

    def clean_credential(self) -> Any:
        """Refuses an answer that no device gives, as a passkey that is there."""
        return self._sound(super().clean_credential)  # type: ignore[misc]


class PasskeyForm(InOurWords, FromDevice, passkey_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey: its name, and what the device answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class PasskeySignInForm(Shown, passkey_forms.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of address and password."""


class PasskeyStepForm(Shown, passkey_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step of signing in."""


class PasskeyConfirmForm(Shown, passkey_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more before something that protects the account is changed."""


class PasskeyNameForm(InOurWords, passkey_forms.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""
