"""What the templates of bodies need: names of meetings, moments in a time zone, the words of figures."""

import datetime as dt
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from convoke.bodies.calendars import title_of
from convoke.bodies.models import BodyMeeting
from convoke.core import formats

from .convoke import text

register = template.Library()


@register.simple_tag
def meeting_title(meeting: BodyMeeting) -> str | SafeString:
    """What a meeting is called; in another language it is marked as such (LIB-3)."""
    return text(meeting.title) if meeting.title else title_of(meeting)


@register.filter
def in_zone(value: dt.datetime | None, zone: str) -> str:
    """A moment in a time zone, with the zone's name."""
    return formats.moment_in(value, zone) if value else ""


@register.filter
def figure_of(what: str) -> str:
    """What a figure of a meeting counts."""
    return {
        "participants": _("participants"), "member_states": _("member states"), "organisations": _("organisations"),
    }.get(what, what)


@register.filter
def lines(value: Any) -> list[str]:
    """The lines of a text."""
    return str(value or "").splitlines()
