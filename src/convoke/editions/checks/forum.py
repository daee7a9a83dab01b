"""What the record of editions, milestones and mandates tells of the rules."""

import datetime as dt
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import formats
from convoke.core.audiences import Audience
from convoke.core.periods import in_force
from convoke.core.policy import readable
from convoke.directory.models import Capacity, Mandate, PartyKind
from convoke.directory.queries import parties_of_un
from convoke.directory.roles import FOCAL_POINT, OFFICE, ROLES

from ..models import EditionFigure, HostingInterest, Milestone
from ..states import HostingState
from .look import Look
from .registry import check
from .verdicts import Answer, Reason, judge, met, shown, unmet, unsaid


@check("om-04")
def governments_lead(look: Look) -> Answer:
    """Every edition is chaired by a government."""
    others = [one for one in look.shared.editions if one.chair and one.chair.kind != PartyKind.STATE]
    if others:
        return unmet(*[Reason(_("%(edition)s is chaired by %(party)s, which is no government.") % {
            "edition": look.title(one), "party": look.name(one.chair)}, one) for one in others])
    chaired = [one for one in look.shared.editions if one.chair]
    if not chaired:
        return unsaid(_("No edition has a chair on record."))
    return met(*[Reason(_("%(edition)s: in the chair is a government, %(party)s.") % {
        "edition": look.title(one), "party": look.name(one.chair)}, one) for one in chaired])


@check("om-06")
def focal_points_named(look: Look) -> Answer:
    """How many governments have designated a focal point on record."""
    if not look.actor.has_role(FOCAL_POINT, *OFFICE):
        return unsaid(_("Who has designated a focal point is read by the focal points and the office (DIR-3)."))
    states = parties_of_un(look.on)
    held = readable(look.actor, Mandate).filter(in_force(look.on), capacity=Capacity.FOCAL_POINT, party__in=states)
    number, total = held.values("party").distinct().count(), states.count()
    said = ngettext(
        "%(number)s of %(total)s member and observer states has a focal point on record.",
        "%(number)s of %(total)s member and observer states have a focal point on record.", number,
    ) % {"number": number, "total": total}
    return shown(Reason(said, figures=((_("designated"), number), (_("not yet designated"), total - number))))


@check("om-07", "om-27")
def reviewed_in_time(look: Look) -> Answer:
    """The assessment of the modalities: when it is due, where the rule says so."""
    due = look.number("due", 0)
    if not due:
        return unsaid(
            _("The assessment follows the meeting of this edition; no record of it is kept here."),
            _("A decision of the Steering Group that records the review would settle it."),
        )
    planned = [one for one in look.shared.milestones if one.kind == Milestone.Kind.FOLLOW_UP and _falls_in(one, due)]
    reasons = [Reason(_("In the calendar: %(milestone)s.") % {"milestone": one.title}, one) for one in planned
               if one.precision == Milestone.Precision.YEAR]
    if look.on < dt.date(due, 12, 31):
        said = _("The review is due in %(year)s, which is not over on this date.") % {"year": due}
    else:
        said = _("The review was due in %(year)s; no record of it is kept here.") % {"year": due}
    return unsaid(said, *reasons, _("A decision of the Steering Group that records the review would settle it."))


def _falls_in(milestone: Milestone, year: int) -> bool:
    starts, ends = milestone.starts_on, milestone.ends_on
    return bool(starts and ends and starts.year == ends.year == year)


@check("om-10")
def host_is_chair(look: Look) -> Answer:
    """The host country is Chair-in-Office."""
    edition = look.edition
    if edition.chair is None:
        return unsaid(Reason(_("%(edition)s has no chair on record.") % {"edition": look.title(edition)}, edition))
    if edition.host is None:
        said = _("%(party)s is Chair-in-Office; no source names the host country apart from it.")
        return unsaid(Reason(said % {"party": look.name(edition.chair)}, edition))
    said = _("%(host)s is the host country and %(chair)s is Chair-in-Office.")
    words = {"host": look.name(edition.host), "chair": look.name(edition.chair)}
    return judge(edition.host == edition.chair, Reason(said % words, edition))


@check("om-12")
def co_chair_is_last_host(look: Look) -> Answer:
    """The co-chair is the chair of the edition before: worked out, never entered."""
    before = look.before
    if before is None or before.chair is None:
        return unsaid(_("There is no edition before this one, and so no co-chair."))
    said = _("The co-chair follows from the record of editions: %(party)s organised %(edition)s.")
    return met(Reason(said % {"party": look.name(before.chair), "edition": look.title(before)}, before))


@check("om-13")
def troika_is_three(look: Look) -> Answer:
    """BOD-2: past, present and future chair make up the Troika once the next host is known."""
    size, troika = look.number("size", 3), look.shared.troika
    members = [
        Reason(_("Chair of %(edition)s: %(party)s.") % {"party": look.name(one.chair), "edition": look.title(one)}, one)
        for one in troika.editions
    ]
    if troika.previous is None:
        return unsaid(_("No edition had ended by this date, so there was no outgoing chair yet."), *members)
    if troika.next is None:
        return unsaid(_("The host of a following edition is not on record."), *members)
    number = len(troika.parties)
    said = ngettext(
        "The Troika has %(number)s member on this date.", "The Troika has %(number)s members on this date.", number
    ) % {"number": number}
    return judge(number == size, said, *members)


