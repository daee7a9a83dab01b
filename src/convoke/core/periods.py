"""Periods: a question to the directory is always asked as of a date."""

import datetime as dt

from django.db.models import Q


def in_force(date: dt.date) -> Q:
    """The condition that a period with ``since`` and ``until`` covers a date."""
    return (Q(since__isnull=True) | Q(since__lte=date)) & (Q(until__isnull=True) | Q(until__gt=date))
