"""Questionnaires taken from an XLSForm, shown before anything is stored, and given out as one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.consultation.form.model import Form, from_json, to_json
from convoke.consultation.form.xlsform import Reading, read_xlsform, write_xlsform
from convoke.consultation.models import Questionnaire
from convoke.consultation.operations.authoring import Terms, draft_questionnaire, edit_form
from convoke.core.policy import require

from ...frame import actor_of, edition_or_missing, reader_zone, show
from ..common import questionnaire_or_missing
from .forms import NOT_A_CODE, UploadForm
from .question_form import KINDS
from .shared import SECTION, Faults, carried_out, drafted, form_of

SALT, KEPT = "xlsform", 24 * 3600
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def import_(request: HttpRequest, edition: str) -> HttpResponse:
    """Reads an XLSForm and shows what was read; a second step makes a questionnaire of it, or replaces a draft's form.

    What was read travels in the page, signed, until it is confirmed: nothing is stored before.
    """
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "draft", Questionnaire)
    into = _into(request, found.code)
    if request.method == "POST" and request.POST.get("read"):
        return _take(request, found, into)
    upload = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": upload}
    if request.method == "POST" and upload.is_valid():
        context |= _read(upload.cleaned_data["file"])
    return show(
        request, "web/consultation/authoring/import.html", edition=found, section=SECTION, into=into, **context
    )


def _into(request: HttpRequest, edition: str) -> Questionnaire | None:
    code = request.POST.get("into") or request.GET.get("into", "")
    return questionnaire_or_missing(request, edition, code)[1] if code else None


def _read(file: Any) -> dict[str, Any]:
    reading: Reading = read_xlsform(file, file.name)
    if reading.form is None or reading.faults:
        return {"faults": reading.faults, "warnings": reading.warnings, "file": file.name}
    form = reading.form
    kept = {"form": to_json(form), "title": dict(reading.title), "code": reading.code or file.name.rpartition(".")[0]}
    return {
        "reading": reading, "warnings": reading.warnings, "file": file.name, "form_": form,
        "parts": [(section, [(one, KINDS[one.kind]) for one in section.questions]) for section in form.sections],
        "kept": signing.dumps(kept, salt=SALT, compress=True), "number": len(form.by_code),
    }


def _take(request: HttpRequest, edition: Any, into: Questionnaire | None) -> HttpResponse:
    try:
        kept = signing.loads(request.POST["read"], salt=SALT, max_age=KEPT)
        form = from_json(kept["form"])
    except (signing.BadSignature, ValueError, KeyError):
        messages.error(request, _("What was read is not there any more. Please choose the file again."))
        return redirect("questionnaire-import", edition=edition.code)
    if into is not None:
        done = carried_out(request, lambda: edit_form(
            actor=actor_of(request), questionnaire=into, change=lambda _before: form
        ))
        if done:
            messages.success(request, _("The questions of the file are now those of the questionnaire."))
        return redirect("questionnaire-write", edition=edition.code, code=into.code)
    made = carried_out(request, lambda: draft_questionnaire(
        actor=actor_of(request), edition=edition, code=_free(edition, kept["code"]), form=form,
        terms=Terms(name=kept["title"] or {form.languages[0]: kept["code"]}, time_zone=reader_zone(request)),
    ))
    if made is None:
        return redirect("questionnaire-import", edition=edition.code)
    messages.success(request, _("The questionnaire was drafted. Look at its terms: to whom it is put, and until when."))
    return redirect("questionnaire-terms", edition=edition.code, code=made.code)


def _free(edition: Any, word: str) -> str:
    taken = set(Questionnaire.objects.filter(edition=edition).values_list("code", flat=True)) | NOT_A_CODE
    stem = slugify(word.replace("_", "-"))[:60].strip("-") or "questionnaire"
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


@login_required
def export(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """The form at hand as an XLSForm; one with faults is not given out, and it is said what is wrong."""
    found, questionnaire, version = drafted(request, edition, code)
    form: Form = form_of(version)
    if (faults := Faults(form)) or not form.by_code:
        said = _("A questionnaire can be exported once nothing in it is wrong or missing: %(first)s")
        messages.error(request, said % {
            "first": faults.all[0].sentence if faults else _("There is no question yet."),
        })
        return redirect("questionnaire-write", edition=found.code, code=code)
    response = HttpResponse(write_xlsform(form, questionnaire.name, questionnaire.code), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{questionnaire.code}.xlsx"'
    return response
