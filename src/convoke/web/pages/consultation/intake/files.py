"""The form as a file to fill in offline, and the files that were handed in."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.consultation.models import Intake, Questionnaire, Response
from convoke.consultation.queries import version_in_force
from convoke.consultation.reading.intake import WRITERS, form_file, intake_by_pk
from convoke.consultation.rules import whole_responses
from convoke.consultation.states import QuestionnaireState
from convoke.core.files.operations import TYPES
from convoke.core.policy import Denied
from convoke.directory.roles import OFFICE

from ....errors import Missing
from ...files import stored_file
from ...frame import actor_of
from ..answering.languages import form_language
from ..common import questionnaire_or_missing, response_or_missing

SHOWN = ("image/png", "image/jpeg")
"""What may stand beside the form while it is entered: pictures, which run nothing."""


@login_required
def answer_form(request: HttpRequest, edition: str, code: str, party: str, ending: str) -> HttpResponse:
    """The form with the present draft of a response, as XLSX or DOCX; ``?language=``, ``?blank=1``."""
    _found, response = response_or_missing(request, edition, code, party)
    if not whole_responses(actor_of(request)).filter(pk=response.pk).exists():
        raise Denied("read", OFFICE)
    blank = bool(request.GET.get("blank"))
    return _file(request, response.questionnaire, ending, response, blank=blank)


@login_required
def blank_form(request: HttpRequest, edition: str, code: str, ending: str) -> HttpResponse:
    """The form of an open questionnaire, with nothing in it, as XLSX or DOCX; ``?language=``."""
    _found, questionnaire = questionnaire_or_missing(request, edition, code)
    return _file(request, questionnaire, ending, None)


def _file(
    request: HttpRequest, questionnaire: Questionnaire, ending: str, response: Response | None, *, blank: bool = False
) -> HttpResponse:
    version = response.version if response else version_in_force(questionnaire)
    here = [questionnaire.edition.code, questionnaire.code]
    if ending not in WRITERS:
        raise Missing(_("form"), ending, [
            (one, reverse("questionnaire-form-file", args=[*here, one])) for one in WRITERS
        ])
    if version is None or questionnaire.state == QuestionnaireState.DRAFT:
        raise Missing(_("form"), ending, [(questionnaire.code, reverse("questionnaire", args=here))])
    asked = request.GET.get("language", "")
    language = asked if asked in version.parsed.languages else form_language(request, version.parsed)
    content = form_file(questionnaire, version, ending, language, response, with_answers=not blank)
    answer = HttpResponse(content, content_type=TYPES[ending])
    whose = f"-{response.party.code}" if response and response.party else ""
    answer["Content-Disposition"] = f'attachment; filename="{questionnaire.code}{whose}-{language}.{ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def intake_or_missing(request: HttpRequest, edition: str, code: str, pk: int) -> tuple[Questionnaire, Intake]:
    """What was handed in under a number; raises :class:`Missing` where there is none the reader may see."""
    _found, questionnaire = questionnaire_or_missing(request, edition, code)
    one = intake_by_pk(actor_of(request), questionnaire, pk)
    if one is None:
        raise Missing(_("answer handed in"), str(pk), [
            (questionnaire.code, reverse("questionnaire", args=[edition, questionnaire.code]))
        ])
    return questionnaire, one


@login_required
def handed_file(request: HttpRequest, edition: str, code: str, pk: int, file: UUID) -> FileResponse:
    """The file that was handed in, to take along; a picture may stand beside the form (``?show=1``)."""
    _questionnaire, one = intake_or_missing(request, edition, code, pk)
    if one.file is None or one.file.pk != file:
        raise Http404
    inline = bool(request.GET.get("show")) and one.file.content_type in SHOWN
    answer = stored_file(one.file, in_place=inline)
    answer["Cache-Control"] = "private, no-store"
    return answer
