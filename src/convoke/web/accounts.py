"""Sign-in by e-mail and password, second factors; accounts are made by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by himself: an account comes with a mandate or an invitation (DIR-2)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors; the address of an invited account counts as verified."""

    def is_mfa_enabled(self, user: Any, types: list[str] | None = None) -> bool:
        return super().is_mfa_enabled(user, types)
