"""Opening a questionnaire, correcting it, and what else is done with it once it is open."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.consultation.form import translating
from convoke.consultation.models import Disclosure, Questionnaire, QuestionnaireVersion
from convoke.consultation.operations import authoring as operations
from convoke.consultation.reading import authoring as reading
from convoke.consultation.rules import why_not_published
from convoke.consultation.states import QuestionnaireState
from convoke.core import clock, formats
from convoke.core.languages import Translated
from convoke.core.policy import allows, require

from ...forms import carried_out as into_form
from ...frame import actor_of, reader_zone, show
from ..common import questionnaire_or_missing
from .forms import ExtendForm, NoteForm
from .shared import SECTION, Faults, carried_out, drafted, form_of


def moments(at: dt.datetime | None, *zones: str) -> list[str]:
    """A moment in several time zones, each once."""
    return [formats.moment_in(at, zone) for zone in dict.fromkeys(zones)] if at else []


@login_required
def open_(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """What happens when a draft is opened, what is missing for it, and the button that does it."""
    found, questionnaire, version = drafted(request, edition, code)
    require(actor_of(request), "open", questionnaire)
    back = redirect("questionnaire-write", edition=found.code, code=code)
    if questionnaire.state != QuestionnaireState.DRAFT:
        messages.info(request, _("This questionnaire was opened already."))
        return back
    if request.method == "POST":
        done = carried_out(request, lambda: operations.open_questionnaire(
            actor=actor_of(request), questionnaire=questionnaire
        ))
        if done:
            messages.success(request, ngettext(
                "The questionnaire is open: %(number)s is invited to answer.",
                "The questionnaire is open: %(number)s are invited to answer.", done.recipients or 0,
            ) % {"number": done.recipients})
            return back
    form = form_of(version)
    asked, faults = reading.number_asked(questionnaire, clock.today()), Faults(form)
    lacking = _lacking(questionnaire, asked, len(form.by_code))
    return show(
        request, "web/consultation/authoring/open.html", edition=found, section=SECTION, questionnaire=questionnaire,
        version=version, form_=form, asked=asked, faults=faults, lacking=lacking,
        moments=moments(questionnaire.due_at, questionnaire.time_zone, reader_zone(request), "UTC"),
        progress=translating.progress(form, version.translated_from if version else {}),
        can_be_opened=not faults and not lacking, terms=_terms(questionnaire),
    )


def _lacking(questionnaire: Questionnaire, asked: int, questions: int) -> list[str]:
    said = []
    if not questions:
        said.append(_("There is no question yet."))
    if questionnaire.due_at is None:
        said.append(_("Set a deadline."))
    elif questionnaire.due_at <= clock.now():
        said.append(_("The deadline lies ahead. Choose a later day or time."))
    if not asked:
        said.append(_("Nobody would be asked. Choose other parties."))
    return said


def _terms(questionnaire: Questionnaire) -> dict[str, Any]:
    return {
        "disclosures": [Disclosure(one).label for one in questionnaire.disclosures],
        "results": questionnaire.get_results_audience_display(), "seen": questionnaire.get_audience_display(),
    }


# ------------------------------------------------------------------ corrections


@login_required
def correct(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Begins a correction; shows what differs and puts it in force with a note on what was corrected."""
    found, questionnaire, version = drafted(request, edition, code)
    require(actor_of(request), "correct", questionnaire)
    back = redirect("questionnaire-write", edition=found.code, code=code)
    if request.method == "POST" and request.POST.get("do") == "begin":
        if carried_out(request, lambda: operations.begin_correction(
            actor=actor_of(request), questionnaire=questionnaire
        )):
            messages.success(request, _("Correct what is needed. Respondents see nothing of it until you put it in "
                                        "force."))
        return back
    if version is None or version.frozen_at is not None or questionnaire.state == QuestionnaireState.DRAFT:
        messages.info(request, _("No correction is being written."))
        return back
    form = version.parsed
    earlier = questionnaire.versions.filter(frozen_at__isnull=False).latest("number")
    note = NoteForm(request.POST or None, languages=form.languages)
    if request.method == "POST" and note.is_valid():
        done = into_form(note, lambda: operations.put_correction_in_force(
            actor=actor_of(request), questionnaire=questionnaire, note=note.note()
        ))
        if done:
            messages.success(request, _("Version %(number)s is in force. Answers being prepared moved along; changed "
                                        "questions are marked.") % {"number": done.number})
            return redirect("questionnaire-versions", edition=found.code, code=code)
    return show(
        request, "web/consultation/authoring/correct.html", edition=found, section=SECTION,
        questionnaire=questionnaire, version=version, earlier=earlier, form=note, faults=Faults(form),
        changes=reading.differences(earlier.parsed, form), drafts=reading.drafts_that_move(questionnaire),
        same=version.form == earlier.form,
    )


