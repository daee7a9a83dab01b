"""From results to the agenda: items are chosen with reasons, and themes cite them (PRO-5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.consultation.analysis.asked import asked
from convoke.consultation.analysis.counting import breakdown
from convoke.consultation.analysis.eyes import THE_OFFICE
from convoke.consultation.analysis.figures import Choices, Rankings
from convoke.consultation.form.model import Kind, Question
from convoke.consultation.form.words import words
from convoke.consultation.models import Priority, Questionnaire
from convoke.consultation.operations import choosing
from convoke.consultation.priorities.rules import ORDERS, RULES, rank
from convoke.core.audiences import Audience
from convoke.core.languages import active_language, direction
from convoke.core.policy import require
from convoke.editions.models import Edition
from convoke.programme.agenda.reading import is_adopted
from convoke.programme.models import Theme
from convoke.programme.operations import themes

from ....errors import Missing
from ...frame import actor_of, show
from ..common import questionnaire_or_missing
from .sentences import PLAIN_RULE, label_of


@dataclass
class Item:
    """An item that can be chosen, with its place by each rule, and what is typed about it."""

    code: str
    label: str
    places: list[str]
    is_unknown: bool
    is_ticked: bool = False
    reasons: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Language, its name, direction, what is typed."""
    wrong: str = ""


@login_required
def choose(request: HttpRequest, edition: str, code: str, question: str) -> HttpResponse:
    """The items of a question, those chosen with their reasons, and the themes that cite them."""
    actor = actor_of(request)
    found, questionnaire = questionnaire_or_missing(request, edition, code)
    require(actor, "choose", questionnaire)
    asked_for = asked(questionnaire).by_code(question)
    if asked_for is None or asked_for.kind not in choosing.OF_WHICH_ONE_CHOOSES:
        known = [
            (words(one.label), reverse("results-choose", args=[edition, code, one.code]))
            for one in asked(questionnaire).questions if one.kind in choosing.OF_WHICH_ONE_CHOOSES
        ]
        raise Missing(_("question of which themes can be chosen"), question, known)
    page = _Page(request, found, questionnaire, asked_for)
    if request.method == "POST" and (answer := page.post()):
        return answer
    return page.show()


