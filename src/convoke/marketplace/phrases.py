"""Standard phrases for a first conversation: written by their code, read by everybody in the own language."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OWNER, PROVIDER = "owner", "provider"
BOTH = frozenset({OWNER, PROVIDER})


@dataclass(frozen=True)
class Phrase:
    """A sentence of which the code is kept; whose words it can be."""

    code: str
    text: Promise
    sides: frozenset[str] = BOTH


_OF_OWNER, _OF_PROVIDER = frozenset({OWNER}), frozenset({PROVIDER})

PHRASES = (
    Phrase("greeting", _("Good day. Please allow us to introduce ourselves.")),
    Phrase("interested", _("We are interested in your request and would like to know more."), _OF_PROVIDER),
    Phrase("ask-cost", _("Could you tell us more about the cost, and about what is funded already?"), _OF_PROVIDER),
    Phrase("ask-time", _("Could you tell us more about when the project begins and ends?"), _OF_PROVIDER),
    Phrase("ask-place", _("Could you tell us more about where the project takes place?"), _OF_PROVIDER),
    Phrase("offer-advice", _("We can offer advice."), _OF_PROVIDER),
    Phrase("offer-training", _("We can offer training."), _OF_PROVIDER),
    Phrase("offer-equipment", _("We can offer equipment."), _OF_PROVIDER),
    Phrase("offer-funding", _("We can consider a contribution to the funding."), _OF_PROVIDER),
    Phrase("ask-offer", _("Could you tell us more about what you can offer, and by when?"), _OF_OWNER),
    Phrase("ask-experience", _("Could you tell us where you have done similar work?"), _OF_OWNER),
    Phrase("documents", _("Could you send us documents on this?")),
    Phrase("meet", _("We would like to meet you during the forum.")),
    Phrase("consult-capital", _("We need to consult our capital and shall write again.")),
    Phrase("reply-later", _("We have received your message and shall reply within a few days.")),
    Phrase("thanks", _("Thank you for your message.")),
)
TEXTS = {phrase.code: phrase.text for phrase in PHRASES}
"""The words of each phrase, by its code."""


def phrases_of(*sides: str) -> list[Phrase]:
    """The phrases that are words of one of the sides."""
    return [phrase for phrase in PHRASES if phrase.sides.intersection(sides)]


def text_of(code: str) -> str:
    """A phrase in the active language; its code where it is no longer known."""
    return str(TEXTS.get(code, code))
