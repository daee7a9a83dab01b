"""Notices of the last edition become drafts of the next."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.editions.continuing import Line, Step
from convoke.editions.models import Edition

from .models import Notice
from .states import NoticeState


def _drafts(actor: Actor, source: Edition, target: Edition) -> list[Notice]:
    there = set(Notice.objects.filter(edition=target).values_list("code", flat=True))
    found = readable(actor, Notice).filter(edition=source).exclude(state=NoticeState.CANCELLED).order_by("code")
    made = [
        Notice(
            edition=target, code=f"{one.code[:60]}-{target.code}"[:80], subject=one.subject, body=one.body,
            about=one.about, selection=one.selection, per_minute=one.per_minute, drafted_by_id=actor.account_id,
        )
        for one in found
    ]
    return [one for one in made if one.code not in there]


def _lines(actor: Actor, source: Edition, target: Edition) -> list[Line]:
    return [Line(str(one.subject), _("becomes a draft")) for one in _drafts(actor, source, target)]


def _carry(actor: Actor, source: Edition, target: Edition) -> int:
    return len(Notice.objects.bulk_create(_drafts(actor, source, target)))


NOTICES = Step(
    "notices", gettext_lazy("Texts of notices"),
    gettext_lazy("Each notice of the last edition becomes a draft; nothing is sent."),
    _lines, _carry,
)