class _Page:
    """One request for the page."""

    def __init__(
        self, request: HttpRequest, edition: Edition, questionnaire: Questionnaire, question: Question
    ) -> None:
        self.request, self.edition, self.questionnaire, self.question = request, edition, questionnaire, question
        self.actor = actor_of(request)
        self.wrong: list[str] = []
        own = asked(questionnaire).form.languages
        names = dict(settings.CONVOKE_CONTENT_LANGUAGES)
        first = active_language()
        self.languages = [(one, str(names.get(one, one))) for one in dict.fromkeys((first, *own))]

    def post(self) -> HttpResponse | None:
        """Does what a form of the page asks for; None where it comes back with what was wrong."""
        do = self.request.POST.get("do", "")
        calls: dict[str, Callable[[], str]] = {
            "choose": self._choose, "reason": self._reason, "take-back": self._take_back, "create": self._create,
            "cite": self._cite,
        }
        if do not in calls:
            self.wrong.append(_("This page has no such form. Nothing was changed."))
            return None
        try:
            with transaction.atomic():
                said = calls[do]()
        except ValidationError as error:
            self.wrong += error.messages
            return None
        messages.success(self.request, said)
        return redirect("results-choose", self.edition.code, self.questionnaire.code, self.question.code)

    def show(self) -> HttpResponse:
        """The page."""
        chosen = list(
            Priority.objects.filter(
                questionnaire=self.questionnaire, question=self.question.code, chosen_at__isnull=False
            ).prefetch_related("reasons__theme").order_by("order")
        )
        taken = {priority.choice for priority in chosen}
        items = [item for item in self._items() if item.code not in taken]
        rules = [RULES[rule].name for rule in ORDERS] if self.question.kind == Kind.RANKING else [_("Mentions")]
        return show(
            self.request, "web/consultation/results/choose.html", status=200, edition=self.edition,
            section="questionnaires", questionnaire=self.questionnaire, question=self.question,
            title=words(self.question.label), items=items, rules=rules, wrong=self.wrong,
            chosen=[self._shown(priority) for priority in chosen],
            themes=Theme.objects.filter(edition=self.edition).order_by("kind", "order"),
            titles=self._typed("title"), scopes=self._typed("scope"), do=self.request.POST.get("do", ""),
            ticked=self.request.POST.getlist("priority"), theme=self.request.POST.get("theme", ""),
            audience=Audience(self.questionnaire.audience).value, is_adopted=is_adopted(self.edition),
            agenda_reason=self.request.POST.get("agenda_reason", ""),
        )

    def _items(self) -> list[Item]:
        places = places_of(self.questionnaire, self.question)
        ticked = self.request.POST.getlist("item") if self.request.POST.get("do") == "choose" else []
        items = [
            Item(
                choice.code, words(choice.label), places.get(choice.code, []), choice.is_unknown,
                choice.code in ticked, self._typed(f"reason-{choice.code}"),
            )
            for choice in self.question.choices
        ]
        order = {code: place for place, code in enumerate(places)}
        return sorted(items, key=lambda item: order.get(item.code, len(order)))

    def _typed(self, name: str) -> list[tuple[str, str, str, str]]:
        return [
            (language, label, direction(language), self.request.POST.get(f"{name}-{language}", ""))
            for language, label in self.languages
        ]

    def _texts(self, name: str) -> dict[str, str]:
        return {language: text for language, _label, _way, text in self._typed(name)}

    def _shown(self, priority: Priority) -> dict[str, Any]:
        cited = sorted((reason.theme for reason in priority.reasons.all()), key=lambda theme: theme.order)
        again = self.request.POST.get("do") == "reason" and self.request.POST.get("of") == priority.code
        return {
            "priority": priority, "themes": cited,
            "reasons": [
                (language, label, way, typed if again else priority.reason.get(language, ""))
                for language, label, way, typed in self._typed("reason")
            ],
        }

    def _choose(self) -> str:
        ticked = [code for code in self.request.POST.getlist("item") if code]
        if not ticked:
            raise ValidationError(_("Tick at least one item."))
        places = places_of(self.questionnaire, self.question)
        for code in dict.fromkeys(ticked):
            rank_ = int(places[code][-1]) if self._may_tell() and code in places else None
            try:
                choosing.choose_priority(
                    actor=self.actor, questionnaire=self.questionnaire, question=self.question.code, choice=code,
                    reason=self._texts(f"reason-{code}"), rank=rank_,
                )
            except ValidationError as error:
                label = label_of(self.question, code)
                raise ValidationError([
                    _("%(item)s: %(what)s") % {"item": label[:200], "what": what} for what in error.messages
                ]) from error
        return _("What you chose is marked, with its reasons. Now let a theme cite it.")

    def _may_tell(self) -> bool:
        """CON-2: a place is told to the readers of the questionnaire only where they see the totals as well."""
        values, one = Audience.values, self.questionnaire
        seen = values.index(one.results_audience) <= values.index(one.audience)
        return one.results_published_at is not None and seen

    def _of(self, code: str) -> Priority:
        own = Priority.objects.filter(questionnaire=self.questionnaire, question=self.question.code)
        found = own.select_related("questionnaire__edition").filter(code=code).first()
        if found is None:
            raise ValidationError(_("This is not chosen any more."))
        return found

    def _reason(self) -> str:
        choosing.change_reason(
            actor=self.actor, priority=self._of(self.request.POST.get("of", "")), reason=self._texts("reason")
        )
        return _("The reason was changed.")

    def _take_back(self) -> str:
        choosing.take_back(actor=self.actor, priority=self._of(self.request.POST.get("of", "")))
        return _("The choice was taken back.")

    def _cited(self) -> list[Priority]:
        codes = self.request.POST.getlist("priority")
        found = [self._of(code) for code in dict.fromkeys(codes)]
        if not found:
            raise ValidationError(_("PRO-5: tick at least one chosen item that the theme cites."))
        return found

    def _create(self) -> str:
        made = themes.create_theme(
            actor=self.actor, edition=self.edition, title=self._texts("title"), scope=self._texts("scope"),
            priorities=self._cited(), reason=self.request.POST.get("agenda_reason", ""),
        )
        return _("The theme “%(title)s” is on the agenda and cites what was chosen (PRO-5).") % {"title": made.title}

    def _cite(self) -> str:
        code = self.request.POST.get("theme", "")
        theme = Theme.objects.filter(edition=self.edition, code=code).select_related("edition").first()
        if theme is None:
            raise ValidationError(_("Choose a theme of this edition."))
        themes.cite_priorities(actor=self.actor, theme=theme, priorities=self._cited())
        return _("The theme “%(title)s” cites what was chosen (PRO-5).") % {"title": theme.title}


def places_of(questionnaire: Questionnaire, question: Question) -> Mapping[str, list[str]]:
    """For each item its place by every rule that gives an order (of choices: by mentions), as the office sees them;
    in the order of the plain rule, whose place comes last as well."""
    figures = breakdown(questionnaire, question.code, THE_OFFICE).whole.figures
    if isinstance(figures, Rankings) and figures.profile.voters:
        orders = {rule: rank(figures.profile, rule) for rule in ORDERS}
        plain = orders[PLAIN_RULE]
        return {
            place.item: [*(str(orders[rule].positions[place.item]) for rule in ORDERS), str(place.position)]
            for place in plain.places
        }
    if isinstance(figures, Choices) and figures.answered:
        counts = sorted(figures.counts.items(), key=lambda pair: -pair[1])
        return {code: [str(sum(other > count for _c, other in counts) + 1)] * 2 for code, count in counts}
    return {}
