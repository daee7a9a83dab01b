"""How often each answer was given: bars with counts and shares, for all and for parts of those who answered.

For one choice, several choices, yes and no, numbers in bins and dates in spans: whatever can be counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext as _

from convoke.core import formats

from .lettering import line_height, number, percent, width_of, wrapped
from .plate import PAD, TEXTURES, TONES, WIDE, Cell, Entry, Picture, Plate, Table, empty, figures, in_percent

Arrangement = Literal["beside", "stacked"]
LEAST_PANEL = 84.0
"""How wide a panel is at least; where there is less room, parts stand under each other."""


@dataclass(frozen=True)
class Option:
    """An answer that could be given: its key in the counts, and its label."""

    key: str
    label: str


@dataclass(frozen=True)
class Part:
    """Some of those who answered, such as a region; withheld where so few answered that they could be known."""

    key: str
    label: str
    answered: int
    counts: Mapping[str, int] = field(default_factory=dict)
    is_withheld: bool = False


@dataclass(frozen=True)
class Question:
    """A question with how often each answer was given; ``answered`` is what the shares are shares of."""

    title: str
    options: tuple[Option, ...]
    counts: Mapping[str, int]
    answered: int
    parts: tuple[Part, ...] = ()
    is_several: bool = False
    notes: tuple[str, ...] = ()
    withheld: str = ""
    """A sentence that stands instead of the figures, where they may not be shown."""


def draw(
    question: Question, *, key: str, width: int = WIDE, arrange: Arrangement = "beside", titled: bool = False
) -> Picture:
    """Lays the bars of a question out.

    ``key`` stands before ids, and is unlike that of other pictures of the page. ``arrange`` says whether parts
    stand beside each other (by their shares) or make up each bar (by their counts). ``titled`` is for files.
    """
    if question.withheld or not question.answered:
        nothing = Table((_("Answer"), _("Number")), ())
        return empty("bars", key, question.title, nothing, width, titled=titled, said=question.withheld)
    plate = Plate(width, question.title if titled else "")
    shown = [part for part in question.parts if not part.is_withheld and part.answered]
    if not shown:
        _plain(plate, question)
    elif arrange == "stacked":
        _stacked(plate, question, shown)
    else:
        _beside(plate, question, shown)
    return plate.finish("bars", key, question.title, _description(question), _table(question), _notes(question))


def _share(count: int, of: int) -> float:
    return count / of if of else 0.0


def _told(label: str, count: int, of: int) -> str:
    return _("%(label)s: %(count)s of %(all)s (%(share)s)") % {
        "label": label, "count": number(count), "all": number(of), "share": percent(_share(count, of)),
    }


def _label_room(plate: Plate, labels: list[str], most: float) -> float:
    """How wide the column of labels is: as wide as needed, up to a part of the drawing; 0 where labels stand above."""
    if plate.width < 500:
        return 0.0
    return min(plate.width * most, max(width_of(label, "label") for label in labels) + 4)


def _plain(plate: Plate, question: Question) -> None:
    counts = [question.counts.get(option.key, 0) for option in question.options]
    written = [figures(count, _share(count, question.answered)) for count in counts]
    room = _label_room(plate, [option.label for option in question.options], 0.42)
    left = PAD + room + (14 if room else 0)
    space = plate.width - PAD - left - max(width_of(text, "value") for text in written) - 8
    most = max(*counts, 1)
    first = plate.y
    for option, count, text in zip(question.options, counts, written, strict=True):
        lines = wrapped(option.label, "label", room or plate.width - 2 * PAD)
        top, height = _row(plate, lines, room, 14)
        length = space * count / most
        plate.box(left, top, length, height, "bar", _told(option.label, count, question.answered))
        plate.text(left + length + 6, top + 11.5, text, "value")
        plate.y += 6 if room else 10
    if room:
        plate.stroke([(left, first), (left, plate.y - 2)], "axis")


def _row(plate: Plate, lines: tuple[str, ...], room: float, height: float, kind: str = "label") -> tuple[float, float]:
    """Places a label, beside the bar or above it; gives the bar's top and height and goes on below."""
    tall = len(lines) * line_height(kind)
    if room:
        row = max(tall + 6, height + 10)
        middle = plate.y + row / 2
        plate.lines(PAD + room, middle - tall / 2 + 13, lines, kind, "end")
        plate.y += row
        return middle - height / 2, height
    plate.lines(PAD, plate.y + 14, lines, kind)
    plate.y += tall + 6 + height
    return plate.y - height, height


def _beside(plate: Plate, question: Question, parts: list[Part]) -> None:
    columns = [Part("", _("All"), question.answered, question.counts), *parts]
    room = _label_room(plate, [option.label for option in question.options], 0.3)
    panel = (plate.width - 2 * PAD - room) / len(columns)
    most = max(_share(part.counts.get(option.key, 0), part.answered) for part in columns for option in question.options)
    if room and panel >= LEAST_PANEL:
        _panels(plate, question, columns, (room, panel, most or 1.0))
    else:
        _under(plate, question, columns, most or 1.0)


