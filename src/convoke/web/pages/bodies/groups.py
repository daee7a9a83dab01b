"""The bodies of the forum, and the page of each as of a date."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convoke.bodies import queries
from convoke.bodies.models import Body, BodyFunction, BodyMeeting, BodyMember
from convoke.bodies.operations.groups import create_working_group, end_member, enter_member
from convoke.bodies.queries import Seat
from convoke.core import clock
from convoke.core.languages import active_language
from convoke.core.policy import allows, require
from convoke.directory.models import Party
from convoke.editions.queries import current, forum, troika

from ...errors import Missing
from ...lookups import lookups
from ..forms import carried_out, chosen
from ..frame import actor_of, asked_date, near, show
from .forms import EndForm, MemberForm, WorkingGroupForm

_KIND = Body.Kind
SECTIONS = (
    (
        "forum", gettext_lazy("Bodies of the Forum"),
        (_KIND.CONSULTATIVE, _KIND.STEERING, _KIND.OFFICE, _KIND.SUPPORT, _KIND.NETWORK),
    ),
    ("working-groups", gettext_lazy("Working groups"), (_KIND.WORKING_GROUP,)),
    (
        "partners", gettext_lazy("Partners and links"),
        (_KIND.INTER_AGENCY, _KIND.LIAISON, _KIND.PARTNERSHIP, _KIND.COMMITTEE),
    ),
    ("processes", gettext_lazy("Regional consultative processes"), (_KIND.RCP,)),
)
RULES = {
    "region": gettext_lazy("Region"),
    "aliases": gettext_lazy("Also called"),
    "main_topic": gettext_lazy("Main topic"),
    "members_note": gettext_lazy("Who takes part"),
    "holder": gettext_lazy("Held by"),
    "members_named": gettext_lazy("People named"),
    "always_invited": gettext_lazy("Always invited"),
    "frequency": gettext_lazy("How often it meets"),
    "observers": gettext_lazy("Observers"),
    "set_up_by": gettext_lazy("Set up by"),
    "output": gettext_lazy("What came of it"),
    "website": gettext_lazy("Website"),
}
"""What the files say of a body's make-up and is shown as they say it, in English."""


def body_or_missing(request: HttpRequest, code: str) -> Body:
    """The body with a code; raises :class:`Missing` with the bodies there are."""
    found = queries.body_by_code(actor_of(request), code)
    if found is None:
        known = list(queries.bodies(actor_of(request)).values_list("code", flat=True))
        raise Missing(_("body"), code, near(code, known, "body"))
    return found


def bodies(request: HttpRequest) -> HttpResponse:
    """All bodies in groups by kind, each with its next meeting."""
    actor = actor_of(request)
    found, coming = list(queries.bodies_told(actor)), queries.next_meetings(actor, clock.today())
    sections = [
        (code, title, [(body, coming.get(body.pk)) for body in found if body.kind in kinds])
        for code, title, kinds in SECTIONS
    ]
    return show(
        request, "web/bodies/bodies.html", section="bodies", forum=forum(), sections=sections,
        may_create=allows(actor, "create", Body),
    )


def body(request: HttpRequest, code: str) -> HttpResponse:
    """One body: what it is for, its rule of composition, its members as of a date with their balance, its meetings."""
    actor, found = actor_of(request), body_or_missing(request, code)
    on, wrong = asked_date(request)
    seats = queries.members_of(actor, found, on)
    forms = _forms(request, found, seats) if allows(actor, "enter", BodyMember) else {}
    if request.method == "POST" and (answer := _posted(request, found, forms)):
        return answer
    names = lookups(request).parties
    return show(
        request, "web/bodies/body.html", section="bodies", forum=found.forum, body=found, on=on, wrong=wrong,
        seats=sorted(seats, key=lambda seat: (seat.is_observer, names.key(seat.party))),
        balance=queries.body_balance(seats, on), past=queries.past_entries(actor, found, on),
        meetings=queries.meetings_of(actor, found), functions=_functions(found),
        rules=[(label, _told(found.rule[key])) for key, label in RULES.items() if found.rule.get(key)],
        others=[entry["name"] for entry in found.rule.get("members", [])],
        between=queries.between_editions(actor, found) if found.composition == Body.Composition.UNITED_NATIONS else [],
        may_plan=allows(actor, "plan", BodyMeeting), **forms,
    )


