"""What several operations do inside the transaction they run in."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.core import clock, formats

from ..models import Capacity, Gender, Invitation, Mandate, Party, Person
from ..rules import Period, dir_1_no_two_focal_points, overlap

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
"""The days a mandate can begin or end on."""
NAME = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class NewPerson:
    """Someone the directory does not know yet."""

    name: str
    honorific: str = ""
    language: str = ""
    is_exercise: bool = False
    gender: str = ""
    """As the person, or who designates them, states it; empty for not stated."""


def entered(new: NewPerson) -> Person:
    """A new person with a code of their own.

    Raises ValidationError for a name without letters, a language or a word for a gender that is not accepted.
    """
    name = clean_name(new.name)
    check_language(new.language)
    check_gender(new.gender)
    return Person.objects.create(
        code=free_code(name), name=name, honorific=new.honorific.strip()[:60], language=new.language,
        is_exercise=new.is_exercise, gender=new.gender,
    )


def clean_name(name: str) -> str:
    """A name without stray blanks; raises ValidationError for one that has no letter or is too long."""
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if not NAME.search(plain) or len(plain) > 200:
        raise ValidationError({"name": _("Please give the name: letters, 200 signs at most.")})
    return plain


def check_language(language: str) -> None:
    """Raises ValidationError for a language the forum does not speak."""
    if language and language not in dict(settings.LANGUAGES):
        accepted = ", ".join(dict(settings.LANGUAGES))
        raise ValidationError({"language": _("Accepted languages: %(accepted)s.") % {"accepted": accepted}})


def check_gender(gender: str) -> None:
    """Raises ValidationError for a word the directory does not record."""
    if gender and gender not in Gender.values:
        accepted = ", ".join(filter(None, Gender.values))
        raise ValidationError({"gender": _("Accepted: %(accepted)s, or nothing for not stated.") % {
            "accepted": accepted}})


def free_code(name: str) -> str:
    """A code made from a name that nobody has yet."""
    stem = slugify(name)[:100] or "person"
    known = set(Person.objects.filter(code__startswith=stem).values_list("code", flat=True))
    code, number = stem, 2
    while code in known:
        code, number = f"{stem}-{number}", number + 1
    return code


def check_day(day: dt.date | None, field: str) -> None:
    """Raises ValidationError for a day that can only be a slip of the pen."""
    if day and not EARLIEST <= day <= LATEST:
        raise ValidationError({field: _("Accepted: a day between 1900 and 2100.")})


def check_period(since: dt.date | None, until: dt.date | None) -> None:
    """Raises ValidationError for a mandate that ends before, or on the day, it begins."""
    if since and until and until <= since:
        raise ValidationError({"until": _("A mandate ends after the day it begins: the end must be later than %(day)s.")
                               % {"day": formats.date(since)}})


def lock(party: Party | None) -> None:
    """Has others who change the mandates of the same party wait until this transaction is over."""
    if party is not None:
        Party.objects.select_for_update().get(pk=party.pk)


def check_free(mandate: Mandate, besides: Sequence[int] = ()) -> None:
    """DIR-1, and the same for one person: nobody else holds it on any day of the period.

    Raises ValidationError that names who does; ``besides`` are mandates not to be looked at.
    """
    period: Period = (mandate.since, mandate.until)
    others = Mandate.objects.filter(party=mandate.party, capacity=mandate.capacity).exclude(pk__in=besides)
    for other in others.filter(person=mandate.person):
        if overlap(period, (other.since, other.until)):
            raise ValidationError(
                _("%(person)s holds this capacity for the same party already on days of this period (%(period)s).")
                % {"person": mandate.person, "period": said(other)}
            )
    if mandate.capacity == Capacity.FOCAL_POINT:
        for other in others.select_related("person"):
            if not dir_1_no_two_focal_points(period, [(other.since, other.until)]):
                raise ValidationError(
                    _("DIR-1: a party has one focal point at a time; %(person)s is it on days of this period "
                      "(%(period)s). Replace the focal point, or choose other dates.")
                    % {"person": other.person, "period": said(other)}
                )


def said(mandate: Mandate) -> str:
    """The period of a mandate in words."""
    if mandate.since and mandate.until:
        return _("from %(since)s until %(until)s") % {
            "since": formats.date(mandate.since), "until": formats.date(mandate.until)}
    if mandate.since:
        return _("since %(since)s") % {"since": formats.date(mandate.since)}
    if mandate.until:
        return _("until %(until)s") % {"until": formats.date(mandate.until)}
    return _("without a date")


def revoke_open(mandates: Sequence[int]) -> int:
    """Revokes the open invitations on mandates; gives their number."""
    return Invitation.objects.filter(mandate__in=mandates, state=Invitation.State.SENT).update(
        state=Invitation.State.REVOKED, over_at=clock.now()
    )
