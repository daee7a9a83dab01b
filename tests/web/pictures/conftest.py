"""What the tests of survey pictures share: questions of an exercise, and what every drawing must keep."""

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from django.utils import translation

from convoke.web.pages import files
from convoke.web.pictures import bars, bump, diverging, dots, rates
from convoke.web.pictures.plate import NARROW, WIDE, Picture

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Training of officials in ministries of labour, interior, foreign affairs and planning, and in local authorities"
ARABIC = "تدريب الموظفين في وزارات العمل والداخلية والخارجية والتخطيط وفي السلطات المحلية"
REGIONS = ("Northlands", "Eastern Isles", "Southern Coast", "Western Plains", "Highlands")


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """A language of each direction, in use."""
    with translation.override(request.param):
        yield request.param


@pytest.fixture(params=[WIDE, NARROW])
def width(request: pytest.FixtureRequest) -> int:
    """Each of the two widths."""
    return int(request.param)


OPTIONS = tuple(
    bars.Option(f"o{number}", label)
    for number, label in enumerate(["Strategies", LONG, ARABIC, "国家移民与发展战略的制定" * 3, "Ω" * 90, "None"])
)
COUNTS = {"o0": 40, "o1": 20, "o2": 10, "o3": 1, "o4": 0, "o5": 5}


def question(**changes: object) -> bars.Question:
    """A question of several choices with labels of every kind."""
    given = {"title": "Where is support welcome?", "options": OPTIONS, "counts": COUNTS, "answered": 80, **changes}
    return bars.Question(**given)


