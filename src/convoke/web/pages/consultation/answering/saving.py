"""CON-3: what was typed is saved as it is typed; a lost line or an ended session costs nothing.

The answer tells the page what stands now. It is asked for by hundreds of governments every other
second, so that it reads no more than it needs.
"""

from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.consultation.form.model import Form, Kind
from convoke.consultation.form.progress import standing
from convoke.consultation.form.words import NameOf, in_words
from convoke.consultation.models import Response
from convoke.consultation.models.questionnaires import form_of
from convoke.consultation.operations.answering import Saved, save_answers
from convoke.consultation.queries import present_answers
from convoke.core.actors import Actor
from convoke.core.policy import Denied, readable
from convoke.directory.models import Party
from convoke.directory.queries import Names

from ....lookups import lookups
from ...frame import actor_of, reader_zone
from ..common import SELF
from .attaching import attached, file_lines
from .fields import given_by, mark_of

CLIENT = 40
"""How long the name of a tab is at most."""


def save(request: HttpRequest, edition: str, code: str, party: str) -> JsonResponse:
    """Saves the questions that were sent (POST), or says that one may go on sending (GET), with a fresh token.

    Never a page: 401 asks to sign in, 404 and 403 say that this is another's answer, 409 that it is closed.
    """
    if not request.user.is_authenticated:
        back = request.GET.get("back", "") or reverse("answer", args=[edition, code, party])
        where = f"{reverse('account_login')}?{urlencode({'next': back})}"
        return _said(401, _("Your session has ended. Sign in in another window; nothing is lost."), sign_in=where)
    actor = actor_of(request)
    found = _response(actor, edition, code, party)
    if found is None:
        return _strange()
    response, form_text = found
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)}) if _may_read(actor, response) else _strange()
    try:
        return _saved(request, actor, response, form_of(form_text))
    except Denied:
        if not _may_read(actor, response):
            return _strange()
        return _said(403, _("This section is not in your hands now. What was typed is kept on this device."))
    except ValidationError as error:
        return _said(409, " ".join(error.messages)) if _may_read(actor, response) else _strange()


def _strange() -> JsonResponse:
    return _said(404, _("The account signed in now does not answer for this government. What was typed is kept on this "
                        "device."))


def _response(actor: Actor, edition: str, code: str, party: str) -> tuple[Response, str] | None:
    """The response at an address, by its number alone, and the text of its form.

    Nothing of it is told before the right to type, or to read it, was asked for.
    """
    whose = {"account": actor.account_id or 0} if party == SELF else {"party__code": party}
    found = Response.objects.filter(questionnaire__edition__code=edition, questionnaire__code=code, **whose)
    row = found.order_by().values_list("pk", Cast("version__form", TextField())).first()
    return (Response(pk=row[0]), row[1]) if row else None


def _may_read(actor: Actor, response: Response) -> bool:
    return readable(actor, Response).filter(pk=response.pk).exists()


def _saved(request: HttpRequest, actor: Actor, response: Response, form: Form) -> JsonResponse:
    data = request.POST
    given = given_by(form.by_code, data, _names(request, form, data))
    unknown = set(data.getlist("on-page")) - set(form.by_code)
    if not (given or request.FILES) and not _may_read(actor, response):
        return _strange()
    saved = save_answers(actor=actor, response=response, given=given, client=client_of(data))
    lines = {}
    if request.FILES:
        whole = Response.objects.select_related("party", "questionnaire__edition").get(pk=response.pk)
        filed = attached(request, actor, whole, form.by_code.values(), client_of(data))
        one, party = whole.questionnaire, whole.party.code if whole.party else SELF
        saved, lines = saved | filed, file_lines(filed, one.edition.code, one.code, party)
    answer = told(form, response, saved, request) | {"files": lines}
    answer["refused"].update(dict.fromkeys(unknown, _("The corrected questionnaire asks this no more. Your text is "
                                                      "kept on this device.")))
    return JsonResponse(answer)


def _names(request: HttpRequest, form: Form, data: QueryDict) -> Names | None:
    asked = (form.by_code.get(code) for code in data.getlist("on-page"))
    return lookups(request).parties if any(one and one.kind == Kind.PARTY for one in asked) else None


def told(form: Form, response: Response, saved: dict[str, Saved], request: HttpRequest) -> dict[str, Any]:
    """What the page is told of a save: revisions, refusals, texts of others, and what is asked now."""
    stands = standing(form, present_answers(response))
    parties = _party_names(request, form, saved)
    return {
        "saved": {code: one.revision for code, one in saved.items() if not one.refused and not one.aside},
        "was": {code: mark_of(one.value) for code, one in saved.items()},
        "refused": {code: one.refused for code, one in saved.items() if one.refused},
        "aside": {
            code: {"revision": one.revision, "stands": in_words(form.by_code[code], one.value, parties)}
            for code, one in saved.items() if one.aside
        },
        "asked": sorted(stands.relevant),
        "calculated": dict(stands.calculated),
        "faults": dict(stands.faults),
        "progress": progress_words(stands.answered, stands.asked),
        "sections": {
            section: progress_words(one.answered, one.asked) for section, one in stands.sections.items()
            if one.relevant
        },
        "missing": len(stands.missing),
        "at": timezone.localtime(timezone.now(), ZoneInfo(reader_zone(request))).strftime("%H:%M"),
    }


def client_of(data: QueryDict) -> str:
    """The name a page has given itself, so that what comes from one tab is known as such."""
    return data.get("client", "").replace("\x00", "")[:CLIENT]


def progress_words(answered: int, asked: int) -> str:
    """How far a section or a questionnaire is."""
    return ngettext(
        "%(answered)s of %(asked)s question answered", "%(answered)s of %(asked)s questions answered", asked
    ) % {"answered": answered, "asked": asked}


def _party_names(request: HttpRequest, form: Form, saved: dict[str, Saved]) -> NameOf:
    if not any(one.aside and form.by_code[code].kind == Kind.PARTY for code, one in saved.items()):
        return str
    names = lookups(request).parties
    known = {party.code: names.name(party) for party in Party.objects.all()}
    return lambda code: known.get(code, code)


def _said(status: int, sentence: str, **more: str) -> JsonResponse:
    return JsonResponse({"said": sentence, **more}, status=status)
