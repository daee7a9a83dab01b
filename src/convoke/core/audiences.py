"""Who sees a thing: one of seven audiences, each narrower than the one before."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """The audience of anything that can be read (LIB-1)."""

    PUBLIC = "public", _("everyone")
    PARTICIPANTS = "participants", _("the participants of the edition")
    FRIENDS = "friends", _("the Friends of the Forum and the task force")
    TEAM = "team", _("the session's team and the task force")
    PARTY = "party", _("the party itself and the task force")
    TASK_FORCE = "task-force", _("the Chair and the task force")
    NAMED = "named", _("the persons named")
