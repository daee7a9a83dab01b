"""What comes due by itself: messages in the queue, reports of bounces, the weekly newsletter."""

from django.conf import settings

from convoke.core.actors import Actor

from ..bounces import unread
from . import bounces, newsletter, sending


def send(*, actor: Actor) -> int:
    """Hands over what the pace of each notice allows; gives how many messages left."""
    return sending.send_due(actor=actor) + newsletter.send_due(actor=actor)


def read_bounces(*, actor: Actor) -> int:
    """Reads what came back into ``CONVOKE_HOME/bounces``; gives how many deliveries are marked."""
    folder = settings.CONVOKE_HOME / "bounces"
    return sum(bounces.take_message(actor=actor, message=message) for message in unread(folder))


def compose_newsletter(*, actor: Actor) -> bool:
    """Composes and sends the newsletter when a week has passed since the last; gives whether it did."""
    return newsletter.compose_due(actor=actor)
