"""What the operations on the marketplace share."""

from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.periods import in_force
from convoke.core.policy import Denied, holders, readable
from convoke.directory.models import Party, Person
from convoke.editions.models import Edition
from convoke.editions.states import EditionState
from convoke.programme.models import Theme

from ..models import Interest, Marketplace, Service
from ..queries import offered_services
from ..rooms import sides_of

LONGEST_TITLE, LONGEST_TEXT, LONGEST_REASON = 200, 5000, 2000
Faults = dict[str, str]
"""What stands against what was given, by field."""


def locked_edition(edition: Edition) -> Edition:
    """The edition, locked; raises ValidationError for one that is closed, and for one without a marketplace."""
    present = Edition.objects.select_for_update().get(pk=edition.pk)
    if present.state == EditionState.CLOSED:
        raise ValidationError(_("This edition is closed; its marketplace takes nothing more."))
    if not Marketplace.objects.filter(edition=present).exists():
        raise ValidationError(_("This edition has no marketplace yet. The Chair or the task force sets it up first."))
    return present


def locked_room(room: Interest) -> Interest:
    """An interest with its two sides, locked."""
    found = Interest.objects.select_for_update(of=("self",))
    return found.select_related("request__edition", "request__party", "provider__party").get(pk=room.pk)


def side_for(actor: Actor, room: Interest, party: Party | None, model: type[Model], verb: str) -> Party:
    """The side of a room for which the actor speaks: the party named, or the government where it speaks for both.

    Raises Denied, for what was to be done with a model, for a party it does not speak for.
    """
    sides = sides_of(actor, room)
    if not sides or (party is not None and party not in sides):
        raise Denied(verb, holders(model, verb))
    return party or sides[0]


def check_services(edition: Edition, services: Iterable[str], faults: Faults) -> list[str]:
    """The kinds of help in their order, each once; notes a fault for one this marketplace does not have."""
    offered = offered_services(edition)
    if not set(services) <= set(offered):
        names = [str(Service(one).label) for one in offered]
        faults["services"] = _("Choose from: %(accepted)s.") % {"accepted": ", ".join(names)}
    return [one for one in offered if one in set(services)]


def check_languages(languages: Iterable[str], faults: Faults) -> list[str]:
    """The languages in their order, each once; notes a fault for one content cannot be in."""
    known = dict(settings.CONVOKE_CONTENT_LANGUAGES)
    if not set(languages) <= set(known):
        faults["languages"] = _("Choose from: %(accepted)s.") % {"accepted": ", ".join(known)}
    return [one for one in known if one in set(languages)]


def check_themes(actor: Actor, edition: Edition, themes: Sequence[Theme], faults: Faults) -> list[Theme]:
    """The themes; notes a fault for one of another edition."""
    found = list(readable(actor, Theme).filter(edition=edition, pk__in=[one.pk for one in themes]))
    if len(found) < len({one.pk for one in themes}):
        faults["themes"] = _("Choose themes of this edition's agenda.")
    return found


def check_person(person: Person | None, party_id: int, field: str, faults: Faults) -> None:
    """Notes a fault for a person who does not act for the party today."""
    if person is not None and not acts_for(person, party_id):
        faults[field] = _("Name a person who acts for this participant today.")


def words(text: Mapping[str, str], field: str, faults: Faults, most: int = LONGEST_TEXT) -> dict[str, str]:
    """A text without blanks around it and without empty languages; notes a fault for one that is too long."""
    found = {language: said.strip() for language, said in text.items() if said.strip()}
    if any(len(said) > most for said in found.values()):
        faults[field] = _("At most %(number)s signs are accepted.") % {"number": most}
    return found


def reason_given(reason: str, *, is_needed: bool = True, most: int = LONGEST_REASON) -> str:
    """A reason; raises ValidationError for one that is too long, and for none where it is needed."""
    text = reason.strip()
    if is_needed and not text:
        raise ValidationError({"reason": _("Say the reason; it is read by the participant concerned.")})
    if len(text) > most:
        raise ValidationError({"reason": _("A reason has at most %(number)s signs.") % {"number": most}})
    return text


def acts_for(person: Person, party_id: int) -> bool:
    """Whether a person holds a mandate of a party today."""
    return person.mandates.filter(in_force(clock.today()), party=party_id).exists()
