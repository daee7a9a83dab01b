"""Notices: drafting, looking at them as each recipient will, sending, and what became of them."""

import csv
from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convoke.core import clock
from convoke.core.formats import never_formula, phrase
from convoke.core.languages import Translated, direction
from convoke.core.markup import to_html
from convoke.core.policy import readable, require
from convoke.directory.models import Capacity, Party, Person
from convoke.editions.queries import forum
from convoke.outreach import queries
from convoke.outreach.models import Delivery, Notice
from convoke.outreach.operations import notices as operations
from convoke.outreach.operations import sending
from convoke.outreach.recipients import Languages, Selection, choices, recipients
from convoke.outreach.states import DeliveryState, NoticeState

from ...errors import Missing
from ...lookups import lookups
from ...templatetags.convoke import language_name
from ..frame import actor_of, near, page_of_list, show
from .forms import STATUSES, NoticeForm

COLUMNS = (
    "party", "person", "address", "language", "state", "sent", "opened", "answered", "came_back", "reason",
)
"""The head of the file of deliveries."""


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A new notice; single parties may be given by the address."""
    actor = actor_of(request)
    require(actor, "draft", Notice)
    if request.method != "POST":
        asked = {name: request.GET[name] for name in ("parties", "body", "grouping", "region", "status", "about")
                 if name in request.GET}
        return _form(request, NoticeForm(actor, initial=asked))
    form = NoticeForm(actor, request.POST)
    if form.is_valid():
        try:
            made = operations.draft(actor=actor, **form.given())
        except ValidationError as error:
            _add_errors(form, error)
        else:
            return redirect("notice-preview", made.code)
    return _form(request, form, status=400)


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Changes a draft; a notice that was handed over is changed no more, and what was typed stays on the page."""
    actor, found = actor_of(request), _notice(request, code)
    if request.method != "POST":
        if found.state != NoticeState.DRAFT:
            messages.error(request, _("This notice has been handed over for sending and can no longer be changed."))
            return redirect("notice", found.code)
        return _form(request, NoticeForm(actor, initial=NoticeForm.initial_of(found)), notice=found)
    form = NoticeForm(actor, request.POST)
    if form.is_valid():
        try:
            operations.change(actor=actor, notice=found, **form.given())
        except ValidationError as error:
            _add_errors(form, error)
        else:
            return redirect("notice-preview", found.code)
    return _form(request, form, notice=found, status=400)


def _form(request: HttpRequest, form: NoticeForm, status: int = 200, notice: Notice | None = None) -> HttpResponse:
    return show(
        request, "web/outreach/notice_form.html", status=status, forum=forum(), section="outreach", form=form,
        notice=notice,
    )


