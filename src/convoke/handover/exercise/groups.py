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
        for place, state in alone:
            put(state, list(REGIONS)[place % len(REGIONS)], list(DEVELOPMENT)[place % 3 == 0])
        recording.facts = {"parties": [state.code for _place, state in alone]}
    return len(alone)


def put(party: Party, region: str, development: str) -> None:
    """Puts a party of the exercise into two of its groups, which are made where they are missing."""
    for group in (_group(region, Grouping.Kind.REGION), _group(development, Grouping.Kind.DEVELOPMENT)):
        GroupingMembership.objects.get_or_create(grouping=group, party=party, defaults={"source": SOURCE})


def _group(code: str, kind: Grouping.Kind) -> Grouping:
    names = REGIONS if kind == Grouping.Kind.REGION else DEVELOPMENT
    group, _made = Grouping.objects.get_or_create(code=f"exercise-{code}", defaults={
        "kind": kind, "name": dict(names[code]), "source": SOURCE,
        "parent": Grouping.objects.filter(code=code, kind=kind).first(),
    })
    return group