def parts() -> tuple[bars.Part, ...]:
    """The answers to it by region; one region has too few."""
    shown = [
        bars.Part(f"r{at}", label, 16, {option.key: COUNTS[option.key] // 5 for option in OPTIONS})
        for at, label in enumerate(REGIONS)
    ]
    return (*shown, bars.Part("r9", "Lakes", 3, {"o0": 3}, is_withheld=True))


def ranking(**changes: object) -> dots.Ranking:
    """A ranking with a tie and with the scores of regions."""
    labels = ["Remittances", "Diasporas", LONG, ARABIC, "Gender"]
    scores = [71.5, 60.0, 60.0, 12.0, 0.0]
    scored = zip(labels, scores, strict=True)
    items = tuple(dots.Item(f"i{at}", label, score) for at, (label, score) in enumerate(scored))
    regions = tuple(
        dots.Part(f"r{at}", label, {item.key: item.score * (0.8 + at / 10) for item in items})
        for at, label in enumerate(REGIONS)
    )
    given = {"title": "Priorities", "measure": "Points (Borda)", "items": items, "answered": 77, "parts": regions}
    return dots.Ranking(**{**given, **changes})


STEPS = tuple(
    diverging.Step(f"s{at}", label)
    for at, label in enumerate(["Not at all useful", "Of little use", "Neither", "Useful", "Very useful"])
)


def grid(**changes: object) -> diverging.Grid:
    """A rating grid with an item nobody rated."""
    rated = [("Papers", [1, 2, 4, 8, 5]), (LONG, [10, 5, 2, 2, 1]), (ARABIC, [0, 0, 10, 0, 0]), ("Venue", [0] * 5)]
    items = tuple(
        diverging.Item(f"i{at}", label, {f"s{step}": count for step, count in enumerate(counts)}, no_opinion=at)
        for at, (label, counts) in enumerate(rated)
    )
    return diverging.Grid(**{"title": "How useful was it?", "steps": STEPS, "items": items, **changes})


def orders(**changes: object) -> bump.Orders:
    """Three orders of seven items; the last rule places four of them, the second has a tie."""
    labels = ["Remittances", "Diasporas", LONG, ARABIC, "Gender", "Coherence", "Root causes"]
    items = tuple(bump.Item(f"i{at}", label) for at, label in enumerate(labels))
    given = {
        "title": "The order by rule",
        "orders": (
            bump.Order("first", "First mentions", {f"i{at}": at + 1 for at in range(7)}),
            bump.Order("borda", "Borda", {"i1": 1, "i0": 2, "i2": 2, "i4": 4, "i3": 5, "i6": 6, "i5": 7}),
            bump.Order("equal", "Equal shares", {"i1": 1, "i6": 2, "i0": 3, "i4": 4}),
        ),
        "items": items, "top": 4, "chosen": frozenset({"i0", "i6"}),
    }
    return bump.Orders(**{**given, **changes})


OPENED = dt.date(2030, 1, 14)


def days(*after: int) -> tuple[dt.date, ...]:
    """Days so many days after the opening."""
    return tuple(OPENED + dt.timedelta(days=number) for number in after)


def rate(**changes: object) -> rates.Rates:
    """Responses of two regions up to a fortnight after the deadline."""
    north, south = days(3, 9, 9, 30, 61, 70), days(20, 21, 58)
    given = {
        "title": "Responses over time",
        "everyone": rates.Series("all", "All", 20, tuple(sorted(north + south))),
        "parts": (rates.Series("n", "Northlands", 8, north), rates.Series("s", "Southern Coast", 12, south)),
        "opened": OPENED, "deadline": OPENED + dt.timedelta(days=60), "as_of": OPENED + dt.timedelta(days=74),
    }
    return rates.Rates(**{**given, **changes})


DRAWINGS: dict[str, Callable[..., Picture]] = {
    "bars": lambda **how: bars.draw(question(is_several=True), **how),
    "bars beside": lambda **how: bars.draw(question(parts=parts()), **how),
    "bars stacked": lambda **how: bars.draw(question(parts=parts()), arrange="stacked", **how),
    "dots": lambda **how: dots.draw(ranking(), **how),
    "diverging": lambda **how: diverging.draw(grid(), **how),
    "bump": lambda **how: bump.draw(orders(), **how),
    "rates": lambda **how: rates.draw(rate(), **how),
    "rates before the deadline": lambda **how: rates.draw(rate(as_of=OPENED + dt.timedelta(days=25)), **how),
}


def _many(number: int, kind: type, *more: object) -> tuple[object, ...]:
    return tuple(kind(f"i{at}", f"{LONG} ({at})", *more) for at in range(number))


REGION = tuple(f"Region with a long name, number {at}" for at in range(12))
EXTREMES: dict[str, Callable[..., Picture]] = {
    "one answer": lambda **how: bars.draw(question(options=OPTIONS[:1], answered=10**9, counts={"o0": 10**9}), **how),
    "counts of nothing": lambda **how: bars.draw(question(counts={}), **how),
    "an answer without a label": lambda **how: bars.draw(question(options=(bars.Option("o0", ""),)), **how),
    "a hundred answers": lambda **how: bars.draw(question(options=_many(100, bars.Option), counts={"i3": 80}), **how),
    "twelve parts": lambda **how: bars.draw(
        question(parts=tuple(bars.Part(f"r{at}", label, 9, {"o0": at}) for at, label in enumerate(REGION))), **how
    ),
    "twelve parts stacked": lambda **how: bars.draw(
        question(parts=tuple(bars.Part(f"r{at}", label, 9, {"o0": at}) for at, label in enumerate(REGION))),
        arrange="stacked", **how,
    ),
    "parts that chose nothing": lambda **how: bars.draw(
        question(counts={}, parts=(bars.Part("r", "Northlands", 4), bars.Part("s", "Highlands", 0))), **how
    ),
    "thirty items, all alike": lambda **how: dots.draw(ranking(items=_many(30, dots.Item, 0.0), parts=()), **how),
    "scores of nearly nothing": lambda **how: dots.draw(ranking(items=_many(3, dots.Item, 0.0004), parts=()), **how),
    "scores of millions": lambda **how: dots.draw(ranking(items=_many(3, dots.Item, 98765432.1)), **how),
    "twelve parts of a ranking": lambda **how: dots.draw(
        ranking(parts=tuple(dots.Part(label, label, {"i0": at}) for at, label in enumerate(REGION))), **how
    ),
    "eleven steps": lambda **how: diverging.draw(
        diverging.Grid("Rating", _many(11, diverging.Step), (
            diverging.Item("a", LONG, {f"i{at}": at for at in range(11)}), diverging.Item("b", "One", {"i0": 12345}),
            diverging.Item("c", "Other", {"i10": 1}),
        )), **how,
    ),
    "one step": lambda **how: diverging.draw(grid(steps=STEPS[:1]), **how),
    "thirty items in nine orders": lambda **how: bump.draw(
        orders(
            items=_many(30, bump.Item), top=50,
            orders=tuple(
                bump.Order(label, label, {f"i{at}": (at * (column + 1)) % 30 + 1 for at in range(30)})
                for column, label in enumerate(REGION[:9])
            ),
        ), **how,
    ),
    "one order": lambda **how: bump.draw(orders(orders=orders().orders[:1]), **how),
    "an item without any place": lambda **how: bump.draw(
        orders(items=(*orders().items, bump.Item("x", "Left"))), **how
    ),
    "the day of the opening": lambda **how: rates.draw(
        rate(everyone=rates.Series("all", "All", 20, days(0)), parts=(), as_of=OPENED, deadline=None), **how
    ),
    "responses before the opening, a deadline in the past": lambda **how: rates.draw(
        rate(everyone=rates.Series("all", "All", 20, days(-9, -3, 1)), deadline=OPENED - dt.timedelta(days=5)), **how
    ),
    "more responses than were asked for": lambda **how: rates.draw(
        rate(everyone=rates.Series("all", "All", 2, days(1, 2, 3)), parts=(rates.Series("n", "N", 0, days(1)),)), **how
    ),
    "ten years": lambda **how: rates.draw(rate(as_of=OPENED + dt.timedelta(days=3650)), **how),
    "twelve regions over time": lambda **how: rates.draw(
        rate(parts=tuple(rates.Series(label, label, 30, days(*range(at))) for at, label in enumerate(REGION))), **how
    ),
}


@pytest.fixture(params=EXTREMES)
def extreme(request: pytest.FixtureRequest) -> Callable[..., Picture]:
    """Each of the pictures with answers nobody expects."""
    return EXTREMES[request.param]


@pytest.fixture(params=DRAWINGS)
def draw(request: pytest.FixtureRequest) -> Callable[..., Picture]:
    """Each of the pictures, with answers of an exercise."""
    return DRAWINGS[request.param]


def tree(picture: object) -> ET.Element:
    """The drawing as a file, read again."""
    return ET.fromstring(files.standalone(picture))


def outside(picture: Picture) -> list[str]:
    """What of a drawing lies outside its sheet, by estimate."""
    found = [
        f"text {text.words!r}" for text in picture.texts
        if text.left < -0.5 or text.right > picture.width + 0.5 or text.top < -0.5 or text.bottom > picture.height
    ]
    for box in picture.boxes:
        if box.x < 0 or box.y < 0 or box.x + box.width > picture.width or box.y + box.height > picture.height:
            found.append(f"box {box}")
    for path in picture.paths:
        if any(not (0 <= x <= picture.width and 0 <= y <= picture.height) for x, y in path.points):
            found.append(f"path {path}")
    return found


def collisions(picture: Picture) -> list[tuple[str, str]]:
    """The pairs of texts that would be written over each other."""
    return [
        (one.words, other.words) for one, other in combinations(picture.texts, 2)
        if one.left < other.right - 1 and other.left < one.right - 1
        and one.top < other.bottom - 1 and other.top < one.bottom - 1
    ]


def plain(words: str) -> str:
    """A text without the signs that keep its direction."""
    return re.sub("[\u2066-\u2069\u200e\u200f]", "", words)