def versions(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """All versions with their checksums, and what differs between any two (``?from=1&to=2``)."""
    found, questionnaire = questionnaire_or_missing(request, edition, code)
    known = reading.versions(actor_of(request), questionnaire)
    later = _numbered(known, request.GET.get("to", ""), known[0] if known else None)
    before = [one for one in known if later and one.number < later.number]
    earlier = _numbered(known, request.GET.get("from", ""), before[0] if before else None)
    changes = reading.differences(earlier.parsed, later.parsed) if earlier and later and earlier != later else []
    return show(
        request, "web/consultation/authoring/versions.html", edition=found, section=SECTION,
        questionnaire=questionnaire, versions=known, later=later, earlier=earlier, changes=changes,
        zone=reader_zone(request), writes=allows(actor_of(request), "draft", questionnaire),
    )


def _numbered(
    known: list[QuestionnaireVersion], word: str, otherwise: QuestionnaireVersion | None
) -> QuestionnaireVersion | None:
    return next((one for one in known if str(one.number) == word), otherwise)


# ------------------------------------------------------------------ once it is open


@login_required
def manage(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Extends the deadline, closes, publishes the totals."""
    found, questionnaire, version = drafted(request, edition, code)
    actor, do = actor_of(request), request.POST.get("do", "")
    if questionnaire.opened_at is None:
        messages.info(request, _("This questionnaire was not opened here."))
        return redirect("questionnaire-write", edition=found.code, code=code)
    due = questionnaire.due_at
    later = (due + dt.timedelta(days=14)).astimezone(ZoneInfo(questionnaire.time_zone)) if due else None
    extend = ExtendForm(request.POST if do == "extend" else None, prefix="extend", initial={
        "day": later.date() if later else None, "time": later.time() if later else dt.time(18),
        "time_zone": questionnaire.time_zone,
    })
    calls: dict[str, tuple[Callable[[], object], str]] = {
        "close": (lambda: operations.close_questionnaire(actor=actor, questionnaire=questionnaire),
                  _("The questionnaire is closed. It can be opened again by extending the deadline.")),
        "publish": (lambda: operations.publish_results(actor=actor, questionnaire=questionnaire),
                    _("The totals were published.")),
    }
    done = None
    if do == "extend" and extend.is_valid():
        moment = extend.moment()
        if moment and _extended(request, questionnaire, extend, moment):
            done = _("The deadline was extended.")
    elif do in calls and carried_out(request, calls[do][0]):
        done = calls[do][1]
    if done:
        messages.success(request, done)
        return redirect("questionnaire-manage", edition=found.code, code=code)
    return show(
        request, "web/consultation/authoring/manage.html", edition=found, section=SECTION,
        questionnaire=questionnaire, version=version, extend_form=extend, state=questionnaire.state,
        moments=moments(due, questionnaire.time_zone, reader_zone(request), "UTC"), zone=reader_zone(request),
        is_open=questionnaire.state == QuestionnaireState.OPEN, terms=_terms(questionnaire),
        may_publish=allows(actor, "publish-results", questionnaire) and not why_not_published(questionnaire),
        name=str(Translated(questionnaire.name)),
    )


def _extended(request: HttpRequest, questionnaire: Questionnaire, form: ExtendForm, moment: dt.datetime) -> bool:
    def call() -> Any:
        return operations.extend_deadline(actor=actor_of(request), questionnaire=questionnaire, due_at=moment)

    return into_form(form, call) is not None