def _told(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _functions(found: Body) -> list[tuple[str, list[BodyFunction]]]:
    kinds = BodyFunction.Kind
    told = list(found.functions.all())
    headings = {
        kinds.FUNCTION: _("What it is for"), kinds.PRACTICE: _("In practice"), kinds.RELATION: _("Relation to the "
        "Forum"), kinds.WISH: _("Wished for the future"),
    }
    return [
        (heading, [one for one in told if one.kind == kind])
        for kind, heading in headings.items() if any(one.kind == kind for one in told)
    ]


def _forms(request: HttpRequest, found: Body, seats: list[Seat]) -> dict[str, Any]:
    asked, names = request.POST.get("do"), lookups(request).parties
    enter = MemberForm(
        request.POST if asked == "enter" else None, names=names, prefix="enter", initial={"since": clock.today()}
    )
    end = EndForm(request.POST if asked == "end" else None, prefix="end", initial={"until": clock.today()})
    entered = [seat for seat in seats if seat.entry and seat.entry.until is None]
    end.fields["entry"].choices = [  # type: ignore[attr-defined]
        (str(seat.entry.pk), names.name(seat.party)) for seat in entered if seat.entry
    ]
    return {"enter_form": enter, "end_form": end if entered else None}


def _posted(request: HttpRequest, found: Body, forms: dict[str, Any]) -> HttpResponse | None:
    """What a form of the page asks for; None where it comes back with what was wrong."""
    actor = actor_of(request)
    if request.POST.get("do") == "end":
        require(actor, "end", BodyMember)
        form = forms["end_form"]
        if form is None or not form.is_valid():
            return None
        entry = BodyMember.objects.select_related("body", "party").get(pk=form.cleaned_data["entry"], body=found)
        done = carried_out(form, lambda: end_member(
            actor=actor, member=entry, until=form.cleaned_data["until"], reason=form.cleaned_data["reason"]
        ))
        said = _("The entry was ended; it stays on record.")
    else:
        require(actor, "enter", BodyMember)
        form = forms["enter_form"]
        if not form.is_valid():
            return None
        data = form.cleaned_data
        done = carried_out(form, lambda: enter_member(
            actor=actor, body=found, party=Party.objects.get(code=data["party"]), role=data["role"],
            since=data["since"],
        ))
        said = _("The participant was entered.")
    if done is None:
        return None
    messages.success(request, said)
    return redirect("body", code=found.code)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Sets up a working group."""
    actor, language = actor_of(request), active_language()
    require(actor, "create", Body)
    known = {one.code: one for one in queries.bodies(actor).exclude(kind=Body.Kind.RCP)}
    form = WorkingGroupForm(request.POST or None, names=lookups(request).parties, bodies=known.values())
    present = troika(actor, clock.today()).present or current(actor)
    whole = forum()
    if request.method == "POST" and whole and form.is_valid():
        data = form.cleaned_data
        made = carried_out(form, lambda: create_working_group(
            actor=actor, forum=whole, name={language: data["name"]}, mandate={language: data["mandate"]},
            leads=chosen(data["leads"]), members=chosen(data["members"]), due_on=data["due_on"],
            reports_to=[known[code] for code in data["reports_to"]], edition=present,
        ))
        if made:
            messages.success(request, _("The working group was set up."))
            return redirect("body", code=made.code)
    return show(request, "web/bodies/new.html", section="bodies", forum=whole, form=form)
