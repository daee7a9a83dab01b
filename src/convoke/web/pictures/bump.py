"""How the order of items changes between rules: a column a rule, a line an item.

Items are told apart by the number they have in the first order, which stands in every
mark of their line; the chosen ones have heavy lines and filled marks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .lettering import line_height, number, width_of, wrapped
from .plate import PAD, WIDE, Cell, Picture, Plate, Table, empty

KNOT = 9.0
"""Half the width of a mark."""


@dataclass(frozen=True)
class Order:
    """An order of the items: by a rule, without a region, with later answers; an item may have no place in it."""

    key: str
    label: str
    places: Mapping[str, int]


@dataclass(frozen=True)
class Item:
    """What is ordered."""

    key: str
    label: str


@dataclass(frozen=True)
class Orders:
    """Several orders of the same items; ``top`` is how many are looked at first, ``chosen`` what was decided."""

    title: str
    orders: tuple[Order, ...]
    items: tuple[Item, ...]
    top: int = 0
    chosen: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    withheld: str = ""

    def slots(self, order: Order) -> dict[str, int]:
        """Where each placed item stands in a column, from 0; those with the same place keep their given order."""
        known = [item.key for item in self.items if item.key in order.places]
        return {key: slot for slot, key in enumerate(sorted(known, key=lambda key: order.places[key]))}

    def numbers(self) -> dict[str, int]:
        """The number each item is known by: its line in the first order; those without a place in it come after."""
        first = self.slots(self.orders[0])
        rest = [item.key for item in self.items if item.key not in first]
        return {**{key: slot + 1 for key, slot in first.items()}, **{k: len(first) + n for n, k in enumerate(rest, 1)}}

    def moves(self, item: Item) -> list[int]:
        """The places of an item in the orders in which it has one."""
        return [order.places[item.key] for order in self.orders if item.key in order.places]


def draw(orders: Orders, *, key: str, width: int = WIDE, titled: bool = False) -> Picture:
    """Lays the orders out; ``key`` stands before ids, ``titled`` is for files."""
    if orders.withheld or not any(order.places for order in orders.orders):
        nothing = Table((_("Item"), *(order.label for order in orders.orders)), ())
        return empty("bump", key, orders.title, nothing, width, titled=titled, said=orders.withheld)
    plate = Plate(width, orders.title if titled else "")
    is_narrow = width < 500
    names = {item.key: item.label for item in orders.items}
    kinds = {item.key: _kind(item.key in orders.chosen, is_narrow=is_narrow) for item in orders.items}
    widest = max(width_of(label, kinds[name]) for name, label in names.items()) + 4
    place = width_of("88=", "soft") + 6
    room = min(widest, width * (0.42 if is_narrow else 0.24))
    labels = {name: wrapped(label, kinds[name], room, 3 if is_narrow else 2) for name, label in names.items()}
    row = max(30.0, 3 + max(len(lines) * line_height(kinds[name]) for name, lines in labels.items()))

    left = PAD + place + room + 8 + KNOT
    right = width - PAD - KNOT - (0 if is_narrow else room + 12)
    columns = [
        (left + right) / 2 if len(orders.orders) == 1 else left + (right - left) * at / (len(orders.orders) - 1)
        for at in range(len(orders.orders))
    ]
    _heads(plate, orders, columns)
    first = plate.y + row / 2

    def at(slot: int) -> float:
        return first + slot * row

    most = max(len(orders.slots(order)) for order in orders.orders)
    if orders.top:
        plate.box(PAD, plate.y, width - 2 * PAD, min(orders.top, most) * row, "band")
    slots = [orders.slots(order) for order in orders.orders]
    _places(plate, orders.orders[0], at)
    numbers = orders.numbers()
    for item in sorted(orders.items, key=lambda item: _weight(orders, item)):
        points = [(column, at(own[item.key])) for column, own in zip(columns, slots, strict=True) if item.key in own]
        if not points:
            continue
        kind = _line(orders, item)
        title = _told(orders, item)
        plate.stroke(points, kind, title, bend=True) if len(points) > 1 else None
        for x, y in points:
            is_chosen = item.key in orders.chosen
            plate.sign(x, y, KNOT, "disc", "knot-chosen" if is_chosen else "knot-plain", title)
            plate.text(x, y + 3.9, number(numbers[item.key]), "chosen" if is_chosen else "knot", "middle")
    ends = [(slots[0], left - KNOT - 6, "end")] + ([] if is_narrow else [(slots[-1], right + KNOT + 6, "start")])
    for own, x, anchor in ends:
        for item_key, slot in own.items():
            kind, lines = kinds[item_key], labels[item_key]
            plate.lines(x, at(slot) + 4.6 - (len(lines) - 1) * line_height(kind) / 2, lines, kind, anchor)
    plate.y += most * row
    return plate.finish("bump", key, orders.title, _description(orders), _table(orders), _notes(orders))


def _kind(is_chosen: bool, *, is_narrow: bool) -> str:
    """How the label of an item is written."""
    if is_narrow:
        return "head" if is_chosen else "soft"
    return "strong" if is_chosen else "label"


def _heads(plate: Plate, orders: Orders, columns: list[float]) -> None:
    """The names of the orders over their columns; as letters with a key to them where they do not fit."""
    step = columns[1] - columns[0] if len(columns) > 1 else plate.width / 2
    wrapped_heads = [wrapped(order.label, "head", step - 8, 4) for order in orders.orders]
    fits = step >= 60 and all(not line.endswith("…") for head in wrapped_heads for line in head[-1:])
    fits = fits and all(
        width_of(word, "head") <= step - 8 for order in orders.orders for word in order.label.split()
    )
    edge = plate.width - PAD - columns[-1]
    widest = max(width_of(line, "head") for line in wrapped_heads[-1])
    if fits and widest / 2 <= edge:
        tall = max(map(len, wrapped_heads)) * line_height("head")
        for column, head in zip(columns, wrapped_heads, strict=True):
            plate.lines(column, plate.y + 12 + tall - len(head) * line_height("head"), head, "head", "middle")
        plate.y += tall + 6
        return
    for at, order in enumerate(orders.orders):
        lines = wrapped(order.label, "soft", plate.width - 2 * PAD - 22, 3)
        plate.text(PAD, plate.y + 13, _letter(at), "head")
        plate.y = plate.lines(PAD + 20, plate.y + 13, lines, "soft") + 4
    plate.y += 6
    for at, column in enumerate(columns):
        plate.text(column, plate.y + 13, _letter(at), "head", "middle")
    plate.y += 20


def _letter(number: int) -> str:
    return chr(ord("A") + number % 26)


def _places(plate: Plate, order: Order, at: Callable[[int], float]) -> None:
    taken = sorted(order.places.values())
    for slot, place in enumerate(taken):
        tie = "=" if taken.count(place) > 1 else ""
        plate.text(PAD + width_of("88=", "soft"), at(slot) + 4.2, f"{number(place)}{tie}", "soft", "end")


def _weight(orders: Orders, item: Item) -> int:
    """Plain lines are drawn first, heavy ones over them."""
    return 2 if item.key in orders.chosen else 1 if _reaches_top(orders, item) else 0


def _reaches_top(orders: Orders, item: Item) -> bool:
    return bool(orders.top) and any(place <= orders.top for place in orders.moves(item))


def _line(orders: Orders, item: Item) -> str:
    return ("line-faint", "line-plain", "line-chosen")[_weight(orders, item)]


def _told(orders: Orders, item: Item) -> str:
    said = [
        _("%(order)s: %(place)s") % {"order": order.label, "place": number(order.places[item.key])}
        for order in orders.orders if item.key in order.places
    ]
    return f"{item.label} · {' · '.join(said)}"


def _description(orders: Orders) -> str:
    moved = max(orders.items, key=lambda item: max(orders.moves(item), default=0) - min(orders.moves(item), default=0))
    places = orders.moves(moved) or [0]
    if max(places) == min(places):
        return _("The order of %(number)s items is the same in each column.") % {
            "number": number(len(orders.items)),
        }
    return _("The order of %(number)s items in %(columns)s columns. %(label)s moves most, from place %(first)s to "
             "place %(last)s.") % {
        "number": number(len(orders.items)), "columns": number(len(orders.orders)),
        "label": moved.label, "first": number(min(places)), "last": number(max(places)),
    }


def _notes(orders: Orders) -> list[str]:
    notes = list(orders.notes)
    notes.append(_("The number in a mark is that of the item in the first column."))
    if orders.top:
        notes.append(_("The shaded rows are the first %(number)s.") % {
            "number": number(min(orders.top, len(orders.items))),
        })
    if orders.chosen:
        notes.append(_("Heavy lines and filled marks are what has been chosen."))
    if any(len(order.places) < len(orders.items) for order in orders.orders):
        notes.append(_("An item without a mark in a column has no place in it."))
    return notes


def _table(orders: Orders) -> Table:
    head = (_("Item"), *(order.label for order in orders.orders), *([_("Chosen")] if orders.chosen else []))
    by_number = sorted(orders.items, key=lambda item: orders.numbers()[item.key])
    body: list[tuple[Cell, ...]] = []
    for item in by_number:
        chosen: list[Cell] = [_("yes") if item.key in orders.chosen else ""] if orders.chosen else []
        body.append((item.label, *(order.places.get(item.key) for order in orders.orders), *chosen))
    return Table(head, tuple(body))