@check("om-15")
def chair_alternates(look: Look) -> Answer:
    """ED-1: the chair goes to a developing and a developed country in turn."""
    wanted = set(look.constraint.get("values") or ("developing", "developed"))
    reasons: list[Reason] = []
    breaks = unknown = 0
    for before, edition in pairwise([one for one in look.shared.editions if one.chair]):
        sides = look.side(before.chair), look.side(edition.chair)
        words = {"before": look.name(before.chair), "after": look.name(edition.chair), "edition": look.title(edition)}
        if not set(sides) <= wanted or "" in sides:
            unknown += 1
            said = _("From %(before)s to %(after)s (%(edition)s): a chair belongs to neither group on record.")
        elif sides[0] == sides[1]:
            breaks += 1
            said = _("From %(before)s to %(after)s (%(edition)s): the chair stays in the same group of countries.")
        elif sides[0] == "developed":
            said = _("From %(before)s to %(after)s (%(edition)s): from a developed to a developing country.")
        else:
            said = _("From %(before)s to %(after)s (%(edition)s): from a developing to a developed country.")
        reasons.append(Reason(said % words, edition))
    if not reasons:
        return unsaid(_("There is one chair on record; alternation needs two."))
    return unmet(*reasons) if breaks else unsaid(*reasons) if unknown else met(*reasons)


@check("om-16")
def candidates_tell_the_troika(look: Look) -> Answer:
    """ED-2: each later edition rests on an expression of interest to the Troika."""
    known = readable(look.actor, HostingInterest).filter(forum=look.edition.forum_id, expressed_at__date__lte=look.on)
    interests = list(known.select_related("party", "edition"))
    told = {one.edition_id for one in interests if one.state == HostingState.ACCEPTED}
    later = [one for one in look.shared.editions if one.ordinal > look.modality.edition.ordinal + 1]
    reasons = [Reason(_("%(party)s told the Troika that it would chair in %(year)s.") % {
        "party": look.name(one.party), "year": one.year}, one) for one in interests]
    missing = [one for one in later if one.pk not in told]
    reasons += [Reason(_("For %(edition)s no expression of interest that you may read is on record.") % {
        "edition": look.title(one)}, one) for one in missing]
    if not reasons:
        return unsaid(_("No later edition is on record."))
    return met(*reasons) if later and not missing else unsaid(*reasons)


@check("om-52")
def website_is_kept(look: Look) -> Answer:
    """A website of the forum is on record."""
    found = [one for one in look.shared.milestones if one.kind == Milestone.Kind.WEBSITE and _by(one, look.on)]
    if not found:
        return unsaid(_("No milestone on a website lies before this date."))
    return met(*[Reason(_("%(day)s: %(milestone)s.") % {
        "day": formats.date(one.ends_on), "milestone": one.title}, one) for one in found if one.ends_on])


def _by(milestone: Milestone, on: dt.date) -> bool:
    return milestone.ends_on is not None and milestone.ends_on <= on


@check("om-80")
def civil_society_takes_part(look: Look) -> Answer:
    """What the calendar and the figures tell of arrangements for civil society."""
    found = [one for one in look.shared.milestones if one.kind == Milestone.Kind.CIVIL_SOCIETY and _by(one, look.on)]
    figures = readable(look.actor, EditionFigure).filter(edition=look.edition, code__startswith="civil-society")
    counted = [one for one in figures if one.value and look.edition.ends_on and look.edition.ends_on <= look.on]
    reasons = [Reason(str(one.title), one) for one in found]
    reasons += [Reason(_("On record for the meeting: %(unit)s.") % {"unit": one.unit}, look.edition,
                       ((str(one.unit), one.value or 0),)) for one in counted]
    return shown(*reasons) if reasons else unsaid(_("No arrangement for civil society is on record by this date."))


@check("om-90")
def one_forum_a_year(look: Look) -> Answer:
    """As many editions each year as the rule says, from the first to the last on record."""
    exact = look.number("exact", 1)
    known = look.shared.editions
    years = range(known[0].year, known[-1].year + 1)
    counts = {year: [one for one in known if one.year == year] for year in years}
    wrong = {year: found for year, found in counts.items() if len(found) != exact}
    figures = tuple((str(year), len(found)) for year, found in counts.items())
    span = _("From %(first)s to %(last)s, editions held or announced by year.") % {
        "first": years[0], "last": years[-1]}
    listed = [Reason(look.title(one), one) for found in (wrong or counts).values() for one in found]
    return judge(not wrong, Reason(span, figures=figures), *listed)


