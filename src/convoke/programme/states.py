"""The states of parties in teams, of what teams owe, of people on panels, of suggestions, and the only ways between."""

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


class SuggestionState(models.TextChoices):
    """What became of a suggestion for an agenda."""

    OPEN = "open", pgettext_lazy("suggestion", "to be answered")
    TAKEN_UP = "taken-up", pgettext_lazy("suggestion", "taken up as a theme")
    JOINED = "joined", pgettext_lazy("suggestion", "joined to a theme")
    NOT_TAKEN = "not-taken", pgettext_lazy("suggestion", "not taken up")
    WITHDRAWN = "withdrawn", pgettext_lazy("suggestion", "withdrawn by its party")


SUGGESTION: dict[SuggestionState, tuple[SuggestionState, ...]] = {
    SuggestionState.OPEN: (
        SuggestionState.TAKEN_UP, SuggestionState.JOINED, SuggestionState.NOT_TAKEN, SuggestionState.WITHDRAWN,
    ),
    SuggestionState.TAKEN_UP: (),
    SuggestionState.JOINED: (),
    SuggestionState.NOT_TAKEN: (SuggestionState.TAKEN_UP, SuggestionState.JOINED),
    SuggestionState.WITHDRAWN: (),
}
