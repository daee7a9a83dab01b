"""The exercise's groups: regions that do not exist, and groups that count as those of development (PRO-1)."""

from collections.abc import Mapping

from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.models import LoadedRecord
from convoke.core.policy import require
from convoke.directory.models import Grouping, GroupingMembership, Party, PartyKind

REGIONS: Mapping[str, Mapping[str, str]] = {
    "north": {"en": "North (exercise)", "fr": "Nord (exercice)", "es": "Norte (ejercicio)",
              "nl": "Noord (oefening)", "ar": "الشمال (تمرين)"},
    "south": {"en": "South (exercise)", "fr": "Sud (exercice)", "es": "Sur (ejercicio)",
              "nl": "Zuid (oefening)", "ar": "الجنوب (تمرين)"},
    "east": {"en": "East (exercise)", "fr": "Est (exercice)", "es": "Este (ejercicio)",
             "nl": "Oost (oefening)", "ar": "الشرق (تمرين)"},
    "west": {"en": "West (exercise)", "fr": "Ouest (exercice)", "es": "Oeste (ejercicio)",
             "nl": "West (oefening)", "ar": "الغرب (تمرين)"},
    "isles": {"en": "Isles (exercise)", "fr": "Îles (exercice)", "es": "Islas (ejercicio)",
              "nl": "Eilanden (oefening)", "ar": "الجزر (تمرين)"},
}
DEVELOPMENT: Mapping[str, Mapping[str, str]] = {
    "developing": {"en": "Developing (exercise)", "fr": "En développement (exercice)",
                   "es": "En desarrollo (ejercicio)", "nl": "In ontwikkeling (oefening)", "ar": "نامية (تمرين)"},
    "developed": {"en": "Developed (exercise)", "fr": "Développés (exercice)", "es": "Desarrollados (ejercicio)",
                  "nl": "Ontwikkeld (oefening)", "ar": "متقدمة النمو (تمرين)"},
}
SOURCE = "exercise"


def create(*, actor: Actor) -> int:
    """Puts each state of the exercise that is in no group into a region and a group of development.

    Gives how many were put; a second time it changes nothing.
    """
    require(actor, "load", LoadedRecord)
    states = Party.objects.filter(is_exercise=True, kind=PartyKind.STATE).order_by("code")
    alone = [(place, state) for place, state in enumerate(states) if not state.memberships.exists()]
    if not alone:
        return 0
    with operation(actor=actor, verb="create-exercise-network") as recording:
        known, regions, sides = groups(), list(REGIONS), list(DEVELOPMENT)
        for place, state in alone:
            put(state, known[regions[place % len(regions)]], known[sides[place % 3 == 0]])
        recording.facts = {"parties": [state.code for _place, state in alone]}
    return len(alone)


def groups() -> dict[str, Grouping]:
    """The groups of the exercise by their short codes, which are made where they are missing."""
    kinds = ((Grouping.Kind.REGION, REGIONS), (Grouping.Kind.DEVELOPMENT, DEVELOPMENT))
    return {
        code: Grouping.objects.get_or_create(code=f"exercise-{code}", defaults={
            "kind": kind, "name": dict(name), "source": SOURCE,
            "parent": Grouping.objects.filter(code=code, kind=kind).first(),
        })[0]
        for kind, names in kinds for code, name in names.items()
    }


def put(party: Party, *into: Grouping) -> None:
    """Puts a party of the exercise into groups."""
    for group in into:
        GroupingMembership.objects.get_or_create(grouping=group, party=party, defaults={"source": SOURCE})
