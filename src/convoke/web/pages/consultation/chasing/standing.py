"""Where everyone who was asked stands, for the office: map, rates, list; from it invitations and reminders (CON-4)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from convoke.consultation.models import Questionnaire
from convoke.consultation.operations import chasing
from convoke.consultation.queries import about
from convoke.consultation.reading.standing import Filter, Row, Standing, Standings, standings
from convoke.consultation.states import QuestionnaireState
from convoke.core import clock
from convoke.core.policy import readable, require
from convoke.directory.models import Grouping, Party
from convoke.editions.models import Edition
from convoke.outreach.models import Notice

from ....lookups import lookups
from ....pictures.plate import NARROW, WIDE
from ...frame import actor_of, asked_date, page_of_list, reader_zone, show
from ..common import questionnaire_or_missing
from . import drawing

REGION, DEVELOPMENT = Grouping.Kind.REGION.value, Grouping.Kind.DEVELOPMENT.value
OTHERS = tuple(kind.value for kind in Grouping.Kind if kind.value not in (REGION, DEVELOPMENT))
STANDINGS = (
    ("missing", gettext_lazy("answer missing")),
    *Standing.choices,
    ("late", gettext_lazy("submitted after the deadline")),
    ("paper", gettext_lazy("on paper or by fax")),
)
REACH = (("yes", gettext_lazy("can be reached")), ("no", gettext_lazy("cannot be reached")))


@dataclass(frozen=True)
class Choices:
    """What the list can be narrowed by, each with its words."""

    standing: Sequence[tuple[str, Any]]
    region: Sequence[tuple[str, Any]]
    development: Sequence[tuple[str, Any]]
    grouping: Sequence[tuple[str, Any]]
    reach: Sequence[tuple[str, Any]]

    @classmethod
    def of(cls, found: Standings) -> "Choices":
        """The groupings that somebody asked belongs to, and every standing."""

        def named(*kinds: str) -> list[tuple[str, str]]:
            groups = [one.grouping for one in found.by(*kinds) if one.grouping]
            return sorted(((one.code, str(one.name)) for one in groups), key=lambda pair: pair[1])

        return cls(STANDINGS, named(REGION), named(DEVELOPMENT), named(*OTHERS), REACH)

    def chosen(self, request: HttpRequest) -> tuple[Filter, list[str]]:
        """The filter of an address, and the words in it that fit nothing."""
        given = {one.name: request.GET.get(one.name, "") for one in fields(Filter)}
        known = {name: {value for value, _label in getattr(self, name)} for name in given}
        wrong = [word for name, word in given.items() if word and word not in known[name]]
        return Filter(**{name: word if word in known[name] else "" for name, word in given.items()}), wrong


@dataclass(frozen=True)
class Look:
    """What is looked at: the questionnaire on a day, and the part of the list that fits the filter."""

    edition: Edition
    questionnaire: Questionnaire
    found: Standings
    choices: Choices
    filter: Filter
    rows: list[Row]
    unknown: list[str]

    @property
    def query(self) -> str:
        """The filter and the day as they stand in an address."""
        day = {} if self.found.on == clock.today() else {"on": self.found.on.isoformat()}
        return urlencode({**day, **{name: word for name, word in vars(self.filter).items() if word}})


def look(request: HttpRequest, edition: str, code: str) -> Look:
    """What an address asks for; raises Missing, and Denied for others than the office (CON-2)."""
    actor = actor_of(request)
    own, one = questionnaire_or_missing(request, edition, code)
    require(actor, "chase", one)
    on, wrong = asked_date(request)
    ahead = on > clock.today()
    found = standings(actor, one, clock.today() if ahead else on)
    choices = Choices.of(found)
    chosen, unknown = choices.chosen(request)
    names = lookups(request).parties
    rows = sorted(chosen.of(found.rows), key=lambda row: (names.key(row.party) if row.party else label(request, row)))
    if wrong or ahead:
        unknown = [request.GET["on"], *unknown]
    return Look(own, one, found, choices, chosen, rows, unknown)


def label(request: HttpRequest, row: Row) -> str:
    """The name of who was asked: a party, or a participant."""
    return lookups(request).parties.name(row.party) if row.party else str(row.response.account or "")


@login_required
def standing(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """The standing of everyone asked on a day, and what the office does about those missing."""
    seen = look(request, edition, code)
    one = seen.questionnaire
    if one.is_record:
        messages.info(request, _("This questionnaire is on record only; what is known of the replies stands here."))
        return redirect("questionnaire", seen.edition.code, one.code)
    if request.method == "POST":
        return _posted(request, seen)
    page = page_of_list(request, seen.rows)
    return show(
        request, "web/consultation/chasing/standing.html", edition=seen.edition, section="questionnaires",
        questionnaire=one, standings=seen.found, on=seen.found.on, today=clock.today(), zone=reader_zone(request),
        unknown=seen.unknown, chosen=seen.filter, choices=seen.choices, query=seen.query, page=page,
        listed=[(row, label(request, row)) for row in page.object_list], total=len(seen.rows),
        missing_here=sum(row.is_missing and row.party is not None for row in seen.rows),
        counts=[(code, code.label, number) for code, number in seen.found.counts.items() if number],
        is_open=one.state == QuestionnaireState.OPEN, is_draft=one.state == QuestionnaireState.DRAFT,
        regions=seen.found.by(REGION), development=seen.found.by(DEVELOPMENT), others=seen.found.by(*OTHERS),
        days=seen.found.over_time(), notices=_notices(request, one), **_pictures(request, seen),
    )


def _notices(request: HttpRequest, one: Questionnaire) -> list[Notice]:
    """What went out on the questionnaire, or is being drafted; the steps of escalations stand with their parties."""
    own = readable(actor_of(request), Notice).filter(about=about(one)).exclude(code__startswith="escalation-")
    return list(own.order_by("-drafted_at", "-pk")[:10])


def _pictures(request: HttpRequest, seen: Look) -> dict[str, Any]:
    if not seen.found.rows or seen.questionnaire.opened_at is None:
        return {}
    names = lookups(request).parties
    world = drawing.world(seen.found, names)
    return {
        "world": replace(world, table=replace(world.table, body=())),  # the list below says the same
        "world_files": _files(seen, "map", ("svg", "png")),
        "rates": drawing.rates(seen.found, key="rates", width=WIDE),
        "rates_narrow": drawing.rates(seen.found, key="rates-narrow", width=NARROW),
        "rates_files": _files(seen, "rates", ("svg", "png", "csv")),
    }


def _files(seen: Look, name: str, formats: tuple[str, ...]) -> list[tuple[str, str]]:
    day = urlencode({"on": seen.found.on.isoformat()})
    args = [seen.edition.code, seen.questionnaire.code, name]
    return [
        (one.upper(), f"{reverse('questionnaire-standing-file', args=[*args, one])}?{day}") for one in formats
    ]


# ---------------------------------------------------------------- what is done from it


def _posted(request: HttpRequest, seen: Look) -> HttpResponse:
    deed = request.POST.get("deed", "")
    try:
        if deed == "invite":
            return _draft(request, seen, [row.party for row in seen.found.rows if row.party])
        if deed == "remind":
            return _draft(request, seen, _chosen(request, seen), is_reminder=True)
        if deed == "steps":
            _begin(request, seen)
        else:
            messages.error(request, _("Choose what is to be done: an invitation, a reminder, or step by step."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _back(seen)


def _draft(request: HttpRequest, seen: Look, parties: list[Party], *, is_reminder: bool = False) -> HttpResponse:
    made = chasing.draft_invitation(
        actor=actor_of(request), questionnaire=seen.questionnaire, parties=parties, is_reminder=is_reminder
    )
    messages.success(request, _("A notice is drafted. Look at it here; nothing is sent before you say so."))
    return redirect("notice-preview", made.code)


def _begin(request: HttpRequest, seen: Look) -> None:
    done = chasing.remind(
        actor=actor_of(request), questionnaire=seen.questionnaire, parties=_chosen(request, seen)
    )
    said = [ngettext(
        "Step by step was begun with %(number)s party; its first step is due today.",
        "Step by step was begun with %(number)s parties; their first step is due today.", len(done.begun),
    ) % {"number": len(done.begun)}]
    if done.going:
        said.append(ngettext(
            "%(number)s was on the way already.", "%(number)s were on the way already.", done.going
        ) % {"number": done.going})
    if done.left_out:
        said.append(ngettext(
            "%(number)s has answered or declined and was left out.",
            "%(number)s have answered or declined and were left out.", done.left_out,
        ) % {"number": done.left_out})
    messages.success(request, " ".join(said))


def _chosen(request: HttpRequest, seen: Look) -> list[Party]:
    """The parties ticked, or all of the filtered list whose answer is missing; raises ValidationError for none."""
    listed = {row.party.code: row.party for row in seen.rows if row.party and row.is_missing}
    if request.POST.get("whom") == "all":
        return list(listed.values())
    wanted = set(request.POST.getlist("parties"))
    found = list(Party.objects.filter(code__in=wanted, pk__in=seen.questionnaire.responses.values("party")))
    if len(found) < len(wanted):
        unknown = sorted(wanted - {party.code for party in found})
        raise ValidationError(_("Not asked in this questionnaire: %(codes)s. Nothing was done."), params={
            "codes": ", ".join(code[:40] for code in unknown[:5]),
        })
    if not found:
        raise ValidationError(_("Nobody is chosen. Tick those to be reminded, or choose all whose answer is missing."))
    return found


def _back(seen: Look) -> HttpResponse:
    address = reverse("questionnaire-standing", args=[seen.edition.code, seen.questionnaire.code])
    return redirect(f"{address}?{seen.query}#list" if seen.query else f"{address}#list")


