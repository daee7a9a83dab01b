"""Finding parties and people by a word, whatever its accents and capitals, in any language."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.core.versioned import versioned

from .models import Channel, Party, PartyName, Person

_SIGNS = re.compile(r"[^\w]+")


def folded(word: str) -> str:
    """A word as it is compared: without accents, capitals and signs (“Côte d’Ivoire” → “cote d ivoire”)."""
    plain = unicodedata.normalize("NFKD", word)
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _SIGNS.sub(" ", bare.casefold().replace("ı", "i")).strip()


def matches(asked: str, text: str) -> bool:
    """Whether each word asked for begins a word of a text; both are folded."""
    words = f" {text}"
    return all(f" {word}" in words for word in asked.split())


@versioned(size=2)
def party_words() -> dict[int, str]:
    """What each party can be found by: its names in all languages and times, codes and acronym; two queries."""
    words: dict[int, list[str]] = {
        pk: [code.replace("exercise-", ""), code, acronym, iso2 or "", iso3 or ""]
        for pk, code, acronym, iso2, iso3 in Party.objects.values_list("pk", "code", "acronym", "iso2", "iso3")
    }
    for pk, name in PartyName.objects.values_list("party_id", "name"):
        words[pk].append(name)
    return {pk: " | ".join(folded(word) for word in own if word) for pk, own in words.items()}


def parties_found(asked: str) -> frozenset[int]:
    """The numbers of the parties a word finds; all of them for no word."""
    plain = folded(asked)
    own = party_words()
    if asked.strip() and not plain:
        return frozenset()
    return frozenset(pk for pk, text in own.items() if any(matches(plain, part) for part in text.split(" | ")))


@versioned(size=2)
def people_words() -> tuple[tuple[int, str, str], ...]:
    """Everyone who is found: number, what they are found by, and folded name, in the order of names; one query."""
    rows = Person.objects.filter(merged_into=None).values_list("pk", "name", "code")
    found = [(pk, folded(f"{name} {code.replace('-', ' ')}"), folded(name)) for pk, name, code in rows]
    return tuple((pk, f" {words}", name) for pk, words, name in sorted(found, key=lambda row: (row[2], row[0])))


def people_found(actor: Actor, asked: str = "") -> list[int]:
    """The numbers of the people a word finds and the actor may read, in the order of names; two queries."""
    wanted = [f" {word}" for word in folded(asked).split()]
    if asked.strip() and not wanted:
        return []
    found = _people_read(actor)
    for word in wanted:
        found = tuple(row for row in found if word in row[1])
    return [pk for pk, _words in found]


@versioned(size=16)
def _people_read(actor: Actor) -> tuple[tuple[int, str], ...]:
    may = frozenset(readable(actor, Person).values_list("pk", flat=True))
    return tuple((pk, words) for pk, words, _name in people_words() if pk in may)


@dataclass(frozen=True)
class Likely:
    """People who may be one: why, and their numbers."""

    reason: str
    people: tuple[int, ...]


@versioned(size=2)
def likely_duplicates() -> tuple[Likely, ...]:
    """Groups of people with the same name (in whatever order and spelling) or the same e-mail address; two queries."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for pk, _words, name in people_words():
        plain = " ".join(sorted(word for word in name.split() if word != "exercise"))
        by_name[plain].append(pk)
    found = {tuple(sorted(people)): "name" for people in by_name.values() if len(people) > 1}
    by_address: dict[str, set[int]] = defaultdict(set)
    rows = Channel.objects.filter(kind=Channel.Kind.EMAIL, until=None, person__merged_into=None, person__isnull=False)
    for person, address in rows.values_list("person_id", "address"):
        by_address[address.casefold()].add(person)
    for people in by_address.values():
        if len(people) > 1:
            found.setdefault(tuple(sorted(people)), "address")
    return tuple(Likely(reason, people) for people, reason in found.items())
