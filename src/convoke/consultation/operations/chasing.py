"""Reaching those who were asked: the invitation to all, a reminder to those missing, step by step (CON-4).

What an escalation or a notice on a questionnaire says is told here, and made known to outreach.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.directory.models import Capacity, Party
from convoke.outreach import purposes
from convoke.outreach.models import Escalation, Notice
from convoke.outreach.operations import escalations, notices

from ..models import Questionnaire
from ..queries import about
from ..rules import ANSWERING
from ..states import QuestionnaireState, ResponseState

ANSWERED = (ResponseState.SUBMITTED, ResponseState.REOPENED, ResponseState.DECLINED)
"""Whom nobody reminds: an answer came in, or the party said that there will be none."""
PREFIX = "questionnaire:"


@dataclass(frozen=True)
class Reminded:
    """What became of a wish to remind parties: begun, under way already, and not asked or answered meanwhile."""

    begun: tuple[Escalation, ...]
    going: int
    left_out: int


def remind(*, actor: Actor, questionnaire: Questionnaire, parties: Iterable[Party]) -> Reminded:
    """CON-4: begins to reach, step by step, those of the parties whose answer is missing; one entry for all.

    Who has answered or declined meanwhile, or was not asked, is left out; who is on the way already
    stays where it is. Raises ValidationError where the questionnaire is not open or nobody is chosen.
    """
    require(actor, "chase", questionnaire)
    chosen = list(parties)
    with operation(
        actor=actor, verb="remind-missing", on=questionnaire, edition=questionnaire.edition.code
    ) as recording:
        _check_open(questionnaire)
        missing = set(
            questionnaire.responses.filter(party__in=chosen).exclude(state__in=ANSWERED)
            .values_list("party", flat=True)
        )
        asked = [party for party in chosen if party.pk in missing]
        if not asked:
            raise ValidationError(_("Choose at least one party whose answer is missing."))
        begun = escalations.begin_for(actor=actor, parties=asked, about=about(questionnaire))
        recording.facts = {"begun": len(begun), "going": len(asked) - len(begun)}
    return Reminded(tuple(begun), len(asked) - len(begun), len(chosen) - len(asked))


def draft_invitation(
    *, actor: Actor, questionnaire: Questionnaire, parties: Iterable[Party], is_reminder: bool = False
) -> Notice:
    """Drafts the notice by which parties are invited to answer, in every language of the interface.

    It goes to those who answer for them and leads to where they answer; nothing is sent by this.
    Raises ValidationError where the questionnaire is not open or nobody is chosen.
    """
    require(actor, "chase", questionnaire)
    _check_open(questionnaire)
    codes = sorted(party.code for party in parties)
    if not codes:
        raise ValidationError(_("Nobody is chosen. Choose at least one party that was asked."))
    subject, body = {}, {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            subject[language], body[language] = _invitation(questionnaire, language, is_reminder=is_reminder)
    return notices.draft(
        actor=actor, subject=subject, body=body, about=about(questionnaire), edition=questionnaire.edition,
        link=_answer_page(questionnaire),
        selection={"parties": codes, "capacities": [Capacity(one).value for one in ANSWERING]},
    )


def _check_open(questionnaire: Questionnaire) -> None:
    if questionnaire.state != QuestionnaireState.OPEN:
        raise ValidationError(_("The questionnaire is not open; nobody can answer it now."))


def _answer_page(questionnaire: Questionnaire) -> str:
    """One address for all: it leads each reader to their own answer."""
    return f"/{questionnaire.edition.code}/questionnaires/{questionnaire.code}/answer/"


def _invitation(questionnaire: Questionnaire, language: str, *, is_reminder: bool) -> tuple[str, str]:
    name = questionnaire.name.text(language)
    subject = _("Reminder: %(subject)s") % {"subject": name} if is_reminder else name
    said = [_request(questionnaire, name)]
    purpose = questionnaire.purpose.text(language)
    if purpose and not is_reminder:
        said.append(purpose)
    if questionnaire.due_at:
        said.append(_("Answers are taken in until %(deadline)s. Later ones are welcome too and are shown as such.") % {
            "deadline": formats.moment_in(questionnaire.due_at, questionnaire.time_zone, language),
        })
    said.append(_(
        "The link leads to the answer of your government. Sections can be handed to ministries; everything typed is "
        "kept, and the answer can be filled in offline as a spreadsheet or a document."
    ))
    if is_reminder:
        said.append(_("If your answer is on its way, please accept our thanks."))
    return subject[:200], "\n\n".join(said)


def _request(questionnaire: Questionnaire, name: str) -> str:
    sender = str(questionnaire.sender)
    if sender:
        return _("%(sender)s invites your government to answer the questionnaire “%(name)s”.") % {
            "sender": sender, "name": name,
        }
    return _("The Chair-in-Office invites your government to answer the questionnaire “%(name)s”.") % {"name": name}


# ---------------------------------------------------------------- what outreach says of it


def _purpose(matter: str) -> purposes.Purpose | None:
    """What a step of an escalation on a questionnaire says; None for one that is not there any more."""
    edition, _sep, code = matter.removeprefix(PREFIX).partition("/")
    found = Questionnaire.objects.filter(edition__code=edition, code=code).select_related("edition").first()
    if found is None:
        return None

    def words() -> tuple[str, str]:
        language = translation.get_language() or settings.LANGUAGE_CODE
        return _invitation(found, language, is_reminder=False)

    return purposes.Purpose(words=words, link=_answer_page(found))


def _label(matter: str) -> str:
    return _("answer to the questionnaire “%(code)s”") % {"code": matter.rpartition("/")[2]}


purposes.register(PREFIX, find=_purpose, label=_label)
