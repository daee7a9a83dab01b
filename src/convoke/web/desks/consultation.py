"""What questionnaires ask of whoever signed in: answers, sections, clearances; for the office, how they stand."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.consultation.form.words import words
from convoke.consultation.models import Clearance, Delegation, Questionnaire, Response
from convoke.consultation.reading.own import InHand, clearances, in_hand, sections, to_answer
from convoke.consultation.states import DelegationState, QuestionnaireState, ResponseState
from convoke.core.actors import Actor
from convoke.core.policy import allows

from ..addresses import page_of
from .items import Item


def items(actor: Actor, today: dt.date) -> list[Item]:
    """What waits for the actor: three queries for who is not of the office, five for who is."""
    if actor.account_id is None:
        return []
    found = [_answer(one) for one in to_answer(actor)]
    found += [_section(one) for one in sections(actor)]
    found += [_clearance(one) for one in clearances(actor)]
    if allows(actor, "draft", Questionnaire):
        found += [item for one in in_hand(actor) for item in _in_hand(one)]
    return found


def _due(questionnaire: Questionnaire) -> dt.date | None:
    return questionnaire.due_at.date() if questionnaire.due_at else None


def _answer(one: Response) -> Item:
    """An answer of one's own: how far it is, what was corrected since, or that it was reopened."""
    questionnaire, typed, again = one.questionnaire, one.typed, one.again  # type: ignore[attr-defined]
    said = {"name": str(questionnaire.name), "number": again or typed}
    if again:
        what = ngettext(
            "“%(name)s” was corrected: look at %(number)s answer again.",
            "“%(name)s” was corrected: look at %(number)s answers again.", again,
        ) % said
        word = _("Look at it")
    elif one.state == ResponseState.REOPENED:
        what, word = _("Your answer to “%(name)s” is reopened and waits to be submitted again.") % said, _("Go on")
    elif typed:
        what = ngettext(
            "Answer the questionnaire “%(name)s”: %(number)s question is answered.",
            "Answer the questionnaire “%(name)s”: %(number)s questions are answered.", typed,
        ) % said
        word = _("Go on")
    else:
        what, word = _("Answer the questionnaire “%(name)s”.") % said, _("Answer")
    return Item(what, page_of(one), word, due=_due(questionnaire), asked_by=str(questionnaire.sender))


def _section(one: Delegation) -> Item:
    """A section that was handed to one, or that came back."""
    response = one.response
    questionnaire = response.questionnaire
    section = response.version.parsed.section(one.section)
    said = {
        "section": words(section.title) if section else one.section, "name": str(questionnaire.name),
        "person": str(one.mandate.person),
    }
    party = response.party.code if response.party else "me"
    address = reverse("answer-section", args=[questionnaire.edition.code, questionnaire.code, party, one.section])
    if one.state == DelegationState.RETURNED:
        return Item(
            _("%(person)s has handed back the section “%(section)s” of “%(name)s”.") % said, address, _("Read it"),
            due=_due(questionnaire), asked_by=one.ministry or said["person"],
        )
    return Item(
        _("Answer the section “%(section)s” of “%(name)s”.") % said, address, _("Answer"),
        due=one.due_on or _due(questionnaire), asked_by=_("Your focal point"),
    )


def _clearance(one: Clearance) -> Item:
    questionnaire = one.response.questionnaire
    return Item(
        _("Clear the answer to “%(name)s” before it is submitted.") % {"name": str(questionnaire.name)},
        page_of(one.response), _("Read and clear"), due=_due(questionnaire), asked_by=_("Your focal point"),
    )


def _in_hand(one: InHand) -> list[Item]:
    """For the office: a questionnaire being drafted; an open one with its numbers; answers to be confirmed."""
    questionnaire = one.questionnaire
    args, name = [questionnaire.edition.code, questionnaire.code], str(questionnaire.name)
    if questionnaire.state == QuestionnaireState.DRAFT:
        return [Item(
            _("The questionnaire “%(name)s” is being drafted.") % {"name": name},
            page_of(questionnaire, questionnaire.edition.code), _("Go on"), asked_by=_("Questionnaires"), rank=4,
        )]
    found = [Item(
        ngettext(
            "“%(name)s”: %(answered)s of %(asked)s asked has answered.",
            "“%(name)s”: %(answered)s of %(asked)s asked have answered.", one.asked,
        ) % {"name": name, "answered": one.answered, "asked": one.asked},
        reverse("questionnaire-standing", args=args), _("See who is missing"), due=_due(questionnaire),
        asked_by=_("Questionnaires"),
    )]
    if one.received:
        found.append(Item(
            ngettext(
                "“%(name)s”: %(number)s answer received as a file or on paper waits for you.",
                "“%(name)s”: %(number)s answers received as files or on paper wait for you.", one.received,
            ) % {"name": name, "number": one.received},
            reverse("received", args=args), _("See what was received"), asked_by=_("Questionnaires"), rank=1,
        ))
    return found
