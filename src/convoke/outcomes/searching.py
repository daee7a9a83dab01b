"""What can be found of the outcomes: findings and actions."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from convoke.search.registry import Entry, Searchable, by_language

from .models import Action, Finding

TITLE = 14
"""Words of a text without a title that stand for one."""


def findings(queryset: "QuerySet[Any]") -> Iterator[Entry]:
    """LIB-1: findings, by their own audience; one query."""
    for one in queryset.select_related("edition", "session"):
        for language, (heading, text) in by_language(one.heading, one.text):
            yield Entry(
                kind="finding", thing=one.pk, language=language, code=one.code, edition=one.edition.code,
                sessions=(one.session.code,) if one.session else (), audience=one.audience,
                title=heading or Truncator(text).words(TITLE), about=one.code, text=text,
            )


def actions(queryset: "QuerySet[Any]") -> Iterator[Entry]:
    """LIB-1: actions, by their own audience, with the parties that take them on; two queries."""
    for one in queryset.select_related("edition", "session").prefetch_related("commitments__party"):
        texts = (one.text, one.deliverable, one.note)
        for language, (text, *more) in by_language(*texts):
            yield Entry(
                kind="action", thing=one.pk, language=language, code=one.code, edition=one.edition.code,
                sessions=(one.session.code,) if one.session else (), audience=one.audience,
                parties=tuple(sorted({commitment.party.code for commitment in one.commitments.all()})),
                title=Truncator(text).words(TITLE), about=one.code, text="\n".join(filter(None, (text, *more))),
            )


FINDINGS = Searchable("finding", _("Findings"), Finding, findings, {"outcomes.finding": "code"})
ACTIONS = Searchable(
    "action", _("Actions"), Action, actions,
    {"outcomes.action": "code", "outcomes.commitment": "commitments__pk"},
)
