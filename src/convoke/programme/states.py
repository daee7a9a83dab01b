"""The states of a party in a team, of what a team owes, and of a person on a panel, and the only ways between them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class TeamState(models.TextChoices):
    """Where a party stands in a team."""

    OFFERED = "offered", pgettext_lazy("team", "offered to join")
    INVITED = "invited", pgettext_lazy("team", "invited")
    MEMBER = "member", pgettext_lazy("team", "member")
    DECLINED = "declined", pgettext_lazy("team", "declined")
    LEFT = "left", pgettext_lazy("team", "left")


TEAM: dict[TeamState, tuple[TeamState, ...]] = {
    TeamState.OFFERED: (TeamState.MEMBER, TeamState.DECLINED),
    TeamState.INVITED: (TeamState.MEMBER, TeamState.DECLINED),
    TeamState.MEMBER: (TeamState.LEFT,),
    TeamState.DECLINED: (TeamState.OFFERED, TeamState.INVITED),
    TeamState.LEFT: (TeamState.OFFERED, TeamState.INVITED),
}


class DutyState(models.TextChoices):
    """How far a thing is that a team owes."""

    OWED = "owed", pgettext_lazy("duty", "to be begun")
    IN_WORK = "in-work", pgettext_lazy("duty", "in work")
    DELIVERED = "delivered", pgettext_lazy("duty", "delivered")
    WAIVED = "waived", pgettext_lazy("duty", "not needed")


DUTY: dict[DutyState, tuple[DutyState, ...]] = {
    DutyState.OWED: (DutyState.IN_WORK, DutyState.DELIVERED, DutyState.WAIVED),
    DutyState.IN_WORK: (DutyState.OWED, DutyState.DELIVERED, DutyState.WAIVED),
    DutyState.DELIVERED: (DutyState.IN_WORK,),
    DutyState.WAIVED: (DutyState.OWED,),
}


class PanelState(models.TextChoices):
    """Where somebody stands who has a role in a session."""

    PROPOSED = "proposed", pgettext_lazy("panel", "proposed")
    INVITED = "invited", pgettext_lazy("panel", "invited")
    CONFIRMED = "confirmed", pgettext_lazy("panel", "confirmed")
    DECLINED = "declined", pgettext_lazy("panel", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("panel", "withdrawn")


PANEL: dict[PanelState, tuple[PanelState, ...]] = {
    PanelState.PROPOSED: (PanelState.INVITED, PanelState.CONFIRMED, PanelState.WITHDRAWN),
    PanelState.INVITED: (PanelState.CONFIRMED, PanelState.DECLINED, PanelState.WITHDRAWN),
    PanelState.CONFIRMED: (PanelState.WITHDRAWN,),
    PanelState.DECLINED: (PanelState.INVITED,),
    PanelState.WITHDRAWN: (PanelState.INVITED,),
}
