"""What a check answers: met, not met, shown by figures, or that the records cannot say."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import pgettext_lazy

from ..models import Modality


class Result(models.TextChoices):
    """What can be said of a rule on a date."""

    PASS = "pass", pgettext_lazy("verdict", "met")
    FAIL = "fail", pgettext_lazy("verdict", "not met")
    INDICATOR = "indicator", pgettext_lazy("verdict", "figures shown")
    CANNOT_SAY = "cannot-say", pgettext_lazy("verdict", "cannot be said")
    NOT_CHECKED = "not-checked", pgettext_lazy("verdict", "not checked")


Figures = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Reason:
    """Why: a sentence, the thing it is about if there is one, and the figures behind it."""

    sentence: str
    thing: models.Model | None = None
    figures: Figures = ()


Said = str | Reason


@dataclass(frozen=True)
class Answer:
    """What a check says of its rule."""

    result: Result
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Verdict:
    """A rule with what can be said of it on a date, and why."""

    modality: Modality
    result: Result
    reasons: tuple[Reason, ...]


def _answer(result: Result, said: Iterable[Said]) -> Answer:
    return Answer(result, tuple(Reason(one) if isinstance(one, str) else one for one in said))


def met(*said: Said) -> Answer:
    """The rule is met, and why."""
    return _answer(Result.PASS, said)


def unmet(*said: Said) -> Answer:
    """The rule is not met, and why."""
    return _answer(Result.FAIL, said)


def judge(holds: bool, *said: Said) -> Answer:
    """Met or not, and why."""
    return _answer(Result.PASS if holds else Result.FAIL, said)


def shown(*said: Said) -> Answer:
    """The rule sets no threshold: the figures are shown."""
    return _answer(Result.INDICATOR, said)


def unsaid(*said: Said) -> Answer:
    """The records cannot say, and which record would."""
    return _answer(Result.CANNOT_SAY, said)
