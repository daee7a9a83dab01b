"""What the journal says, as sentences: each app's verbs in a module of their own."""

from collections.abc import Callable

from convoke.core.models import JournalEntry

from . import (
    afterwards,
    agenda,
    bodies,
    consultation,
    consultation_answering,
    consultation_authoring,
    consultation_chasing,
    consultation_intake,
    consultation_results,
    directory,
    editions,
    forum,
    library,
    marketplace,
    meetings,
    outreach,
    programme,
    rooms,
    schedules,
    teams,
    timetable,
)

Sentence = Callable[[JournalEntry], str]

SENTENCES: dict[str, Sentence] = {
    **forum.SENTENCES, **directory.SENTENCES, **editions.SENTENCES, **bodies.SENTENCES, **outreach.SENTENCES,
    **consultation.SENTENCES, **consultation_authoring.SENTENCES, **consultation_answering.SENTENCES,
    **consultation_intake.SENTENCES, **consultation_chasing.SENTENCES, **consultation_results.SENTENCES,
    **programme.SENTENCES, **agenda.SENTENCES, **library.SENTENCES,
    **teams.SENTENCES, **timetable.SENTENCES, **marketplace.SENTENCES, **rooms.SENTENCES,
    **meetings.SENTENCES, **schedules.SENTENCES, **afterwards.SENTENCES,
}
"""How each verb is said; a test asks for every verb an operation uses."""


def sentence(entry: JournalEntry) -> str:
    """One entry as a sentence; its verb for one that has none yet."""
    said = SENTENCES.get(entry.verb)
    return said(entry) if said else entry.verb
