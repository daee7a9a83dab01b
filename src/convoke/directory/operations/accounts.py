"""What one changes about one's own account."""


from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.formats import zone_names
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..models import Account


def choose_language(*, actor: Actor, account: Account, language: str) -> None:
    """Sets the language an account is addressed in; its holder alone may."""
    require(actor, "choose-language", account)
    with operation(actor=actor, verb="choose-language", on=account, audience=Audience.NAMED) as recording:
        recording.facts = {"language": language}
        account.language = language
        account.save(update_fields=["language"])


def choose_time_zone(*, actor: Actor, account: Account, time_zone: str) -> None:
    """Sets the time zone in which deadlines and meetings are shown; its holder alone may.

    Raises Denied for another, ValidationError for a time zone there is not.
    """
    require(actor, "choose-time-zone", account)
    if time_zone not in zone_names():
        raise ValidationError({"time_zone": _("Accepted: the name of a time zone such as Europe/Brussels.")})
    with operation(actor=actor, verb="choose-time-zone", on=account, audience=Audience.NAMED) as recording:
        recording.facts = {"time_zone": time_zone}
        account.time_zone = time_zone
        account.save(update_fields=["time_zone"])
