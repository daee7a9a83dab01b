"""Who may read practices; an unreviewed one is for the task force alone."""

from convoke.core.policy import Policy, by_audience, everything, with_its

from .models import Instrument, Practice, PracticeParty

POLICIES = (
    Policy(Instrument, everything),
    Policy(Practice, by_audience),
    Policy(PracticeParty, with_its("practice")),
)
