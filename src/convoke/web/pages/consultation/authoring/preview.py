"""A questionnaire as a respondent sees it: any section in any language, with what one enters; nothing is stored."""

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from convoke.consultation.form.model import Form, Kind, Question, Section
from convoke.consultation.form.progress import Standing, standing
from convoke.consultation.form.values import NotAccepted, read
from convoke.directory.models import GOVERNMENTS, Party

from ....errors import Missing
from ....lookups import lookups
from ...forms import party_choices
from ...frame import reader_zone, show
from ..answering.fields import Field, by_code, in_fields, typed, word
from ..answering.languages import language_choices, page_language
from .shared import SECTION, Faults, drafted, form_of

SALT = "preview"


@dataclass(frozen=True)
class Place:
    """A section in the list beside."""

    section: Section
    is_shown: bool
    answered: int
    asked: int


@login_required
def preview(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """One section as a respondent has it, in any language of the form, for any party."""
    found, questionnaire, version = drafted(request, edition, code)
    form = form_of(version)
    language = _language(request, form)
    parties = {party.code: party for party in Party.objects.all()}
    answers, refused = _entered(request, form)
    stands = standing(form, answers)
    here = _here(request, form, stands)
    fields = _fields(request, here, answers, refused, stands, language, parties) if here else []
    names = lookups(request).parties
    as_party = parties.get(request.POST.get("as", "") or request.GET.get("as", ""))
    return show(
        request, "web/consultation/authoring/preview.html", edition=found, section=SECTION,
        questionnaire=questionnaire, version=version, form_=form, part=here, fields=fields, form_language=language,
        title=word(here.title, language) if here else "", intro=word(here.intro, language) if here else "",
        form_intro=word(form.intro, language), name=word(questionnaire.name, language),
        sender=word(questionnaire.sender, language), purpose=word(questionnaire.purpose, language),
        choices=language_choices(form), places=_places(form, stands), carried=_carry(answers),
        parties=[label for _code, label in party_choices(names, parties.values())] if _asks_for_parties(here) else [],
        as_parties=party_choices(names, [one for one in parties.values() if one.kind in GOVERNMENTS]),
        as_party=as_party, stands=stands, zone=reader_zone(request), faults=len(Faults(form)), shows_fields=True,
        wrong=[one for one in fields if one.error and one.is_asked],
    )


def _language(request: HttpRequest, form: Form) -> str:
    asked = request.POST.get("switch") or request.POST.get("language") or request.GET.get("language", "")
    return asked if asked in form.languages else page_language(form)


def _asks_for_parties(here: Section | None) -> bool:
    return here is not None and any(one.kind == Kind.PARTY for one in here.questions)


def _entered(request: HttpRequest, form: Form) -> tuple[dict[str, Any], dict[str, str]]:
    """What was entered so far, carried in the page itself, with what was not accepted of this section."""
    try:
        answers: dict[str, Any] = signing.loads(request.POST.get("carried", ""), salt=SALT)
    except signing.BadSignature:
        answers = {}
    answers = {code: value for code, value in answers.items() if code in form.by_code}
    refused: dict[str, str] = {}
    names = lookups(request).parties
    for code in request.POST.getlist("on-page"):
        question = form.by_code.get(code)
        if question is None or not question.is_answered or question.kind == Kind.FILE:
            continue
        try:
            value = read(question, by_code(question, typed(question, request.POST), names))
        except NotAccepted as refusal:
            refused[code] = str(refusal)
            continue
        if value is None:
            answers.pop(code, None)
        else:
            answers[code] = value
    return answers, refused


def _carry(answers: dict[str, Any]) -> str:
    return signing.dumps(json.loads(json.dumps(answers)), salt=SALT, compress=True)


def _here(request: HttpRequest, form: Form, stands: Standing) -> Section | None:
    if not form.sections:
        return None
    asked = request.POST.get("go") or request.POST.get("here") or request.GET.get("section", "")
    if asked and form.section(asked) is None:
        raise Missing(_("section"), asked, [])
    shown = [one for one in form.sections if stands.sections[one.code].relevant] or list(form.sections)
    here = form.section(asked) if asked else shown[0]
    if request.POST.get("do") == "next" and here is not None:
        after = form.sections[form.sections.index(here) + 1 :]
        here = next((one for one in after if one in shown), here)
    return here


def _fields(
    request: HttpRequest, here: Section, answers: dict[str, Any], refused: dict[str, str], stands: Standing,
    language: str, parties: dict[str, Party],
) -> list[Field]:
    made, number, names = [], 0, lookups(request).parties
    for question in here.questions:
        given = in_fields(question, answers.get(question.code), names, parties)
        if question.code in refused:
            given = typed(question, request.POST)
        one = _field(question, given, language, stands)
        one.error = refused.get(question.code) or stands.faults.get(question.code, "")
        if question.is_answered and one.is_asked:
            number += 1
            one.number = number
        made.append(one)
    return made


def _field(question: Question, given: Any, language: str, stands: Standing) -> Field:
    return Field(
        question, language, given, 0, "", is_asked=question.code in stands.relevant,
        calculated=stands.calculated.get(question.code, ""),
    )


def _places(form: Form, stands: Standing) -> list[Place]:
    return [
        Place(one, stands.sections[one.code].relevant, stands.sections[one.code].answered,
              stands.sections[one.code].asked)
        for one in form.sections
    ]
