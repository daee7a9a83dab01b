"""What changed since I was last here: a reading mark, not domain data, so no operation and no journal entry.

A visit ends with a pause of half an hour or with the session. Two numbers of the journal are kept:

- in the **session**, the entry that had been the last one before this visit began; reloading the
  page or coming back within the half hour asks for the same number again, so nothing new is lost;
- on the **account** (``seen_entry``), the last entry there was when the desk was last looked at; the
  next visit, in this session or another, on this device or another, begins after it.

The mark only ever moves forward, by one conditional statement, and only when something was written
since: two tabs, or two devices, cannot move it back.
"""

import datetime as dt

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from convoke.directory.models import Account

KEY = "visit"
PAUSE = dt.timedelta(minutes=30)


def seen_before(session: SessionBase, account: Account, head: int, now: dt.datetime | None = None) -> int:
    """The number of the last journal entry before this visit; 0 for who is here for the first time.

    ``head`` is the number of the last entry there is. Moves the marks.
    """
    at = (now or timezone.now()).timestamp()
    visit = session.get(KEY) or {}
    goes_on = visit and at - visit["at"] < PAUSE.total_seconds()
    since = int(visit["since"]) if goes_on else account.seen_entry
    if not goes_on or at - visit["at"] > 60:
        session[KEY] = {"since": since, "at": at}
    if head > account.seen_entry:
        Account.objects.filter(pk=account.pk, seen_entry__lt=head).update(seen_entry=head)
    return since