def _add_errors(form: NoticeForm, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, faults in error.message_dict.items():
        for fault in faults:
            form.add_error(name if name in form.fields else None, fault)


@login_required
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """A notice: its text, whom it is for, and what became of it for each recipient."""
    actor, found = actor_of(request), _notice(request, code)
    state, language = request.GET.get("state", ""), request.GET.get("language", "")
    counts = queries.counts(actor, found)
    total = sum(counts.values())
    waiting = sum(counts.get(one, 0) for one in queries.ON_THE_WAY)
    context: dict[str, Any] = {
        "notice": found,
        "bars": [(DeliveryState(one).label, number, one) for one, number in counts.items()],
        "total": total, "waiting": waiting, "done": total - waiting, "is_on_its_way": found.state == NoticeState.QUEUED,
    }
    if request.headers.get("HX-Request"):
        return show(request, "web/outreach/notice_counts.html", section="outreach", **context)
    languages = readable(actor, Delivery).filter(notice=found).order_by("language").values_list("language", flat=True)
    return show(
        request, "web/outreach/notice.html", forum=forum(), section="outreach", **context,
        texts=_texts(found), selection=_in_words(request, found),
        page=page_of_list(request, queries.deliveries(actor, found, state, language)),
        states=[(one, label) for label, _number, one in context["bars"]], chosen_state=state,
        languages_used=[(one, language_name(one)) for one in languages.distinct()], chosen_language=language,
        uncertain=queries.uncertain(actor).filter(notice=found)[:50],
    )


@login_required
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """Who would get a notice today, in which language and by what; and the message as it will be read."""
    actor, found = actor_of(request), _notice(request, code)
    if found.state != NoticeState.DRAFT:
        return redirect("notice", found.code)
    everyone = recipients(actor, Selection.read(found.selection), Languages(found), clock.today())
    names = lookups(request).parties
    everyone.sort(key=lambda one: names.key(one.mandate.party) if one.mandate.party else "")
    without = [one for one in everyone if one.channel is None]
    used = Counter(one.language for one in everyone if one.channel)
    texts = _texts(found)
    shown = request.GET.get("language", "")
    text = next((one for one in texts if one["code"] == shown), texts[0] if texts else None)
    example = next((one for one in everyone if text and one.language == text["code"] and one.channel), None)
    return show(
        request, "web/outreach/notice_preview.html", forum=forum(), section="outreach", notice=found,
        total=len(everyone), reached=len(everyone) - len(without), without=without,
        used=used.most_common(),
        fallbacks=sum(one.is_fallback for one in everyone), texts=texts, text=text, example=example,
        page=page_of_list(request, [one for one in everyone if one.channel]),
        selection=_in_words(request, found),
        minutes=-(-(len(everyone) - len(without)) // found.per_minute),
    )


@login_required
@require_POST
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Queues a notice and answers at once; what follows is done in the background."""
    found = _notice(request, code)
    try:
        operations.send(actor=actor_of(request), notice=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("notice-preview", found.code)
    messages.success(request, _("The notice is being prepared and sent. You may leave this page and come back."))
    return redirect("notice", found.code)


@login_required
@require_POST
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Cancels what has not left."""
    found = _notice(request, code)
    try:
        kept = operations.cancel(actor=actor_of(request), notice=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Cancelled. Messages that stay behind: %(number)s.") % {"number": kept})
    return redirect("notice", found.code)


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What the office decides on a message that was interrupted while being handed over."""
    actor = actor_of(request)
    require(actor, "send", Notice)
    one = get_object_or_404(
        readable(actor, Delivery).select_related("notice", "person", "party"), pk=min(pk, 2**62)
    )
    if request.POST.get("deed") == "resend":
        sending.resend(actor=actor, delivery=one)
        messages.success(request, _("The message is queued once more."))
    elif request.POST.get("deed") == "sent":
        sending.count_as_sent(actor=actor, delivery=one)
        messages.success(request, _("The message counts as sent."))
    else:
        messages.error(request, _("Choose whether to send it once more or to count it as sent."))
    return redirect("outreach") if request.POST.get("back") == "outreach" else redirect("notice", one.notice.code)


@login_required
def deliveries_file(request: HttpRequest, code: str) -> HttpResponse:
    """The deliveries of a notice as CSV; formulas that a spreadsheet would carry out are made text."""
    actor, found = actor_of(request), _notice(request, code)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.code}-deliveries.csv"'
    answer.write("\ufeff")
    rows = csv.writer(answer)
    rows.writerow(COLUMNS)
    state, language = request.GET.get("state", ""), request.GET.get("language", "")
    for one in queries.deliveries(actor, found, state, language).iterator(chunk_size=1000):
        moments = [_stamp(at) for at in (one.sent_at, one.opened_at, one.answered_at, one.bounced_at)]
        cells = [one.party.code if one.party else "", str(one.person), one.address, one.language, one.state, *moments]
        rows.writerow([never_formula(cell) for cell in (*cells, one.bounce_reason)])
    return answer


def _stamp(moment: Any) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _texts(found: Notice) -> list[dict[str, Any]]:
    return [
        {"code": code, "dir": direction(code), "subject": words, "html": to_html(found.body.get(code, ""))}
        for code, words in found.subject.items()
    ]


def _in_words(request: HttpRequest, found: Notice) -> list[tuple[str, str]]:
    """The selection as pairs of words."""
    chosen = Selection.read(found.selection)
    if chosen.is_empty:
        return []
    there = choices(actor_of(request))
    named: dict[str, Translated | str] = {
        **{one.code: one.name for one in (*there.groupings, *there.regions)},
    }
    bodies = {one.code: one.name for one in there.bodies}
    names, single = lookups(request).parties, Party.objects.filter(code__in=chosen.parties)
    status = next((str(label) for code, label in STATUSES if code and code == chosen.status), "")
    pairs = [
        (_("Body"), str(bodies.get(chosen.body, chosen.body))),
        (_("Grouping"), str(named.get(chosen.grouping, chosen.grouping))),
        (_("Region"), str(named.get(chosen.region, chosen.region))),
        (_("Status"), status),
        (_("Meeting"), chosen.meeting), (_("Notice"), chosen.notice),
        (_("Single parties"), phrase([names.name(one) for one in names.sort(single)])),
        (_("Single people"), phrase([str(one) for one in Person.objects.filter(code__in=chosen.people)])),
        (_("Who of them"), phrase([str(Capacity(one).label) for one in chosen.capacities if one in Capacity.values])),
    ]
    return [(label, words) for label, words in pairs if words]


def _notice(request: HttpRequest, code: str) -> Notice:
    actor = actor_of(request)
    require(actor, "draft", Notice)
    found = queries.notice_by_code(actor, code)
    if found is None:
        known = list(readable(actor, Notice).values_list("code", flat=True))
        raise Missing(_("notice"), code, near(code, known, "notice"))
    return found
