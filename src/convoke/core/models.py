"""The tables core keeps, in one place for Django to find."""

from django.db import models

from .files.models import StoredFile
from .journal.models import JournalEntry, JournalHead
from .loading.models import LoadedRecord
from .work.models import Job

__all__ = ["Job", "JournalEntry", "JournalHead", "LoadedRecord", "Sourced", "StoredFile"]


class Sourced(models.Model):
    """A fact with the passages it was taken from: ``[{"file": …, "lines": "a-b"}]``."""

    passages = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True
