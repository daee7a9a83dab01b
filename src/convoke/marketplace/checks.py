"""What the marketplace tells of the rules: meetings set in advance, forms of both sides, focal points who are in."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.periods import in_force as mandates_in_force
from convoke.core.policy import readable
from convoke.directory.models import Capacity, Mandate
from convoke.directory.roles import OFFICE
from convoke.editions.checks import Answer, Look, Reason, check, met, unmet, unsaid

from .afterwards.forms import Stand, with_stand
from .models import Marketplace, Meeting, Schedule
from .states import MeetingState


def marketplace(look: Look) -> Marketplace | None:
    """The marketplace of the edition; one query an evaluation."""
    return look.once(
        "marketplace", lambda: readable(look.actor, Marketplace).filter(edition=look.edition).first())


def no_marketplace() -> Answer:
    """No marketplace of the edition is on record."""
    return unsaid(_("No marketplace of this edition is on record yet."))


@check("pr-24")
def meetings_are_set_in_advance(look: Look) -> Answer:
    """A meeting lasts as long as the rule says, and a schedule was released before the first one."""
    market, minutes = marketplace(look), look.number("minutes", 60)
    if market is None:
        return no_marketplace()
    if market.minutes != minutes:
        said = _("Meetings of the Marketplace last %(number)s minutes; the rule says %(wanted)s.")
        return unmet(Reason(said % {"number": market.minutes, "wanted": minutes}, look.edition))
    released = readable(look.actor, Schedule).filter(
        edition=look.edition, released_at__isnull=False, released_at__date__lte=look.on)
    schedule = released.order_by("-released_at", "-pk").first()
    if schedule is None:
        return unsaid(_("Meetings last as long as the rule says. Their schedule would settle that they are set in "
                        "advance; none that you may know of has been released."))
    said = ngettext(
        "%(number)s meeting was scheduled in advance and lasts %(minutes)s minutes.",
        "%(number)s meetings were scheduled in advance and last %(minutes)s minutes.", schedule.held,
    ) % {"number": schedule.held, "minutes": market.minutes}
    return met(Reason(said, look.edition, ((_("meetings"), schedule.held),)))


@check("pr-25", needs="end")
def both_sides_complete_a_form(look: Look) -> Answer:
    """Every meeting that was held has an outcome form which both sides confirmed (MKT-6); the office alone knows."""
    if marketplace(look) is None:
        return no_marketplace()
    if not look.actor.has_role(*OFFICE):
        return unsaid(_("Outcome forms are read by the two sides of a meeting and the office alone."))
    held = with_stand(readable(look.actor, Meeting).filter(edition=look.edition, state=MeetingState.HELD))
    stands = list(held.order_by("number").values_list("number", "stand"))
    if not stands:
        return unsaid(_("No meeting of the Marketplace is on record as held; outcome forms would settle it."))
    lacking = [number for number, stand in stands if stand != Stand.STANDS]
    if not lacking:
        said = ngettext(
            "%(number)s meeting was held; both sides confirmed its outcome form.",
            "%(number)s meetings were held; both sides confirmed the outcome form of each.", len(stands),
        )
        return met(Reason(said % {"number": len(stands)}, look.edition, ((_("meetings"), len(stands)),)))
    said = ngettext(
        "%(number)s of %(held)s meetings that were held has no outcome form that both sides confirmed.",
        "%(number)s of %(held)s meetings that were held have no outcome form that both sides confirmed.", len(lacking),
    )
    figures = ((_("meetings"), len(stands)), (_("without a form of both sides"), len(lacking)))
    return unmet(Reason(said % {"number": len(lacking), "held": len(stands)}, look.edition, figures))


@check("pr-31")
def focal_points_are_in(look: Look) -> Answer:
    """Whoever is a focal point takes part without registering; what is on record of the past cannot show it."""
    market = marketplace(look)
    if market is None:
        return no_marketplace()
    if market.passages:
        return unsaid(_("Registrations for this Marketplace were not kept; the list of them would settle it."))
    points = Mandate.objects.filter(
        mandates_in_force(look.on), capacity=Capacity.FOCAL_POINT, party__is_exercise=False)
    number = points.values("party").distinct().count()
    said = ngettext(
        "Focal points take part in the Marketplace without registering: that of %(number)s government.",
        "Focal points take part in the Marketplace without registering: those of %(number)s governments.", number,
    )
    return met(Reason(said % {"number": number}, look.edition, ((_("governments"), number),)))
