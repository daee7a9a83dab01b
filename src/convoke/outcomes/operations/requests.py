"""From which actions a request on the marketplace comes."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.marketplace.models import Request
from convoke.marketplace.rules import is_written

from ..models import Action, RequestOrigin
from ..queries import actions_to_ask_for


def set_request_origins(*, actor: Actor, request: Request, actions: Collection[Action]) -> list[Action]:
    """Says from which actions a request comes, in place of those said before; gives them.

    Raises Denied for who does not write the request, and ValidationError for one that is not written any more
    and for an action of a later edition or one that the actor may not read.
    """
    require(actor, "change", request)
    with operation(
        actor=actor, verb="set-request-origins", on=request, edition=request.edition.code, party=request.party.code,
        audience=Audience.PARTY,
    ) as recording:
        present = Request.objects.select_for_update().get(pk=request.pk)
        if not is_written(actor, present):
            raise ValidationError(_("The actions a request comes from are chosen while it is a draft."))
        chosen = list(actions_to_ask_for(actor, request.edition).filter(pk__in=[one.pk for one in actions]))
        if len(chosen) < len({one.pk for one in actions}):
            raise ValidationError({"actions": _("Choose actions of this edition or of an earlier one.")})
        RequestOrigin.objects.filter(request=present).exclude(action__in=chosen).delete()
        known = set(RequestOrigin.objects.filter(request=present).values_list("action", flat=True))
        RequestOrigin.objects.bulk_create(
            RequestOrigin(request=present, action=one) for one in chosen if one.pk not in known
        )
        recording.facts = {"party": request.party.code, "actions": [one.code for one in chosen]}
    return chosen
