"""CON-1: what was submitted stays readable: each submission as a page, and its receipt as a PDF."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from convoke.consultation.models import Response, Submission
from convoke.consultation.reading.answering import prepared, submissions_of
from convoke.editions.models import Edition
from convoke.reporting.response_receipt import response_receipt

from ....errors import Missing
from ...frame import actor_of, reader_zone, show
from ..common import response_or_missing
from .languages import form_language
from .sections import address, party_word
from .telling import teller, told


def _submission(
    request: HttpRequest, edition: str, code: str, party: str, number: int
) -> tuple[Edition, Response, Submission]:
    found, response = response_or_missing(request, edition, code, party)
    known = list(submissions_of(actor_of(request), response))
    one = next((one for one in known if one.number == number), None)
    if one is None:
        near = [(str(other.number), address("answer-submission", response, other.number)) for other in known]
        raise Missing(_("submission"), str(number), near)
    return found, response, one


@login_required
def submission(request: HttpRequest, edition: str, code: str, party: str, number: int) -> HttpResponse:
    """A submission with all its answers, as it was."""
    found, response, one = _submission(request, edition, code, party, number)
    response.version = one.version  # its own questions, whatever was corrected since
    read = prepared(actor_of(request), response)
    language = form_language(request, read.form)
    return show(
        request, "web/consultation/answering/submission.html", edition=found, section="questionnaires",
        response=response, questionnaire=response.questionnaire, party_word=party_word(response), one=one,
        answers=told(read, teller(request), language, one.answers), zone=reader_zone(request), file_links=True,
    )


@login_required
def receipt(request: HttpRequest, edition: str, code: str, party: str, number: int) -> HttpResponse:
    """The receipt of a submission as a PDF."""
    _edition, response, one = _submission(request, edition, code, party, number)
    pdf = response_receipt(actor=actor_of(request), submission=one, time_zone=reader_zone(request))
    answer = HttpResponse(pdf, content_type="application/pdf")
    name = f"{response.questionnaire.code}-{party_word(response)}-receipt-{one.number}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
