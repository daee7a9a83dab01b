"""What templates need beyond Django: texts with their language, names, dates, addresses."""

import datetime as dt
from typing import Any

from django import template
from django.conf import settings
from django.db.models import Model
from django.forms.boundfield import BoundField, BoundWidget
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from convoke.consultation.models import Questionnaire, ReplyCount
from convoke.core import formats
from convoke.core.audiences import Audience
from convoke.core.languages import Translated, direction
from convoke.core.models import Job, JournalEntry
from convoke.core.work.registry import kind_of
from convoke.directory.models import Party
from convoke.directory.queries import Names
from convoke.editions.checks import Reason
from convoke.editions.models import Edition, Milestone, Qualifier
from convoke.editions.naming import short_name
from convoke.outcomes.thread import Node
from convoke.practices.models import Practice, PracticeParty

from .. import addresses, journal_words
from ..lookups import lookups
from ..pictures import world
from ..pictures.thread import Band, Box, head_of

register = template.Library()
GLANCE = 9
"""Choices that are seen at once; a list of more scrolls in a box of its own, narrowed by what is typed (choices.js)."""


@register.simple_tag
def text(value: Any) -> str | SafeString:
    """A translated text; one in another language says so (LIB-3)."""
    if not isinstance(value, Translated):
        return str(value or "")
    if not value.is_fallback:
        return str(value)
    shown = value.shown_in or ""
    return format_html(
        '<span lang="{}" dir="{}">{}</span> <span class="language-note">{}</span>',
        shown, direction(shown), str(value), formats.language_name(shown),
    )


@register.simple_tag
def title_text(value: Any) -> str:
    """A translated text without markup, for titles and attributes."""
    return str(value or "")


@register.simple_tag(takes_context=True)
def party_name(context: Context, party: Party | None) -> str:
    """The short name of a party in the page's language; one query a page for all of them."""
    return names_of(context).name(party) if party else ""


def names_of(context: Context) -> Names:
    """The names of all parties, read once a request."""
    return lookups(context["request"]).parties


@register.simple_tag(takes_context=True)
def party_names(context: Context, parties: list[Party]) -> str:
    """Several parties as one phrase, in the alphabetical order of the language."""
    names = names_of(context)
    return formats.phrase([names.name(party) for party in names.sort(parties)])


@register.simple_tag
def page(thing: Model, edition: Edition | str = "") -> str:
    """The address of a thing's page."""
    return addresses.page_of(thing, edition if isinstance(edition, str) else edition.code)


@register.simple_tag
def reason_page(reason: Reason, edition: Edition) -> str:
    """The address of what a reason is about, in its own edition; empty where it has no page."""
    if reason.thing is None:
        return ""
    own = getattr(reason.thing, "edition_id", None)
    return addresses.page_of(reason.thing, edition.code if own == edition.pk else "")


@register.filter
def is_long(field: BoundField) -> bool:
    """Whether a field has more choices than are seen at once."""
    return len(field) > GLANCE


@register.filter
def chosen_first(field: BoundField) -> list[BoundWidget]:
    """The choices of a field; in a list that is longer than a glance those that are chosen stand first."""
    choices = list(field)
    return sorted(choices, key=lambda one: not one.data["selected"]) if is_long(field) else choices


@register.filter
def day(value: dt.date | None) -> str:
    """A date as the language writes it in full: 10 July 2007."""
    return formats.date(value) if value else ""


@register.filter
def moment(value: dt.datetime) -> str:
    """A day and the time of day (UTC)."""
    return formats.moment(value)


@register.filter
def number(value: Any) -> str:
    """A number with the group signs of the language."""
    return formats.number(value) if value is not None else ""


@register.simple_tag
def figure(qualifier: str, value: int | None) -> str:
    """A figure as its source words it: “more than 800”."""
    if value is None:
        return ""
    shown = number(value)
    if qualifier == Qualifier.EXACT:
        return shown
    return {
        Qualifier.ABOUT: _("about %(number)s"),
        Qualifier.OVER: _("more than %(number)s"),
        Qualifier.UP_TO: _("up to %(number)s"),
    }[Qualifier(qualifier)] % {"number": shown}


@register.simple_tag
def days(starts: dt.date | None, ends: dt.date | None) -> str:
    """A span of days, each written in full; one day alone when they are the same."""
    if not starts or not ends or starts == ends:
        return day(starts or ends)
    return formats.period(starts, ends)


@register.simple_tag
def when(milestone: Milestone) -> str:
    """When a milestone is, no more exactly than its source says."""
    starts, ends = milestone.starts_on, milestone.ends_on
    first = starts or ends
    if first is None:
        return _("date not given")
    if milestone.precision == Milestone.Precision.YEAR:
        return str(first.year)
    if milestone.precision == Milestone.Precision.SEASON:
        return _season(milestone.season, first.year)
    if milestone.precision == Milestone.Precision.MONTH:
        return formats.month(first)
    if milestone.precision == Milestone.Precision.APPROXIMATE:
        if ends is None:
            return _("after %(day)s") % {"day": day(first)}
        if starts == ends:
            return _("before %(day)s") % {"day": day(first)}
        return _("between %(first)s and %(last)s") % {
            "first": formats.month(first),
            "last": formats.month(ends),
        }
    return days(starts, ends)


