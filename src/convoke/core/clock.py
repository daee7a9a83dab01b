"""The one source of time for the domain.

A demonstration can stand at a date of its own: the date is fixed by the
setting ``CONVOKE_DATE`` and the time of day goes on as usual, so that the
order of what is recorded stays right. Sign-in, sessions and tokens do not ask
this clock: security runs on real time.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone


def standing_at() -> dt.date | None:
    """The date the demonstration stands at, or None when the clock is real."""
    return settings.CONVOKE_DATE


def now() -> dt.datetime:
    """The present moment of the forum, aware and in UTC."""
    real = timezone.now()
    standing = standing_at()
    if standing is None:
        return real
    return dt.datetime.combine(standing, real.timetz())


def today() -> dt.date:
    """The present date of the forum (UTC)."""
    return now().date()
