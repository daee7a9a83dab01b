"""Whom a questionnaire is addressed to on a date."""

import datetime as dt

from django.db.models import QuerySet

from convoke.core.periods import in_force
from convoke.directory.models import GOVERNMENTS, Capacity, Mandate, Party, PartyKind
from convoke.directory.queries import parties_of_un

from ..models import Questionnaire
from ..rules import ANSWERING


def addressed_parties(questionnaire: Questionnaire, on: dt.date) -> QuerySet[Party]:
    """The parties a questionnaire is addressed to on a date; an exercise asks exercise parties alone."""
    kind, to = questionnaire.AddressedTo, questionnaire.addressed_to
    if to == kind.PARTIES:
        return questionnaire.invited.all()
    if questionnaire.is_exercise:
        return Party.objects.filter(is_exercise=True, kind__in=GOVERNMENTS)
    if to == kind.PROCESSES:
        return Party.objects.filter(is_exercise=False, kind=PartyKind.RCP)
    if to == kind.FOCAL_POINTS:
        held = Mandate.objects.filter(in_force(on), capacity__in=ANSWERING, party__isnull=False)
        return Party.objects.filter(pk__in=held.values("party"))
    return parties_of_un(on)


def participants(on: dt.date) -> QuerySet[Mandate]:
    """The mandates of those who take part in the meeting and have an account, on a date."""
    capacities = (Capacity.DELEGATE, Capacity.OBSERVER, Capacity.CIVIL_SOCIETY, *ANSWERING)
    return Mandate.objects.filter(in_force(on), capacity__in=capacities, person__account__isnull=False)
