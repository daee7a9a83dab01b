"""One thing on a desk: what, until when, and the one link to where it is done."""

import datetime as dt
from dataclasses import dataclass

from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Item:
    """What is asked, as a sentence; until when, if there is a day; and where it is done."""

    what: str
    link: str
    word: StrOrPromise
    """The words of the link, such as “Reply”."""
    due: dt.date | None = None
    asked_by: str = ""
    rank: int = 0
    """Among things without a day: the smaller, the earlier."""
