"""Makers of questionnaires, responses and what belongs to them."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.consultation.form.model import Choice, Form, Kind, Question, Section, canonical, checksum_of, to_json
from convoke.consultation.models import (
    Answer,
    AnswerEdit,
    AnswerTag,
    Clearance,
    Delegation,
    Intake,
    KnownReply,
    QuestionMatch,
    QuestionnaireVersion,
    ReceivedBy,
    Response,
    Submission,
    SubmittedAnswer,
    Tag,
)

from .base import text
from .people import *
from .programme import *

ASKED = dt.datetime(2030, 1, 1, 12, tzinfo=dt.UTC)


def choices(*codes: str) -> tuple[Choice, ...]:
    """Choices with their codes as labels."""
    return tuple(Choice(code, {"en": code.capitalize(), "fr": f"{code.capitalize()} (fr)"}) for code in codes)


THEMES = ("remittances", "coherence", "rights", "skills", "diaspora")
"""What the exercise ranks."""

FORM = Form(
    languages=("en", "fr"),
    sections=(
        Section("priorities", {"en": "Priorities", "fr": "Priorités"}, questions=(
            Question("order", Kind.RANKING, {"en": "Rank your first three", "fr": "Classez vos trois premiers"},
                     required=True, choices=choices(*THEMES), first=3),
            Question("why", Kind.LONG, {"en": "Why?", "fr": "Pourquoi ?"}),
        )),
        Section("policy", {"en": "Policy", "fr": "Politique"}, questions=(
            Question("council", Kind.YES_NO, {"en": "Is there a council?", "fr": "Existe-t-il un conseil ?"}),
            Question("members", Kind.NUMBER, {"en": "How many members?", "fr": "Combien de membres ?"}, whole=True,
                     lowest="1", relevant="${council} = 'yes'", required=True),
            Question("means", Kind.SEVERAL, {"en": "By what means?", "fr": "Par quels moyens ?"},
                     choices=choices("law", "plan", "fund")),
        )),
    ),
)
"""A small form of two sections in two languages."""


class QuestionnaireVersionFactory(DjangoModelFactory):
    class Meta:
        model = QuestionnaireVersion

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    number = factory.Sequence(lambda n: n + 1)
    form = factory.LazyFunction(lambda: to_json(FORM))
    frozen_at = ASKED
    checksum = factory.LazyFunction(lambda: checksum_of(FORM))


class ResponseFactory(DjangoModelFactory):
    class Meta:
        model = Response

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    version = factory.SubFactory(
        QuestionnaireVersionFactory, questionnaire=factory.SelfAttribute("..questionnaire")
    )
    party = factory.SubFactory(PartyFactory)
    asked_at = ASKED


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    response = factory.SubFactory(ResponseFactory)
    section = "priorities"
    question = "why"
    value = "Because."
    at = ASKED


class AnswerEditFactory(DjangoModelFactory):
    class Meta:
        model = AnswerEdit

    response = factory.SubFactory(ResponseFactory)
    section = "priorities"
    question = "why"
    value = "Because."
    at = ASKED


class DelegationFactory(DjangoModelFactory):
    class Meta:
        model = Delegation

    response = factory.SubFactory(ResponseFactory)
    section = "policy"
    mandate = factory.SubFactory(MandateFactory)
    delegated_at = ASKED


class ClearanceFactory(DjangoModelFactory):
    class Meta:
        model = Clearance

    response = factory.SubFactory(ResponseFactory)
    mandate = factory.SubFactory(MandateFactory)
    asked_at = ASKED


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = Submission

    response = factory.SubFactory(ResponseFactory)
    version = factory.SelfAttribute("response.version")
    number = 1
    at = ASKED
    answers = factory.LazyFunction(lambda: {"order": ["rights", "skills"]})
    checksum = "0" * 64


class SubmittedAnswerFactory(DjangoModelFactory):
    class Meta:
        model = SubmittedAnswer

    submission = factory.SubFactory(SubmissionFactory)
    questionnaire = factory.SelfAttribute("submission.response.questionnaire")
    party = factory.SelfAttribute("submission.response.party")
    question = "order"
    value = canonical(["rights", "skills"])
    since = ASKED


class IntakeFactory(DjangoModelFactory):
    class Meta:
        model = Intake

    response = factory.SubFactory(ResponseFactory)
    channel = ReceivedBy.PAPER
    received_at = ASKED


class TagFactory(DjangoModelFactory):
    class Meta:
        model = Tag

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    code = factory.Sequence(lambda n: f"tag-{n}")
    name = text("Tag")


class AnswerTagFactory(DjangoModelFactory):
    class Meta:
        model = AnswerTag

    tag = factory.SubFactory(TagFactory)
    response = factory.SubFactory(ResponseFactory)
    question = "why"


class QuestionMatchFactory(DjangoModelFactory):
    class Meta:
        model = QuestionMatch

    earlier = factory.SubFactory(QuestionnaireFactory)
    earlier_question = "order"
    later = factory.SubFactory(QuestionnaireFactory)
    later_question = "order"


class KnownReplyFactory(DjangoModelFactory):
    class Meta:
        model = KnownReply

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    party = factory.SubFactory(PartyFactory)
    kind = KnownReply.Kind.COMPLETED
