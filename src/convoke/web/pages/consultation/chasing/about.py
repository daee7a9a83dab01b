"""What a questionnaire is: who asks whom what, on what terms, and what came of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.consultation.models import (
    Disclosure,
    KnownReply,
    Priority,
    QuestionMatch,
    Questionnaire,
    QuestionnaireVersion,
    ReplyCount,
    Response,
)
from convoke.consultation.reading.own import own
from convoke.consultation.reading.standing import in_short, who_answered
from convoke.consultation.rules import SMALLEST_GROUP, may_see_results
from convoke.consultation.states import EDITABLE, QuestionnaireState
from convoke.core.audiences import Audience
from convoke.core.languages import active_language
from convoke.core.policy import allows, readable
from convoke.directory.models import Party
from convoke.programme.models import ThemeReason

from ....lookups import lookups
from ...frame import actor_of, reader_zone, show
from ..common import SELF, questionnaire_or_missing
from .forms import parts, said


def questionnaire(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """One questionnaire, for everybody who may know of it; with what each may do with it."""
    actor = actor_of(request)
    found, one = questionnaire_or_missing(request, edition, code)
    office = allows(actor, "chase", one)
    names = lookups(request).parties
    mine = _own(request, one)
    return show(
        request, "web/consultation/chasing/questionnaire.html", edition=found, section="questionnaires",
        questionnaire=one, office=office, zone=reader_zone(request), mine=mine, editable=EDITABLE,
        is_open=one.state == QuestionnaireState.OPEN, is_draft=one.state == QuestionnaireState.DRAFT,
        disclosures=[Disclosure(value).label for value in one.disclosures if value in Disclosure.values],
        totals_seen_by=Audience(one.results_audience).label, smallest=SMALLEST_GROUP,
        may_see_results=may_see_results(actor, one) and not one.is_record,
        rate=in_short(actor, [one]).get(one.pk), answered=names.sort(who_answered(actor, one)) if not office else [],
        counts=[count for count in readable(actor, ReplyCount).filter(questionnaire=one) if count.value is not None],
        replies=_replies(request, one), compared=_is_compared(request, one) or office,
        **_asked(request, one), **_came_of_it(request, one),
    )


@login_required
def answer(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Leads each reader to their own answer: the link of every invitation."""
    found, one = questionnaire_or_missing(request, edition, code)
    mine = _own(request, one)
    if len(mine) == 1:
        party = mine[0].party.code if mine[0].party else SELF
        return redirect("answer", found.code, one.code, party)
    if not mine:
        messages.info(request, _(
            "You do not answer this questionnaire. A government’s focal point or deputy does; sections can be handed "
            "to others."
        ))
    return redirect("questionnaire", found.code, one.code)


def _own(request: HttpRequest, one: Questionnaire) -> list[Response]:
    """The reader's own responses, and those of which a part was handed to them."""
    actor = actor_of(request)
    if actor.account_id is None:
        return []
    asked = own(actor) if allows(actor, "chase", one) else readable(actor, Response)
    found = asked.filter(questionnaire=one).select_related("party").order_by("pk")
    return list(found)


def _replies(request: HttpRequest, one: Questionnaire) -> list[tuple[str, list[Party]]]:
    """What sources tell of the replies of real parties, by how they replied."""
    found: dict[str, list[Party]] = {}
    for reply in readable(actor_of(request), KnownReply).filter(questionnaire=one).select_related("party"):
        found.setdefault(reply.kind, []).append(reply.party)
    names = lookups(request).parties
    return [(str(kind.label), names.sort(found[kind])) for kind in KnownReply.Kind if kind in found]


def _asked(request: HttpRequest, one: Questionnaire) -> dict[str, Any]:
    """The form as asked for: a version (the last) in one of its languages; a word that fits none is named."""
    versions = list(readable(actor_of(request), QuestionnaireVersion).filter(questionnaire=one))
    if not versions:
        return {"versions": [], "version": None}
    number, language = request.GET.get("version", ""), request.GET.get("language", "")
    by_number = {str(version.number): version for version in versions}
    version = by_number.get(number, versions[-1])
    form = version.parsed
    usual = active_language() if active_language() in form.languages else form.languages[0]
    shown = language if language in form.languages else usual
    return {
        "versions": versions, "version": version, "intro": said(form.intro, shown), "parts": parts(form, shown),
        "form_languages": form.languages, "form_language": shown,
        "number_of_questions": sum(question.is_answered for question in form.questions()),
        "unknown": [
            word for word, known in ((number, by_number), (language, form.languages)) if word and word not in known
        ],
    }


def _came_of_it(request: HttpRequest, one: Questionnaire) -> dict[str, Any]:
    """PRO-5: its priorities, each with the themes that cite it, and the themes that cite it as a whole."""
    actor = actor_of(request)
    reasons = list(
        readable(actor, ThemeReason).filter(Q(questionnaire=one) | Q(priority__questionnaire=one))
        .select_related("theme__edition")
    )
    cited: dict[int | None, list[Any]] = {}
    for reason in reasons:
        cited.setdefault(reason.priority_id, []).append(reason.theme)
    priorities = readable(actor, Priority).filter(questionnaire=one)
    return {
        "priorities": [(priority, cited.get(priority.pk, [])) for priority in priorities],
        "themes": cited.get(None, []),
    }


def _is_compared(request: HttpRequest, one: Questionnaire) -> bool:
    """Whether there is something to see on the page of comparison."""
    own_matches = Q(earlier=one) | Q(later=one)
    return readable(actor_of(request), QuestionMatch).filter(own_matches).exists()


