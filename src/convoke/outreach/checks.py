"""What notices and contacts tell of the rules."""

from django.utils.translation import gettext as _

from convoke.core.policy import readable
from convoke.directory.queries import parties_of_un
from convoke.directory.roles import OFFICE
from convoke.editions.checks import Answer, Look, Reason, check, met, unsaid

from .models import Delivery, EscalationPlan, EscalationStep
from .states import DeliveryState

MEANS = {
    "embassy": EscalationStep.Means.MISSION,
    "permanent_representation": EscalationStep.Means.MISSION,
    "telephone": EscalationStep.Means.PHONE,
    "letter": EscalationStep.Means.LETTER,
}
"""The means of a step by the words that rules use."""


def _only_the_office() -> Answer:
    return unsaid(_("What was sent, and how parties are approached, is read by the Chair and the task force."))


@check("om-43")
def everyone_is_informed(look: Look) -> Answer:
    """To how many members and observers of the United Nations a notice was sent."""
    if not look.actor.has_role(*OFFICE):
        return _only_the_office()
    states = parties_of_un(look.on)
    sent = readable(look.actor, Delivery).filter(sent_at__date__lte=look.on, party__in=states)
    sent = sent.exclude(state__in=(DeliveryState.BOUNCED, DeliveryState.UNREACHABLE))
    number, total = sent.values("party").distinct().count(), states.count()
    said = Reason(_("A notice was sent to %(number)s of %(total)s member and observer states.") % {
        "number": number, "total": total},
        figures=((_("reached by a notice"), number), (_("not reached by a notice"), total - number)))
    if number == total:
        return met(said)
    return unsaid(said, _("Whether the others heard in another way is not on record."))


@check("pr-19")
def mail_is_backed_up(look: Look) -> Answer:
    """A plan leads from e-mail to the further means that the rule names."""
    if not look.actor.has_role(*OFFICE):
        return _only_the_office()
    wanted = {MEANS[word] for word in look.constraint.get("fallback") or [] if word in MEANS}
    plans = list(readable(look.actor, EscalationPlan).prefetch_related("steps"))
    for plan in plans:
        means = {step.means for step in plan.steps.all()}
        if EscalationStep.Means.EMAIL in means and wanted <= means:
            return met(Reason(_("The plan “%(plan)s” goes from e-mail to every further means of the rule.") % {
                "plan": plan.name}, plan))
    return unsaid(_("No plan on record goes from e-mail to every further means of the rule."))
