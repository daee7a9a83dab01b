"""The world with a number for each country; boundaries imply no endorsement."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from convoke.directory.models import Party
from convoke.directory.queries import Names

STEPS = (1, 2, 4, 8)
"""From which number on a country is drawn one shade darker."""


@dataclass(frozen=True)
class Country:
    """A country as drawn: its shape, or a dot where the shape is too small to be seen."""

    iso3: str
    code: str
    name: str
    count: int
    dot: tuple[float, float] | None
    note: str = ""
    """What is said of it instead of the number."""

    @property
    def level(self) -> int:
        """The shade, 1 to 4."""
        return sum(self.count >= step for step in STEPS)


@dataclass(frozen=True)
class World:
    """The drawing and, in the same figures, its table."""

    view_box: str
    plain: tuple[str, ...]
    countries: tuple[Country, ...]


@cache
def geometry() -> dict[str, Any]:
    """Centres of countries, which shapes there are, and which are too small to be seen."""
    path = Path(__file__).parent.parent / "geometry" / "world.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


@cache
def outlines() -> dict[str, str]:
    """The outline of every shape, for drawings that stand in a file of their own."""
    sprite = (Path(__file__).parent.parent / "static" / "web" / "world.svg").read_text(encoding="utf-8")
    return dict(re.findall(r'<path id="([A-Z]+)" d="([^"]+)"', sprite))


def draw(counts: Counter[str], names: Names, notes: Mapping[str, str] | None = None) -> World:
    """Colours the countries counted; takes ``{ISO alpha-3: number}``, names for the labels, and what to say instead."""
    shapes = geometry()
    paths, tiny = set(shapes["paths"]), set(shapes["tiny"])
    parties = {party.iso3: party for party in Party.objects.filter(iso3__in=sorted(counts))}
    countries = []
    for iso3, count in counts.items():
        party = parties.get(iso3)
        if party is None:
            continue
        centre = shapes["centres"].get(iso3)
        small = iso3 in tiny or iso3 not in paths
        dot = (centre[0], centre[1]) if small and centre else None
        countries.append(Country(iso3, party.code, names.name(party), count, dot, (notes or {}).get(iso3, "")))
    countries.sort(key=lambda country: (-country.count, names.key(parties[country.iso3])))
    plain = tuple(path for path in shapes["paths"] if path not in counts and path not in ("SPHERE", "GRATICULE"))
    view_box = " ".join(map(str, shapes.get("viewBoxCropped") or shapes["viewBox"]))
    return World(view_box, plain, tuple(countries))
