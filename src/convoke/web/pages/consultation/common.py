"""What all pages of questionnaires share: the questionnaire and the response asked for."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from convoke.consultation import queries
from convoke.consultation.models import Questionnaire, Response
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.editions.models import Edition

from ...errors import Missing
from ..frame import actor_of, edition_or_missing, near

SELF = "me"
"""In an address, instead of a party: a participant who answers for themselves."""


def questionnaire_or_missing(request: HttpRequest, edition: str, code: str) -> tuple[Edition, Questionnaire]:
    """The edition and the questionnaire asked for; raises :class:`Missing` with those one may read."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    one = queries.questionnaire_by_code(actor, found, code)
    if one is None:
        known = list(readable(actor, Questionnaire).filter(edition=found).values_list("code", flat=True))
        raise Missing(_("questionnaire"), code, near(code, known, "questionnaire", found.code))
    return found, one


def response_or_missing(request: HttpRequest, edition: str, code: str, party: str) -> tuple[Edition, Response]:
    """The edition and the response asked for: of a party, or one's own; raises :class:`Missing`."""
    actor = actor_of(request)
    found, questionnaire = questionnaire_or_missing(request, edition, code)
    if party == SELF:
        own = readable(actor, Response).filter(questionnaire=questionnaire, account=actor.account_id or 0)
        one = own.select_related("questionnaire__edition__forum", "party", "version").first()
    else:
        asked = Party.objects.filter(code=party).first()
        one = queries.response_of(actor, questionnaire, asked) if asked else None
    if one is None:
        raise Missing(_("answer"), party, near(code, [code], "questionnaire", found.code))
    return found, one
