"""What came of a question in one sentence, and what stands in a few lines."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.consultation.analysis.counting import Counted
from convoke.consultation.analysis.figures import Choices, Distribution, Matrix, Months, Rankings
from convoke.consultation.form.model import Kind, Question
from convoke.consultation.form.words import NameOf, words
from convoke.consultation.priorities.rules import RULES, rank
from convoke.core import formats

from ....pictures.lettering import number, percent

PLAIN_RULE = "borda"
"""The rule by which rankings are ordered where no other is asked for."""
SHORT = 3
"""How many lines stand for a question on the page of all."""


@dataclass(frozen=True)
class Line:
    """A line of the short picture: a label, a number of a most, and the number in words."""

    label: str
    value: float
    most: float
    shown: str


def withheld() -> str:
    """CON-2: why there are no figures."""
    return _("Not shown: fewer than five confidential answers could be worked out from it (CON-2).")


def label_of(question: Question, code: str, name_of: NameOf = str) -> str:
    """The label of a code of a question: of a choice, of yes and no, of a party."""
    if question.kind == Kind.YES_NO:
        return {"yes": _("Yes"), "no": _("No")}[code]
    if question.kind == Kind.PARTY:
        return name_of(code)
    choice = question.choice(code)
    return words(choice.label) if choice else code


def headline(counted: Counted, name_of: NameOf) -> str:
    """What came of a question, in one sentence."""
    if counted.is_withheld:
        return withheld()
    if not counted.answered:
        return _("Nobody has answered this so far.")
    figures, question = counted.figures, counted.question
    if isinstance(figures, Choices):
        return _most_often(question, figures, name_of)
    if isinstance(figures, Rankings):
        return _first(question, figures)
    if isinstance(figures, Matrix):
        return _rated(question, figures)
    if isinstance(figures, Distribution) and figures.quartiles:
        return _median(question, figures)
    if isinstance(figures, Months) and figures.counts:
        first, last = min(figures.counts), max(figures.counts)
        return _("The dates given lie between %(first)s and %(last)s.") % {
            "first": formats.month(first), "last": formats.month(last),
        }
    return ngettext(
        "%(number)s answer in words.", "%(number)s answers in words.", counted.answered
    ) % {"number": number(counted.answered)} if question.kind in (Kind.SHORT, Kind.LONG) else ngettext(
        "%(number)s answer.", "%(number)s answers.", counted.answered
    ) % {"number": number(counted.answered)}


def lines(counted: Counted, name_of: NameOf) -> list[Line]:
    """The few lines that stand for a question on the page of all; none where its sentence says everything."""
    figures, question = counted.figures, counted.question
    if counted.is_withheld or not counted.answered:
        return []
    if isinstance(figures, Choices):
        best = sorted(figures.counts.items(), key=lambda pair: -pair[1])[:SHORT]
        return [
            Line(label_of(question, code, name_of), count, figures.answered, _counted(count, figures.answered))
            for code, count in best
        ]
    if isinstance(figures, Rankings) and figures.profile.voters:
        places = rank(figures.profile, PLAIN_RULE).places[:SHORT]
        most = float(places[0].score) or 1.0
        return [
            Line(label_of(question, place.item), float(place.score), most, number(round(float(place.score), 1)))
            for place in places
        ]
    if isinstance(figures, Matrix):
        rated = _averages(question, figures)[:SHORT]
        most = len(question.choices)
        return [Line(label, float(value), most, number(round(float(value), 1))) for label, value in rated]
    return []


def spread(question: Question, figures: Distribution, *, with_ends: bool) -> list[str]:
    """How numbers are spread; the lowest and the highest are single answers, and shown only where none is confidential.
    """
    if not figures.quartiles:
        return []
    low, middle, high = figures.quartiles
    said = [
        _("Median: %(middle)s; half of the answers lie between %(low)s and %(high)s.") % {
            "middle": _quantity(question, middle), "low": _quantity(question, low), "high": _quantity(question, high),
        }
    ]
    if with_ends and figures.lowest is not None and figures.highest is not None:
        said.append(_("Lowest: %(low)s; highest: %(high)s.") % {
            "low": _quantity(question, figures.lowest), "high": _quantity(question, figures.highest),
        })
    return said


def _most_often(question: Question, figures: Choices, name_of: NameOf) -> str:
    code, count = max(figures.counts.items(), key=lambda pair: pair[1])
    level = [label_of(question, one, name_of) for one, having in figures.counts.items() if having == count]
    if not count:
        return _("Nobody has chosen any of these so far.")
    if len(level) > 1:
        return _("Most often: %(labels)s, each %(count)s of %(all)s (%(share)s).") % {
            "labels": formats.phrase(level[:4]), "count": number(count), "all": number(figures.answered),
            "share": percent(count / figures.answered),
        }
    return _("Most often: %(label)s, %(count)s of %(all)s (%(share)s).") % {
        "label": label_of(question, code, name_of), "count": number(count), "all": number(figures.answered),
        "share": percent(count / figures.answered),
    }


def _first(question: Question, figures: Rankings) -> str:
    if not figures.profile.voters:
        return _("Nothing has been ranked yet.")
    first = rank(figures.profile, PLAIN_RULE).first(3)
    return _("First by “%(rule)s”: %(items)s.") % {
        "rule": RULES[PLAIN_RULE].name, "items": formats.phrase([label_of(question, item) for item in first]),
    }


def _averages(question: Question, figures: Matrix) -> list[tuple[str, Decimal]]:
    """The rows from the highest average step; steps count from one."""
    steps = {choice.code: place for place, choice in enumerate(question.choices, 1)}
    found = []
    for row in question.rows:
        counts = {code: number for code, number in figures.rows.get(row.code, {}).items() if code in steps}
        if rated := sum(counts.values()):
            found.append((words(row.label), Decimal(sum(steps[one] * n for one, n in counts.items())) / rated))
    return sorted(found, key=lambda pair: -pair[1])


def _rated(question: Question, figures: Matrix) -> str:
    rated = _averages(question, figures)
    if not rated:
        return _("Nothing has been rated yet.")
    label, value = rated[0]
    return _("Rated highest on average: %(label)s, %(value)s of %(most)s.") % {
        "label": label, "value": number(round(float(value), 1)), "most": number(len(question.choices)),
    }


def _median(question: Question, figures: Distribution) -> str:
    quartiles = figures.quartiles
    middle = quartiles[1] if quartiles else Decimal(0)
    return _("The answer in the middle (median) is %(middle)s, of %(all)s answers.") % {
        "middle": _quantity(question, middle), "all": number(figures.given),
    }


def _quantity(question: Question, value: Decimal) -> str:
    unit = words(question.unit)
    shown = number(round(float(value), 2))
    return _("%(number)s %(unit)s") % {"number": shown, "unit": unit} if unit else shown


def _counted(count: int, of: int) -> str:
    return _("%(count)s (%(share)s)") % {"count": number(count), "share": percent(count / of if of else 0.0)}
