"""ED-2: telling the Troika that one would chair, and what becomes of it."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.directory.models import Party, PartyKind
from convoke.directory.queries import Names

from ..models import Edition, Forum, HostingInterest
from ..states import HOSTING, EditionState, HostingState

AHEAD = 20
"""How many years ahead one may offer to host."""


def express_interest(
    *, actor: Actor, forum: Forum, party: Party, year: int, text: str, city: str = ""
) -> HostingInterest:
    """ED-2: a government tells the Troika that it would chair the edition of a year.

    Raises Denied for who does not act for the party, and ValidationError (by field) for a
    year that is over, too far ahead or taken, for no text, and for a second time.
    """
    interest = HostingInterest(
        forum=forum, party=party, year=year, city=city.strip(), text=text.strip(), expressed_at=clock.now()
    )
    require(actor, "express", interest)
    try:
        with operation(actor=actor, verb="express-interest", party=party.code, audience=Audience.PARTY) as recording:
            _check(interest)
            interest.full_clean(exclude=["forum", "party"], validate_unique=False, validate_constraints=False)
            interest.save()
            recording.on = interest
            recording.facts = {"year": year, "city": interest.city}
    except IntegrityError as error:
        raise _twice(year) from error
    return interest


def withdraw_interest(*, actor: Actor, interest: HostingInterest) -> HostingInterest:
    """ED-2: the government takes its expression of interest back; what was said stays on record."""
    require(actor, "withdraw", interest)
    with operation(
        actor=actor, verb="withdraw-interest", on=interest, party=interest.party.code, audience=Audience.PARTY
    ) as recording:
        present = _to(interest, HostingState.WITHDRAWN)
        present.save(update_fields=["state", "over_at"])
        recording.facts = {"year": present.year}
    return present


def accept_interest(*, actor: Actor, interest: HostingInterest) -> Edition:
    """ED-2: the Chair takes up an expression of interest: the edition of its year is linked, or announced.

    Whether the chair alternates (ED-1) is shown and bars nothing. Raises Denied, and ValidationError
    for one that is over, for a year another government chairs, and for one before the last edition.
    """
    require(actor, "accept", interest)
    with operation(
        actor=actor, verb="accept-interest", on=interest, party=interest.party.code, audience=Audience.PUBLIC
    ) as recording:
        present = _to(interest, HostingState.ACCEPTED)
        edition = _edition_of(present)
        present.edition = edition
        present.save(update_fields=["state", "over_at", "edition"])
        recording.facts = {"year": present.year, "edition": edition.code}
    return edition


def _check(interest: HostingInterest) -> None:
    this_year = clock.today().year
    faults: dict[str, str] = {}
    if interest.party.kind != PartyKind.STATE:
        raise ValidationError(_("ED-2: a government offers to chair. Accepted: a state."))
    if not this_year <= interest.year <= this_year + AHEAD:
        faults["year"] = _("Accepted: a year from %(first)s to %(last)s.") % {
            "first": this_year, "last": this_year + AHEAD}
    if not interest.text:
        faults["text"] = _("Say in a few words what your government offers.")
    taken = Edition.objects.filter(forum=interest.forum, year=interest.year).exclude(chair=None)
    other = taken.exclude(chair=interest.party).select_related("chair").first()
    if other is not None:
        faults["year"] = _("%(year)s has a chair already: %(party)s. Accepted: another year.") % {
            "year": interest.year, "party": Names().name(other.chair) if other.chair else ""}
    if faults:
        raise ValidationError(faults)
    own = HostingInterest.objects.filter(forum=interest.forum, party=interest.party, year=interest.year)
    if own.exclude(state=HostingState.WITHDRAWN).exists():
        raise _twice(interest.year)


def _twice(year: int) -> ValidationError:
    return ValidationError(
        {"year": _("ED-2: your government has told the Troika already that it would chair in %(year)s.") % {
            "year": year}}
    )


def _to(interest: HostingInterest, state: HostingState) -> HostingInterest:
    present = HostingInterest.objects.select_for_update(of=("self",)).select_related("party", "forum").get(
        pk=interest.pk)
    if state not in HOSTING[HostingState(present.state)]:
        raise ValidationError(_("This expression of interest is no longer before the Troika: %(state)s.") % {
            "state": present.get_state_display()})
    present.state, present.over_at = state, clock.now()
    return present


def _edition_of(interest: HostingInterest) -> Edition:
    """The edition of the year an interest is for: the one there is, or a new one that is announced."""
    known = Edition.objects.select_for_update(of=("self",)).filter(forum=interest.forum).order_by("ordinal")
    editions = list(known)
    found = next((one for one in editions if one.year == interest.year), None)
    if found is not None:
        if found.chair_id not in (None, interest.party_id):
            raise ValidationError(_("The edition of %(year)s has another chair.") % {"year": interest.year})
        found.chair = interest.party
        found.save(update_fields=["chair"])
        return found
    last = editions[-1] if editions else None
    if last is not None and last.year > interest.year:
        raise ValidationError(_("An edition of %(last)s is on record. Accepted: a year after it.") % {
            "last": last.year})
    place = interest.city or Names("en").name(interest.party)
    code = slugify(f"{place} {interest.year}")[:70]
    if Edition.objects.filter(code=code).exists():
        code = f"{code}-{interest.forum.code}"[:80]
    return Edition.objects.create(
        forum=interest.forum, code=code, ordinal=last.ordinal + 1 if last else 1, chair=interest.party,
        host=interest.party, city={"en": interest.city} if interest.city else {}, year=interest.year,
        state=EditionState.ANNOUNCED,
    )