def _season(season: str, year: int) -> str:
    return {
        "spring": _("spring %(year)s"),
        "summer": _("summer %(year)s"),
        "autumn": _("autumn %(year)s"),
        "winter": _("winter %(year)s"),
    }.get(season, "%(year)s") % {"year": year}


@register.simple_tag(takes_context=True)
def edition_name(context: Context, edition: Edition) -> str:
    """The short name of an edition: its city and year, or its year and host."""
    return short_name(edition, lambda: names_of(context))


@register.filter
def seen_by(audience: str) -> str:
    """Who sees a thing, in words."""
    return _("Seen by %(audience)s") % {"audience": Audience(audience).label}


@register.filter
def in_language(value: str, language: str) -> str:
    """A translatable label in a given language."""
    with override(language):
        return str(value)


@register.filter
def language_name(code: str) -> str:
    """A language content can be in, by its own name."""
    return str(dict(settings.CONVOKE_CONTENT_LANGUAGES).get(code, code))


@register.filter
def attribute(thing: Any, name: str) -> Any:
    """The attribute or key ``name`` of a thing."""
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)


@register.filter
def node_page(node: Node) -> str:
    """The address of a thing on the thread."""
    return addresses.page_of_node(node)


@register.simple_tag(takes_context=True)
def node_code(context: Context, node: Node) -> str:
    """The code a thing is known by, a party's name for a commitment; empty for internal codes."""
    return head_of(node, names_of(context))


@register.simple_tag(takes_context=True)
def node_label(context: Context, node: Node) -> str:
    """Code and title of a thing on the thread in one line."""
    return f"{node_code(context, node)} {node.title}".strip()


@register.filter
def band_width(band: Band) -> int:
    """How wide the frame of a band is."""
    return round(band.right - band.left)


@register.filter
def band_height(band: Band) -> int:
    """How high the frame of a band is."""
    return round(band.bottom[1] - band.top[1])


@register.filter
def text_x(box: Box, mirrored: bool) -> float:
    """Where the text of a box begins."""
    return round(box.x + box.width - 8, 1) if mirrored else round(box.x + 8, 1)


@register.filter
def sent(questionnaire: Questionnaire) -> str:
    """When a questionnaire was sent, no more exactly than its source says."""
    return _dated(questionnaire.sent_on, questionnaire.sent_precision)


@register.filter
def counted(count: ReplyCount) -> str:
    """When replies were counted, no more exactly than its source says."""
    return _dated(count.counted_on, count.precision)


def _dated(date: dt.date | None, precision: str) -> str:
    if date and precision == "month":
        return formats.month(date)
    return day(date)


@register.simple_tag(takes_context=True)
def cited(context: Context, passage: dict[str, str]) -> str:
    """A passage as a citation: the short title of the source and its lines."""
    return _("%(source)s, lines %(lines)s") % {
        "source": lookups(context["request"]).sources.get(passage["file"], passage["file"]),
        "lines": passage["lines"].replace("-", "–"),
    }


@register.simple_tag(takes_context=True)
def grouping(context: Context, code: str) -> str:
    """The name of a grouping by its code."""
    return str(lookups(context["request"]).groupings.get(code, code))


@register.filter
def words(name: str) -> str:
    """A key of the data files as words: ``workers_2006`` → “workers 2006”."""
    return name.replace("_", " ").replace(" percent", " (%)").replace(" usd", " (USD)")


@register.filter
def job_title(job: Job) -> Any:
    """What kind of work a job is, in words."""
    return kind_of(job.kind).title


@register.filter
def journal_sentence(entry: JournalEntry) -> str:
    """An entry of the journal as a sentence."""
    return journal_words.sentence(entry)


@register.simple_tag(takes_context=True)
def practice_countries(context: Context, practice: Practice) -> str:
    """The countries and bodies of a practice as one phrase."""
    roles = (PracticeParty.Role.COUNTRY, PracticeParty.Role.ORGANISATION)
    return party_names(context, [one.party for one in practice.parties.all() if one.role in roles])


@register.simple_tag(takes_context=True)
def practice_links(context: Context, practice: Practice, role: str) -> SafeString:
    """The parties of a practice in one role, each leading to its page."""
    names = names_of(context)
    parties = names.sort(one.party for one in practice.parties.all() if one.role == role)
    return format_html_join(
        ", ", '<a href="{}">{}</a>', ((reverse("party", args=[p.code]), names.name(p)) for p in parties)
    )


@register.filter
def world_path(shape: str) -> str:
    """The outline of a country."""
    return world.outlines().get(shape, "")


@register.simple_tag
def most_of(figures: tuple[tuple[str, int], ...]) -> int:
    """The largest of labelled figures: the full length of a bar."""
    return max((value for _label, value in figures), default=0) or 1


@register.simple_tag
def most(counts: dict[str, int]) -> int:
    """The largest of the counts: the full length of a bar."""
    return max(counts.values(), default=1)
