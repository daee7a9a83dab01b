"""The standing of everyone asked as pictures: the world, and the response rate over time."""

from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.consultation.reading.standing import Rate, Row, Standing, Standings
from convoke.core import formats
from convoke.directory.models import Grouping, Party
from convoke.directory.queries import Names

from ....pictures import rates as over_time
from ....pictures import standing_map
from ....pictures.plate import WIDE, Picture

SHOWN_AS = {
    Standing.SUBMITTED: "submitted", Standing.REOPENED: "submitted", Standing.DELEGATED: "begun",
    Standing.BEGUN: "begun", Standing.OPENED: "opened", Standing.ASKED: "asked", Standing.DECLINED: "declined",
}
"""How the map, which tells fewer standings apart, shows each."""


def world(found: Standings, names: Names) -> standing_map.StandingMap:
    """The map of everyone asked; a click leads to where the party is reached."""
    asked = [(row.party, row) for row in found.rows if row.party is not None]
    return standing_map.draw(
        [_state(party, row, names) for party, row in sorted(asked, key=lambda pair: names.key(pair[0]))],
        key="standing", title=_("Standing on %(day)s: %(name)s") % {
            "day": formats.date(found.on), "name": str(found.questionnaire.name),
        },
    )


def _state(party: Party, row: Row, names: Names) -> standing_map.State:
    return standing_map.State(
        party.iso3 or "", names.name(party), SHOWN_AS[row.standing], reverse("outreach-party", args=[party.code]),
        formats.date(row.day),
    )


def rates(found: Standings, *, key: str, width: int = WIDE, titled: bool = False) -> Picture:
    """The response rate over time, of all and of each region."""
    one = found.questionnaire
    opened = one.day_of(one.opened_at) if one.opened_at else found.on
    regions = [_series(rate) for rate in found.by(Grouping.Kind.REGION.value)]
    told = over_time.Rates(
        title=_("Response rate over time: %(name)s") % {"name": str(one.name)},
        everyone=_series(found.overall), parts=tuple(regions) if len(regions) > 1 else (),
        opened=opened, deadline=one.day_of(one.due_at) if one.due_at else None, as_of=found.on,
    )
    return over_time.draw(told, key=key, width=width, titled=titled)


def _series(rate: Rate) -> over_time.Series:
    if rate.grouping is None:
        return over_time.Series("all", _("All who were asked"), rate.asked, rate.days)
    return over_time.Series(rate.grouping.code, str(rate.grouping.name), rate.asked, rate.days)
