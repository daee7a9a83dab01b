"""Answers in words: searched, sorted by tags for the office, quoted only with the party's consent (CON-2)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.consultation.analysis import texts
from convoke.consultation.analysis.asked import asked
from convoke.consultation.form.words import words
from convoke.consultation.models import Response, Tag
from convoke.consultation.operations import tagging
from convoke.core.languages import active_language
from convoke.core.policy import readable, require
from convoke.directory.models import Party

from ....lookups import lookups
from ...frame import actor_of, page_of_list, show
from . import overview
from .looks import Look, frame, look_at

PER_PAGE, LONGEST_SEARCH = 25, 200


def answers(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """The answers in words that one may read; the office puts tags on them here."""
    look = look_at(request, edition, code)
    if request.method == "POST":
        return _post(request, look)
    if not look.is_open:
        return overview.closed(request, look)
    actor, questionnaire = actor_of(request), look.questionnaire
    questions = texts.questions_in_words(asked(questionnaire))
    tags = texts.tags_of(actor, questionnaire) if look.eyes.is_office else []
    parties = lookups(request).parties
    named = Party.objects.filter(
        pk__in=texts.quotable(actor, questionnaire, look.eyes)
        .filter(question__in=[one.code for one in questions]).values("party")
    )
    choices = {
        "question": [(one.code, words(one.label)) for one in questions],
        "party": [(party.code, parties.name(party)) for party in parties.sort(named)],
        "tag": [(tag.code, str(tag.name)) for tag in tags],
    }
    asked_for = {"q": request.GET.get("q", "")[:LONGEST_SEARCH]}
    for key, known in choices.items():
        word = request.GET.get(key, "")
        if word and word not in [value for value, _label in known]:
            look.wrong.append(_("“%(word)s” is not in the list and is left out.") % {"word": word[:80]})
            word = ""
        asked_for[key] = word
    wanted = texts.Wanted(asked_for["q"], asked_for["question"], asked_for["tag"], asked_for["party"])
    page = page_of_list(request, texts.found(actor, questionnaire, look.eyes, questions, wanted), PER_PAGE)
    said = texts.read(actor, questionnaire, questions, page.object_list)
    return show(
        request, "web/consultation/results/answers.html", page=page, said=said, tags=tags, choices=choices,
        wanted=wanted, is_narrowed=any(asked_for.values()), here=request.get_full_path(), **frame(request, look),
    )


def _post(request: HttpRequest, look: Look) -> HttpResponse:
    """Makes a tag, puts one on an answer or takes one off; whatever was wrong is said, and the list stays."""
    actor, questionnaire = actor_of(request), look.questionnaire
    require(actor, "tag", questionnaire)
    do, code = request.POST.get("do", ""), request.POST.get("tag", "")
    try:
        if do == "create":
            tagging.create_tag(
                actor=actor, questionnaire=questionnaire, name={active_language(): request.POST.get("name", "")}
            )
            messages.success(request, _("The tag was made; it can be put on answers now."))
        else:
            tag = readable(actor, Tag).filter(questionnaire=questionnaire, code=code).first()
            number = request.POST.get("response", "")
            response = readable(actor, Response).filter(
                questionnaire=questionnaire, pk=int(number) if number.isascii() and number.isdigit() else 0
            ).first() if len(number) < 19 else None
            if tag is None or response is None or do not in ("tag", "untag"):
                raise ValidationError(_("Choose a tag and an answer of this list."))
            act = tagging.tag_answer if do == "tag" else tagging.untag_answer
            act(actor=actor, tag=tag, response=response, question=request.POST.get("question", "")[:60])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    query = request.GET.urlencode()
    answer = redirect("results-answers", look.edition.code, questionnaire.code)
    answer["Location"] += (f"?{query}" if query else "") + ("#tags" if do == "create" else "")
    return answer
