"""What governments named in the survey that speaks for a suggestion: by the words both have, in any language."""

from collections import Counter
from collections.abc import Iterable, Mapping

from convoke.consultation.models import Priority
from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.editions.models import Edition
from convoke.search.words import known, words_in

from ..models import ThemeSuggestion

MOST = 3
"""How many priorities are shown beside a suggestion."""
_SHORTEST, _COMMON = 4, 3


def backing(
    actor: Actor, edition: Edition, suggestions: Iterable[ThemeSuggestion]
) -> dict[int, list[Priority]]:
    """For each suggestion, by its key, the priorities of the edition's questionnaires that share most words with it.

    Words that stand in more than a third of the priorities tell nothing. One query, whatever the number of both.
    """
    priorities = list(
        readable(actor, Priority).filter(questionnaire__edition=edition).select_related("questionnaire__edition")
        .order_by("questionnaire__order", "order")
    )
    stems = {one.pk: _stems(one.text) for one in priorities}
    often = Counter(stem for found in stems.values() for stem in found)
    most = max(1, len(priorities) // _COMMON)
    found = {}
    for suggestion in suggestions:
        said = {stem for stem in _stems(suggestion.title) if often[stem] <= most}
        shared = [(len(said & stems[one.pk]), one) for one in priorities]
        best = sorted((pair for pair in shared if pair[0]), key=lambda pair: (-pair[0], pair[1].rank or 999))
        found[suggestion.pk] = [one for _number, one in best[:MOST]]
    return found


def _stems(text: Mapping[str, str]) -> set[str]:
    """The forms under which the words of a text are compared, in all its languages."""
    return {
        form for language, said in text.items() for word in words_in(said)
        for form in known(language)[word][1] if len(form) >= _SHORTEST
    }
