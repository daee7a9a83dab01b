"""Makers of modalities, bodies, meetings, silence procedures, notices and contacts."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.bodies.models import (
    AgendaItem,
    Body,
    BodyFunction,
    BodyMeeting,
    BodyMember,
    CalendarFeed,
    MeetingDecision,
    MeetingDocument,
    MeetingInvitation,
    SilenceAddressee,
    SilenceProcedure,
    SilenceReply,
)
from convoke.editions.models import (
    HostingInterest,
    Modality,
)
from convoke.outreach.models import (
    ContactLogEntry,
    Delivery,
    Escalation,
    EscalationPlan,
    EscalationStep,
    NewsletterIssue,
    Notice,
    OutboxMessage,
    Subscription,
)

from .base import text
from .people import *
from .programme import *

NOW = dt.datetime(2030, 1, 1, 12, tzinfo=dt.UTC)


# ------------------------------------------------------------------ editions

class ModalityFactory(DjangoModelFactory):
    class Meta:
        model = Modality

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"om-x{n}")
    subject = "forum"
    strength = Modality.Strength.SHALL
    statement = text("Modality")


class HostingInterestFactory(DjangoModelFactory):
    class Meta:
        model = HostingInterest

    forum = factory.SubFactory(ForumFactory)
    party = factory.SubFactory(PartyFactory)
    year = 2033
    text = "We should like to chair."
    expressed_at = NOW


# ------------------------------------------------------------------ bodies


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body

    forum = factory.SubFactory(ForumFactory)
    code = factory.Sequence(lambda n: f"exercise-body-{n}")
    name = text("Exercise body")
    kind = Body.Kind.CONSULTATIVE


class BodyFunctionFactory(DjangoModelFactory):
    class Meta:
        model = BodyFunction

    body = factory.SubFactory(BodyFactory)
    code = factory.Sequence(lambda n: f"function-{n}")
    text = text("Function")


class BodyMemberFactory(DjangoModelFactory):
    class Meta:
        model = BodyMember

    body = factory.SubFactory(BodyFactory)
    party = factory.SubFactory(PartyFactory)


class BodyMeetingFactory(DjangoModelFactory):
    class Meta:
        model = BodyMeeting

    body = factory.SubFactory(BodyFactory)
    code = factory.Sequence(lambda n: f"exercise-meeting-{n}")
    title = text("Meeting")
    starts_on = dt.date(2030, 2, 1)
    ends_on = dt.date(2030, 2, 1)


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(BodyMeetingFactory)
    order = factory.Sequence(lambda n: n)
    title = text("Item")


class MeetingDocumentFactory(DjangoModelFactory):
    class Meta:
        model = MeetingDocument

    meeting = factory.SubFactory(BodyMeetingFactory)
    file = factory.SubFactory(StoredFileFactory)
    title = text("Document")


class MeetingDecisionFactory(DjangoModelFactory):
    class Meta:
        model = MeetingDecision

    meeting = factory.SubFactory(BodyMeetingFactory)
    code = factory.Sequence(lambda n: f"decision-{n}")
    kind = MeetingDecision.Kind.DECISION
    text = text("Decision")


class MeetingInvitationFactory(DjangoModelFactory):
    class Meta:
        model = MeetingInvitation

    meeting = factory.SubFactory(BodyMeetingFactory)
    party = factory.SubFactory(PartyFactory)


class CalendarFeedFactory(DjangoModelFactory):
    class Meta:
        model = CalendarFeed

    account = factory.SubFactory(AccountFactory)
    token = factory.Sequence(lambda n: f"{n:064x}")


class SilenceProcedureFactory(DjangoModelFactory):
    class Meta:
        model = SilenceProcedure

    body = factory.SubFactory(BodyFactory)
    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"silence-{n}")
    title = text("Proposal")
    text = text("What is proposed")


class SilenceAddresseeFactory(DjangoModelFactory):
    class Meta:
        model = SilenceAddressee

    procedure = factory.SubFactory(SilenceProcedureFactory)
    party = factory.SubFactory(PartyFactory)


class SilenceReplyFactory(DjangoModelFactory):
    class Meta:
        model = SilenceReply

    procedure = factory.SubFactory(SilenceProcedureFactory)
    party = factory.SubFactory(PartyFactory)
    kind = SilenceReply.Kind.NO_OBJECTION
    at = NOW


# ------------------------------------------------------------------ outreach


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    code = factory.Sequence(lambda n: f"notice-{n}")
    subject = text("Subject")
    body = text("Text")


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = Delivery

    notice = factory.SubFactory(NoticeFactory)
    person = factory.SubFactory(PersonFactory)
    address = factory.Sequence(lambda n: f"reader-{n}@example.net")
    language = "en"
    token = factory.Sequence(lambda n: f"token-{n}")


class EscalationPlanFactory(DjangoModelFactory):
    class Meta:
        model = EscalationPlan

    code = factory.Sequence(lambda n: f"plan-{n}")
    name = text("Plan")


class EscalationStepFactory(DjangoModelFactory):
    class Meta:
        model = EscalationStep

    plan = factory.SubFactory(EscalationPlanFactory)
    order = factory.Sequence(lambda n: n)
    means = EscalationStep.Means.PHONE
    after_days = 7


class EscalationFactory(DjangoModelFactory):
    class Meta:
        model = Escalation

    plan = factory.SubFactory(EscalationPlanFactory)
    party = factory.SubFactory(PartyFactory)
    about = "focal-point"
    opened_on = dt.date(2030, 1, 1)


class ContactLogEntryFactory(DjangoModelFactory):
    class Meta:
        model = ContactLogEntry

    party = factory.SubFactory(PartyFactory)
    means = "phone"
    result = ContactLogEntry.Result.NO_ANSWER
    at = NOW


class SubscriptionFactory(DjangoModelFactory):
    class Meta:
        model = Subscription

    email = factory.Sequence(lambda n: f"subscriber-{n}@example.net")
    token = factory.Sequence(lambda n: f"subscription-{n}")


class NewsletterIssueFactory(DjangoModelFactory):
    class Meta:
        model = NewsletterIssue

    number = factory.Sequence(lambda n: n + 1)
    first_entry = 1
    last_entry = 2
    composed_at = NOW


class OutboxMessageFactory(DjangoModelFactory):
    class Meta:
        model = OutboxMessage

    message_id = factory.Sequence(lambda n: f"<{n}@example.net>")
    sender = "forum@example.net"
    subject = factory.Sequence(lambda n: f"Subject {n}")
