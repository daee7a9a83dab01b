"""What earlier editions left to be done, ticked and taken up by a theme of this agenda (PRO-5)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convoke.core.languages import active_language, direction
from convoke.core.policy import readable, require
from convoke.editions.models import Edition
from convoke.outcomes.models import Action
from convoke.outcomes.operations.taking_up import take_up
from convoke.outcomes.queries import with_context
from convoke.programme.agenda.reading import is_adopted
from convoke.programme.models import Theme

from ..forms import carried_out, sent
from ..frame import actor_of, edition_or_missing, page_of_list, show
from .forms import Reasoned

PER_PAGE = 30


class TakeUpForm(Reasoned):
    """Into which theme, or under which title a new one."""

    theme = forms.ChoiceField(label=gettext_lazy("Into the theme"), required=False)
    title = forms.CharField(
        label=gettext_lazy("Title of the new theme"), required=False, max_length=200,
        help_text=gettext_lazy("Where no theme is chosen above."),
    )
    field_order = ("theme", "title", "reason")

    def __init__(self, *given: Any, themes: dict[str, Theme], **more: Any) -> None:
        super().__init__(*given, **more)
        self.themes = themes
        self.fields["theme"].choices = [  # type: ignore[attr-defined]
            ("", _("a new theme")), *((code, str(one.title)) for code, one in themes.items())
        ]
        self.fields["title"].widget.attrs |= {"lang": active_language(), "dir": direction(active_language())}


@login_required
def page(request: HttpRequest, edition: str) -> HttpResponse:
    """The actions of an earlier edition, those due at this one first, to be ticked."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "take-up", Action)
    themes = {
        one.code: one
        for one in readable(actor, Theme).filter(edition=found, kind=Theme.Kind.AGENDA).order_by("order", "pk")
    }
    earlier = list(Edition.objects.filter(forum=found.forum_id, ordinal__lt=found.ordinal).order_by("-ordinal"))
    source = next((one for one in earlier if one.code == request.GET.get("from")), earlier[0] if earlier else None)
    is_due = request.GET.get("due") == "1"
    own = readable(actor, Action).filter(edition=source, group=Action.Group.OUTCOME)
    if is_due:
        own = own.filter(pk__in=own.filter(reports_due__due_at=found).values("pk"))
    listed = page_of_list(request, with_context(actor, own).prefetch_related("taken_up__theme").order_by("order"),
                          PER_PAGE)
    given = sent(request)
    form = TakeUpForm(given, themes=themes, is_adopted=is_adopted(found))
    ticked = {int(one) for one in request.POST.getlist("actions") if one.isascii() and one.isdecimal()}
    if request.method == "POST" and form.is_valid():
        theme = carried_out(form, lambda: _taken(request, found, form, ticked))
        if theme is not None:
            messages.success(request, _("Taken up. The theme says so among its reasons."))
            return redirect("agenda-compose", found.code)
    return show(
        request, "web/agenda/take_up.html", edition=found, section="programme", form=form, page=listed, source=source,
        earlier=[(one.code, one.name) for one in earlier], is_due=is_due, ticked=ticked,
        status=422 if form.errors else 200,
    )


def _taken(request: HttpRequest, edition: Edition, form: TakeUpForm, ticked: set[int]) -> Theme:
    data = form.cleaned_data
    return take_up(
        actor=actor_of(request), edition=edition, actions=list(Action.objects.filter(pk__in=ticked)),
        theme=form.themes.get(data["theme"]), title={active_language(): data["title"]},
        reason=data.get("reason", ""),
    )
