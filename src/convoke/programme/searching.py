"""What can be found of the programme: sessions."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from convoke.search.registry import Entry, Searchable, by_language

from .models import Session
from .states import TeamState


def sessions(queryset: "QuerySet[Any]") -> Iterator[Entry]:
    """Sessions with their aim, theme and guiding questions; three queries. The programme is public."""
    for one in queryset.select_related("edition", "roundtable").prefetch_related("questions", "team__party"):
        aims = [question.text for question in one.questions.all()]
        roundtable = one.roundtable.title if one.roundtable else None
        for language, (title, aim, of, *asked) in by_language(one.title, one.aim, roundtable, *aims):
            yield Entry(
                kind="session", thing=one.pk, language=language, code=one.code, edition=one.edition.code,
                sessions=(one.code,),
                parties=tuple(sorted({row.party.code for row in one.team.all() if row.state == TeamState.MEMBER})),
                title=title, about=f"{one.code} {of}", text="\n".join(filter(None, (aim, *asked))),
            )


SESSIONS = Searchable(
    "session", _("Sessions"), Session, sessions,
    {
        "programme.session": "code", "programme.roundtable": "roundtable__code",
        "programme.guidingquestion": "questions__code", "programme.teammember": "team__pk",
    },
)
