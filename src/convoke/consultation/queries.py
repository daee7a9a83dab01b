"""Reading questionnaires and responses."""

import hashlib

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.editions.models import Edition

from .form.model import Answers, Form, Value, canonical
from .form.progress import standing
from .form.words import words
from .models import Priority, Questionnaire, QuestionnaireVersion, ReplyCount, Response


def questionnaires(actor: Actor, edition: Edition) -> QuerySet[Questionnaire]:
    """The questionnaires of an edition with their counts and priorities; three queries in all."""
    return (
        readable(actor, Questionnaire)
        .filter(edition=edition)
        .prefetch_related(
            Prefetch("counts", readable(actor, ReplyCount)),
            Prefetch("priorities", readable(actor, Priority)),
        )
    )


def questionnaire_by_code(actor: Actor, edition: Edition, code: str) -> Questionnaire | None:
    """The questionnaire of an edition with a code, as far as the actor may read it."""
    found = readable(actor, Questionnaire).filter(edition=edition, code=code)
    return found.select_related("edition__forum").first()


def version_in_force(questionnaire: Questionnaire) -> QuestionnaireVersion | None:
    """The last version that was frozen; None before the questionnaire is opened."""
    return questionnaire.versions.filter(frozen_at__isnull=False).last()


def version_at_hand(questionnaire: Questionnaire) -> QuestionnaireVersion | None:
    """The version being drafted, else the one in force."""
    return questionnaire.versions.last()


def response_of(actor: Actor, questionnaire: Questionnaire, party: Party) -> Response | None:
    """The response of a party, as far as the actor may read it."""
    found = readable(actor, Response).filter(questionnaire=questionnaire, party=party)
    return found.select_related("questionnaire__edition__forum", "party", "version").first()


def about(questionnaire: Questionnaire) -> str:
    """What a notice or an escalation on a questionnaire is about, as outreach keeps it."""
    return f"questionnaire:{questionnaire.edition.code}/{questionnaire.code}"[:120]


def present_answers(response: Response) -> dict[str, Value]:
    """The answers of a draft that say something, by question; one query."""
    rows = response.answers.filter(value__isnull=False).values_list("question", "value")
    return dict(rows)


def checksum_of_answers(response: Response, answers: Answers) -> str:
    """SHA-256 over the questionnaire, its version, the party and the answers: what a receipt and a clearance name."""
    said = {
        "questionnaire": response.questionnaire.code,
        "version": response.version.checksum,
        "party": response.party.code if response.party else "",
        "answers": dict(answers),
    }
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def missing_sentences(form: Form, given: Answers) -> list[str]:
    """What is missing or not as it should be before a response can be submitted, one sentence each."""
    stands = standing(form, given)
    lacking = [
        _("Please answer: %(question)s") % {"question": words(form.by_code[code].label)} for code in stands.missing
    ]
    wrong = [
        _("%(question)s: %(reason)s") % {"question": words(form.by_code[code].label), "reason": reason}
        for code, reason in stands.faults.items()
    ]
    return [*lacking, *wrong]
