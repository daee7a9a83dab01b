"""What one changes about one's own account."""

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
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