@check("pr-17", needs="record")
def civil_society_meets_first(look: Look) -> Answer:
    """Civil society meets before the governments do, on the days of the meeting."""
    edition = look.edition
    within = [one for one in look.shared.milestones if one.starts_on and one.ends_on and edition.starts_on
              and edition.ends_on and edition.starts_on <= one.starts_on <= one.ends_on <= edition.ends_on]
    civil = [one for one in within if one.kind == Milestone.Kind.CIVIL_SOCIETY]
    governments = [one for one in within if one.kind == Milestone.Kind.SESSION]
    if not civil or not governments:
        return unsaid(_("The calendar does not give the days of civil society and of governments on record."))
    last = max(one.ends_on for one in civil if one.ends_on)
    first = min(one.starts_on for one in governments if one.starts_on)
    return judge(last < first, *[Reason(_("%(days)s: %(milestone)s.") % {
        "days": _days(one), "milestone": one.title}, one) for one in [*civil, *governments]])


def _days(milestone: Milestone) -> str:
    starts, ends = milestone.starts_on, milestone.ends_on
    if starts is None or ends is None or starts == ends:
        return formats.date(starts or ends) if starts or ends else ""  # type: ignore[arg-type]
    return formats.period(starts, ends)


@check("pr-18", needs="end")
def time_after_the_meeting(look: Look) -> Answer:
    """How many steps of follow-up the calendar has after the meeting, and how long until the next."""
    ends = look.edition.ends_on
    after = [one for one in look.shared.milestones if one.kind == Milestone.Kind.FOLLOW_UP]
    reasons = [Reason(_("In the calendar after the meeting: %(milestone)s.") % {"milestone": one.title}, one)
               for one in after]
    following = look.after
    if following and following.starts_on and ends:
        days = (following.starts_on - ends).days
        reasons.append(Reason(_("%(edition)s begins %(days)s days after this meeting ended.") % {
            "edition": look.title(following), "days": days}, following, ((_("days until the next meeting"), days),)))
    return shown(*reasons) if reasons else unsaid(_("The calendar has no step of follow-up."))


LANGUAGES = {"English": "en", "French": "fr", "Dutch": "nl", "Spanish": "es", "Arabic": "ar", "Russian": "ru",
             "Chinese": "zh", "Portuguese": "pt"}


@check("pr-32")
def languages_of_the_meeting(look: Look) -> Answer:
    """The meeting uses the languages of the rule."""
    wanted = [LANGUAGES.get(word, word.lower()) for word in look.constraint.get("values") or []]
    if not look.edition.languages:
        return unsaid(Reason(_("The languages of %(edition)s are not on record.") % {
            "edition": look.title(look.edition)}, look.edition))
    missing = sorted(set(wanted) - set(look.edition.languages))
    said = _("Languages of the meeting on record: %(languages)s.") % {
        "languages": _languages(look.edition.languages)}
    lacking = [_("Not among them: %(languages)s.") % {"languages": _languages(missing)}] if missing else []
    return judge(not missing, Reason(said, look.edition), *lacking)


def _languages(found: list[str]) -> str:
    known = formats.locale_for().languages
    return formats.phrase([str(known.get(code, code)) for code in found])


@check("pr-23")
def friends_have_a_protected_area(look: Look) -> Answer:
    """Who reads what is meant for the Friends of the Forum."""
    readers = [str(role.name) for role in ROLES if Audience.FRIENDS.value in role.audiences]
    return unsaid(
        _("The website of the first meeting is not kept here, and so its protected area cannot be looked at."),
        _("In Convoke, what is meant for the Friends of the Forum is read by these roles: %(roles)s (LIB-1).") % {
            "roles": formats.phrase(readers)},
    )


@check("pr-01", "pr-02")
def delegations(look: Look) -> Answer:
    """The limit of a delegation; who comes is known once delegations are registered."""
    limit = look.number("max", 0)
    figures = readable(look.actor, EditionFigure).filter(edition=look.edition, code__in=("delegates", "states"))
    past = look.edition.ends_on is not None and look.edition.ends_on <= look.on
    told = [Reason(_("On record for the meeting as a whole: %(unit)s.") % {"unit": one.unit}, look.edition,
                   ((str(one.unit), one.value or 0),)) for one in figures if past and one.value]
    said = ngettext(
        "The rule allows %(number)s delegate at most; delegations are not registered here yet.",
        "The rule allows %(number)s delegates at most; delegations are not registered here yet.", limit,
    ) % {"number": limit}
    return unsaid(said, *told, _("The list of registered delegations would settle it."))


STAFF = (Capacity.EXECUTIVE_DIRECTOR, Capacity.COORDINATOR, Capacity.TASK_FORCE)


@check("om-54")
def staff_of_the_support_structure(look: Look) -> Answer:
    """How many people of the support structure are on record for the Chair; the terms of service are not."""
    held = readable(look.actor, Mandate).filter(in_force(look.on), capacity__in=STAFF, party=look.edition.chair_id)
    number = held.values("person").distinct().count() if look.edition.chair_id else 0
    if not number:
        return unsaid(_("The rule leaves it open; nobody of the support structure is on record."))
    said = _("People on record in the support structure for %(party)s.") % {"party": look.name(look.edition.chair)}
    return met(
        Reason(said, look.edition.chair, ((_("people"), number),)),
        _("Who is seconded, and by whom, is not on record; the rule leaves it open."),
    )
