"""What the directory takes from a data folder: further bodies and the people named in it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.core.languages import sort_key
from convoke.core.loading.models import LoadedRecord
from convoke.core.loading.rows import Folder, Kind, Loader, Ref, Row, passages, place
from convoke.core.loading.source import Place

from .models import Capacity, Mandate, Party, PartyKind, PartyName, Person

PARTY = Kind("party", Party, ("code",))
PARTY_NAME = Kind("party name", PartyName, ("party__code", "language", "until"))
PERSON = Kind("person", Person, ("code",))
MANDATE = Kind("mandate", Mandate, ("person__code", "party__code", "capacity", "since"))


class Parties:
    """Finds the party that a code, an acronym or an English name stands for.

    Knows the parties in the database and the bodies a folder adds.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.by_word: dict[str, str] = {}
        names = dict(
            PartyName.objects.filter(language="en", until=None).values_list("party__code", "name")
        )
        for code, acronym in Party.objects.filter(is_exercise=False).values_list("code", "acronym"):
            for word in (code, acronym, names.get(code)):
                if word:
                    self.by_word.setdefault(word.casefold(), code)
        for acronym, body in (folder.get("programme.yaml").get("organisations") or {}).items():
            known = self.by_word.get(acronym.casefold()) or self.by_word.get(body["name"].casefold())
            code = known or slugify(acronym)
            self.by_word.setdefault(acronym.casefold(), code)
            self.by_word.setdefault(body["name"].casefold(), code)

    def code(self, word: str | None) -> str | None:
        """The code of the party meant by ``word``; None for none and for an unknown one."""
        if not word:
            return None
        return self.by_word.get(word.casefold()) or self.by_word.get(
            word.removeprefix("Government of ").removeprefix("the ").casefold()
        )

    def ref(self, word: str | None, where: Place) -> Ref | None:
        """A reference to the party meant; notes a fault when there is none of that name."""
        if not word:
            return None
        code = self.code(word)
        if code is None:
            self.folder.fault(
                where,
                _("“%(word)s” is no party. Accepted: ISO alpha-3 codes, acronyms listed under “organisations”, "
                  "English names.") % {"word": word},
            )
            return None
        return Ref("party", (code,))


def person_ref(name: str) -> Ref:
    """The reference to a person by the name as spelt in the source."""
    return Ref("person", (slugify(name),))


def entry_party(parties: Parties, entry: Mapping[str, Any], where: Place) -> Ref | None:
    """The government or body a person is listed with."""
    return parties.ref(entry.get("country") or entry.get("organisation"), where)


def _rows(folder: Folder) -> Iterator[Row]:
    yield from _bodies(folder)
    people: dict[str, Row] = {}
    for entry, where in _people(folder):
        key = slugify(entry["name"])
        said = {"code": key, "name": entry["name"], "honorific": "", "is_published": True}
        new = Row("person", (key,), where, said)
        known = people.setdefault(key, new)
        known.fields["honorific"] = known.fields["honorific"] or entry.get("honorific") or ""
    yield from people.values()
    yield from _mandates(folder)


def _bodies(folder: Folder) -> Iterator[Row]:
    own = LoadedRecord.objects.filter(dataset=folder.dataset, kind=PARTY.name).values_list("key", flat=True)
    known = set(Party.objects.values_list("code", flat=True)) - set(own)
    parties = Parties(folder)
    loaded = folder.get("programme.yaml").get("organisations") or {}
    for acronym, body in loaded.items():
        where, code = place("programme.yaml", body), parties.code(acronym) or slugify(acronym)
        if code in known:
            continue
        yield Row("party", (code,), where, {"code": code, "acronym": acronym, "kind": PartyKind.ORGANISATION})
        for language, name in folder.translated("organisation", acronym, "name", body["name"]).items():
            yield Row(
                "party name",
                (code, language, "None"),
                where,
                {
                    "party": Ref("party", (code,)),
                    "language": language,
                    "name": name,
                    "sort_key": sort_key(name),
                    "until": None,
                },
            )


def _people(folder: Folder) -> Iterator[tuple[Mapping[str, Any], Place]]:
    programme = folder.get("programme.yaml")
    for session in programme.get("sessions", []):
        for entry in session["panel"]:
            yield entry, place("programme.yaml", entry)
    for plenary in programme.get("plenaries", []):
        for part in plenary.get("parts", []):
            for entry in [*part.get("chairs", []), *part.get("speakers", [])]:
                yield entry, place("programme.yaml", entry)
        for item in plenary.get("agenda", []):
            if item.get("speaker"):
                yield item["speaker"], place("programme.yaml", item)
    for roundtable in programme.get("roundtables", []):
        for entry in (roundtable["coordinator"], roundtable["chief_rapporteur"], *roundtable["note_takers"]):
            yield entry, place("programme.yaml", entry)
    for officer in folder.get("edition.yaml").get("officers", []):
        if _is_person(officer):
            yield {"name": officer["holder"]}, place("edition.yaml", officer)


def _is_person(officer: Mapping[str, Any]) -> bool:
    return not officer["holder"].startswith("Government of")


_CAPACITIES = {
    "executive-director": Capacity.EXECUTIVE_DIRECTOR,
    "coordinator": Capacity.COORDINATOR,
}


def _mandates(folder: Folder) -> Iterator[Row]:
    """The officers of the edition hold their mandates until the meeting's follow-up is handed over."""
    parties = Parties(folder)
    host = (folder.get("edition.yaml").get("edition") or {}).get("host_country")
    for officer in folder.get("edition.yaml").get("officers", []):
        if not _is_person(officer):
            continue
        where = place("edition.yaml", officer)
        capacity = next((c for prefix, c in _CAPACITIES.items() if officer["id"].startswith(prefix)), Capacity.OTHER)
        party = parties.ref(officer.get("country") or (host if capacity != Capacity.OTHER else None), where)
        yield Row(
            "mandate",
            (slugify(officer["holder"]), party.key[0] if party else "None", capacity.value, "None"),
            where,
            {
                "person": person_ref(officer["holder"]),
                "party": party,
                "capacity": capacity.value,
                "title": officer["role"],
                "since": None,
                "passages": passages(officer),
            },
        )


LOADER = Loader("directory", (PARTY, PARTY_NAME, PERSON, MANDATE), _rows)
