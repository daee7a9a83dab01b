"""PRO-3: how many of some people are women or men, in counts alone: no count is so small that it names somebody."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from .models import Gender, Person

FEWEST = 3
"""Below how many who stated it nothing is told but that they are few; the same holds for those of another gender."""
WORDS = {
    Gender.WOMAN.value: pgettext_lazy("gender", "women"),
    Gender.MAN.value: pgettext_lazy("gender", "men"),
    Gender.ANOTHER.value: pgettext_lazy("gender", "people of another gender"),
    "not-stated": pgettext_lazy("gender", "not stated"),
    "another-or-not-stated": pgettext_lazy("gender", "another gender, or not stated"),
}


@dataclass(frozen=True)
class Genders:
    """Some people by the gender they state; ``counts`` is empty where too few have stated it."""

    people: int = 0
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def few(self) -> bool:
        """Whether some have stated it, but so few that counts would tell of whom they speak."""
        return bool(self.people) and not self.counts

    @property
    def none(self) -> bool:
        """Whether nobody has stated it."""
        return self.counts == (("not-stated", self.people),)

    @property
    def said(self) -> list[tuple[str, int]]:
        """The counts with their words in the language of the reader."""
        return [(str(WORDS[code]), number) for code, number in self.counts]


def genders_of(people: "Iterable[int] | QuerySet[Any, Any]") -> Genders:
    """Counts people, each once, by their numbers or as a query; one query. No title and no name is looked at."""
    wanted: Any = people
    found = Person.objects.filter(pk__in=wanted)
    return counted(Counter(found.values_list("gender", flat=True)))


def counted(numbers: "Counter[str]") -> Genders:
    """What may be told of how many stated what."""
    people, silent = numbers.total(), numbers[""]
    if people == silent:
        return Genders(people, (("not-stated", silent),) if people else ())
    if people - silent < FEWEST:
        return Genders(people)
    another = numbers[Gender.ANOTHER]
    counts = [(code, numbers[code]) for code in (Gender.WOMAN.value, Gender.MAN.value)]
    if another < FEWEST:
        return Genders(people, (*counts, ("another-or-not-stated", another + silent)))
    return Genders(people, (*counts, (Gender.ANOTHER.value, another), ("not-stated", silent)))
