import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..audiences import Audience

GENESIS = "0" * 64


class AppendOnlyError(TypeError):
    """Raised on any attempt to change or delete what is only ever added to."""


class AppendOnlyQuerySet(models.QuerySet["JournalEntry"]):
    """A queryset that reads and adds; the database's triggers refuse the rest as well."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuses."""
        raise AppendOnlyError("journal entries are never changed")

    def delete(self) -> NoReturn:
        """Refuses."""
        raise AppendOnlyError("journal entries are never deleted")


class JournalHead(models.Model):
    """The last link of the chain; its row is locked while an entry is appended."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        verbose_name = _("journal head")

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"


class JournalEntry(models.Model):
    """Who did what, for which party, on what, when, and who may see it."""

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(_("at"), help_text=_("by the forum's clock"))
    recorded_at = models.DateTimeField(_("recorded at"), help_text=_("by the machine's clock"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_name = models.CharField(max_length=200, blank=True)
    party = models.CharField(max_length=80, blank=True)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_key = models.CharField(max_length=120, blank=True)
    edition = models.CharField(max_length=80, blank=True, db_index=True)
    audience = models.CharField(max_length=20, choices=Audience.choices)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["sequence"]
        indexes = [models.Index(fields=["object_type", "object_key"])]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.object_type} {self.object_key}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores a new entry; refuses to change one."""
        if not self._state.adding:
            raise AppendOnlyError("journal entries are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuses."""
        raise AppendOnlyError("journal entries are never deleted")

    def digest(self) -> str:
        """SHA-256 (hexadecimal) over the previous hash and all that the entry says."""
        said = {
            "sequence": self.sequence,
            "at": _stamp(self.at),
            "recorded_at": _stamp(self.recorded_at),
            "account": self.account_id,
            "actor_name": self.actor_name,
            "party": self.party,
            "verb": self.verb,
            "object_type": self.object_type,
            "object_key": self.object_key,
            "edition": self.edition,
            "audience": str(self.audience),
            "facts": _plain(self.facts),
        }
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(f"{self.previous_hash}\n{text}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    """A value as both databases give it back from JSON: text as keys, whole numbers without a point."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return int(Decimal(repr(value))) if isinstance(value, float) and value.is_integer() else value


def _stamp(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")
