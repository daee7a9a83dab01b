from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .people import Person


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the e-mail address is the name to sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """A new account; without a password it can only be entered by a reset link."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with an e-mail address, in whatever case it is written."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser, PermissionsMixin):
    """The key to sign in with. It carries no rights: those come from mandates (DIR-2)."""

    email = models.EmailField(_("e-mail address"), unique=True)
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="account")
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", help_text=_("for deadlines and meetings")
    )
    seen_entry = models.PositiveBigIntegerField(
        default=0, help_text=_("number of the last journal entry at the visit before this one")
    )
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_once_in_any_case")]

    def __str__(self) -> str:
        return str(self.person) if self.person else self.email