def _panels(plate: Plate, question: Question, columns: list[Part], sizes: tuple[float, float, float]) -> None:
    room, panel, most = sizes
    heads = [wrapped(part.label, "head", panel - 18, 3) for part in columns]
    tall = max(map(len, heads)) * line_height("head")
    lefts = [PAD + room + 14 + panel * place for place in range(len(columns))]
    for left, part, head in zip(lefts, columns, heads, strict=True):
        down = tall - len(head) * line_height("head")
        plate.lines(left, plate.y + 12 + down, head, "head")
        plate.text(left, plate.y + 12 + tall, _answers(part.answered), "tick")
    plate.y += tall + 22
    first, space = plate.y, panel - 18 - width_of(percent(1.0), "value")
    for option in question.options:
        lines = wrapped(option.label, "label", room)
        top, height = _row(plate, lines, room, 14)
        for left, part in zip(lefts, columns, strict=True):
            count = part.counts.get(option.key, 0)
            share = _share(count, part.answered)
            title = _told(f"{part.label} · {option.label}", count, part.answered)
            plate.box(left, top, space * share / most, height, "bar" if not part.key else "bar-part", title)
            plate.text(left + space * share / most + 5, top + 11.5, percent(share), "value")
    for left in lefts:
        plate.stroke([(left, first), (left, plate.y)], "axis")


def _under(plate: Plate, question: Question, columns: list[Part], most: float) -> None:
    room = min(plate.width * 0.4, max(width_of(part.label, "soft") for part in columns) + 4)
    left = PAD + room + 8
    largest = max(part.counts.get(option.key, 0) for part in columns for option in question.options)
    space = plate.width - PAD - left - width_of(figures(largest, 1.0), "soft") - 8
    for option in question.options:
        lines = wrapped(option.label, "strong", plate.width - 2 * PAD)
        plate.y = plate.lines(PAD, plate.y + 16, lines, "strong") + 7
        first = plate.y
        for part in columns:
            count = part.counts.get(option.key, 0)
            share = _share(count, part.answered)
            label = wrapped(part.label, "soft", room, 2)
            row = max(18.0, len(label) * line_height("soft") + 3)
            middle = plate.y + row / 2
            plate.lines(PAD + room, middle + 4.2 - (len(label) - 1) * line_height("soft") / 2, label, "soft", "end")
            title = _told(f"{part.label} · {option.label}", count, part.answered)
            plate.box(left, middle - 5, space * share / most, 10, "bar" if not part.key else "bar-part", title)
            plate.text(left + space * share / most + 5, middle + 4.2, figures(count, share), "soft")
            plate.y += row
        plate.stroke([(left, first), (left, plate.y)], "axis")
        plate.y += 8


def _stacked(plate: Plate, question: Question, parts: list[Part]) -> None:
    plate.legend([Entry(part.label, box=TONES[place % len(TONES)]) for place, part in enumerate(parts)])
    plate.y += 6
    totals = [sum(part.counts.get(option.key, 0) for part in parts) for option in question.options]
    room = _label_room(plate, [option.label for option in question.options], 0.42)
    left = PAD + room + (14 if room else 0)
    space = plate.width - PAD - left - width_of(number(max(totals)), "value") - 8
    first = plate.y
    for option, total in zip(question.options, totals, strict=True):
        lines = wrapped(option.label, "label", room or plate.width - 2 * PAD)
        top, height = _row(plate, lines, room, 18)
        x = left
        for place, part in enumerate(parts):
            count, tone = part.counts.get(option.key, 0), TONES[place % len(TONES)]
            length = space * count / max(*totals, 1)
            if not count:
                continue
            title = _told(f"{part.label} · {option.label}", count, part.answered)
            plate.box(x, top, max(0.5, length - 1), height, tone, title)
            words, kind = number(count), "over" if TEXTURES.get(tone) else "bright"
            if width_of(words, kind) + 6 < length:
                plate.text(x + (length - 1) / 2, top + 13, words, kind, "middle")
            x += length
        plate.text(x + 6, top + 13.5, number(total), "value")
        plate.y += 4 if room else 10
    if room:
        plate.stroke([(left, first), (left, plate.y)], "axis")


def _answers(answered: int) -> str:
    return _("n = %(number)s") % {"number": number(answered)}


def _description(question: Question) -> str:
    best = max(question.options, key=lambda option: question.counts.get(option.key, 0))
    count = question.counts.get(best.key, 0)
    return _("Answered by %(number)s. Most often: %(label)s, %(count)s (%(share)s).") % {
        "number": number(question.answered), "label": best.label, "count": number(count),
        "share": percent(_share(count, question.answered)),
    }


def _notes(question: Question) -> list[str]:
    notes = list(question.notes)
    if question.is_several:
        notes.append(_("Several answers could be given, so the shares add up to more than the whole."))
    withheld = [part.label for part in question.parts if part.is_withheld]
    if withheld:
        notes.append(_("Not shown, because few have answered: %(parts)s.") % {"parts": formats.phrase(withheld)})
    return notes


def _table(question: Question) -> Table:
    parts = [part for part in question.parts if part.answered or part.is_withheld]
    head = [_("Answer"), _("Number"), _("Share (%)")]
    for part in parts:
        head += [part.label, _("%(part)s (%%)") % {"part": part.label}]
    body = []
    for option in question.options:
        count = question.counts.get(option.key, 0)
        row: list[Cell] = [option.label, count, in_percent(count, question.answered)]
        for part in parts:
            own = part.counts.get(option.key, 0)
            row += [_("not shown")] * 2 if part.is_withheld else [own, in_percent(own, part.answered)]
        body.append(tuple(row))
    last: list[Cell] = [_("Answered"), question.answered, None]
    for part in parts:
        last += [_("not shown") if part.is_withheld else part.answered, None]
    return Table(tuple(head), (*body, tuple(last)))
