"""The exercise's directory: states that do not exist, with focal points who can be reached, and some who cannot."""

import datetime as dt
from dataclasses import dataclass

from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.languages import sort_key
from convoke.core.models import LoadedRecord
from convoke.core.policy import require
from convoke.directory.models import Capacity, Channel, Gender, Mandate, Party, PartyKind, PartyName, Person


@dataclass(frozen=True)
class Way:
    """A channel: by what means, official or not, and why it cannot be relied on."""

    kind: str
    official: bool = False
    unreliable: str = ""


@dataclass(frozen=True)
class Held:
    """Someone who acts, or acted, for a state of the exercise."""

    name: str
    capacity: str = Capacity.FOCAL_POINT
    since: dt.date = dt.date(2006, 10, 2)
    until: dt.date | None = None
    language: str = "en"
    ways: tuple[Way, ...] = (Way(Channel.Kind.EMAIL, official=True),)
    designation: str = "Note verbale (exercise)"
    gender: str = ""
    """As the person of the exercise states it; empty for not stated."""


MAIL, MAIL_QUIET = Way(Channel.Kind.EMAIL, official=True), Way(Channel.Kind.EMAIL)
PHONE, FAX = Way(Channel.Kind.PHONE), Way(Channel.Kind.FAX)
BOUNCED = Way(Channel.Kind.EMAIL, official=True, unreliable="Messages came back: the mailbox is full (exercise)")
SILENT = Way(Channel.Kind.PHONE, unreliable="Nobody answered on three days (exercise)")

STATES: dict[str, tuple[Held, ...]] = {
    "Cardenia": (
        Held("Amaru Villaluz", ways=(MAIL, PHONE), language="es", gender=Gender.MAN),
        Held("Ines Torrecilla", Capacity.DEPUTY, ways=(MAIL,), language="es", gender=Gender.WOMAN),
    ),
    "Dorvania": (
        Held("Milo Brankov", ways=(MAIL, PHONE, FAX), gender=Gender.MAN),
        Held("Vera Dolnik", Capacity.CONTRIBUTOR, ways=()),
    ),
    "Estmark": (
        Held("Signe Ravnholt", ways=(BOUNCED,), gender=Gender.WOMAN),
        Held("Aksel Tornby", Capacity.DEPUTY, ways=(MAIL,)),
    ),
    "Feldora": (
        Held("Joana Mendes Altamira", ways=(MAIL, PHONE), language="fr", gender=Gender.WOMAN),
        Held("MENDES ALTAMIRA, Joana", Capacity.DELEGATE, since=dt.date(2007, 7, 9), until=dt.date(2007, 7, 12),
             ways=(MAIL_QUIET,)),
    ),
    "Galmora": (
        Held("Tomas Elquist", until=dt.date(2008, 2, 1), ways=(MAIL_QUIET,)),
        Held("Noor Sabahi", since=dt.date(2008, 2, 1), ways=(MAIL, PHONE), language="ar", gender=Gender.WOMAN),
    ),
    "Hestria": (Held("Petra Voskuijl", ways=(), language="nl"),),
    "Istovia": (Held("Bakary Sountou", ways=(MAIL, PHONE), language="fr", gender=Gender.MAN),),
    "Jorland": (),
    "Kelmania": (Held("Yusuf Almarai", ways=(BOUNCED, SILENT), language="ar"),),
    "Lorvia": (
        Held("Chandra Weliveri", ways=(MAIL,), gender=Gender.WOMAN),
        Held("Ruwan Peliyagoda", Capacity.DEPUTY, ways=(MAIL, PHONE)),
    ),
    "Merrowen": (Held("Elin Tregarth", until=dt.date(2008, 4, 1), ways=(MAIL,)),),
    "Norvale": (Held("Osei Badoo", ways=(MAIL, PHONE), gender=Gender.MAN),),
}
MISSIONS = ("Estmark", "Jorland", "Kelmania")
"""States whose permanent mission is known: the way on when nobody answers."""


def create(*, actor: Actor) -> int:
    """Creates what is missing of the exercise's states and people; gives how many states were made."""
    require(actor, "load", LoadedRecord)
    known = set(Party.objects.filter(is_exercise=True).values_list("code", flat=True))
    missing = [name for name in STATES if code_of(name) not in known]
    if not missing:
        return 0
    with operation(actor=actor, verb="create-exercise-network") as recording:
        for name in missing:
            _state(name)
        recording.facts = {"parties": [code_of(name) for name in missing]}
    return len(missing)


def code_of(name: str) -> str:
    """The code of a state of the exercise."""
    return f"exercise-{name.lower()}"


def _state(name: str) -> None:
    party = Party.objects.create(code=code_of(name), kind=PartyKind.STATE, is_exercise=True)
    said = f"{name} (exercise)"
    PartyName.objects.create(party=party, language="en", name=said, sort_key=sort_key(said))
    for number, held in enumerate(STATES[name], start=1):
        _person(party, name.lower(), number, held)
    if name in MISSIONS:
        Channel.objects.create(party=party, kind=Channel.Kind.MISSION, address=f"Permanent Mission of {said}, Geneva",
                               is_official=True)


def _person(party: Party, place: str, number: int, held: Held) -> None:
    person = Person.objects.create(
        code=f"exercise-{place}-{number}", name=f"{held.name} (exercise)", language=held.language, is_exercise=True,
        gender=held.gender,
    )
    Mandate.objects.create(
        person=person, party=party, capacity=held.capacity, since=held.since, until=held.until,
        designation=held.designation, note_date=held.since,
    )
    for order, way in enumerate(held.ways):
        Channel.objects.create(
            person=person, kind=way.kind, address=_address(place, held, way), order=order, is_official=way.official,
            unreliable_since=dt.date(2008, 5, 5) if way.unreliable else None, unreliable_reason=way.unreliable,
        )


def _address(place: str, held: Held, way: Way) -> str:
    if way.kind == Channel.Kind.EMAIL:
        words = sorted(word for word in held.name.lower().replace(",", "").split())
        return f"{'.'.join(words)}@{place}.example.org"
    return f"+999 555 {sum(map(ord, place)) % 9000 + 1000}{' 9' if way.kind == Channel.Kind.FAX else ''}"
