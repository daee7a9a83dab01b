"""Makers of editions, papers, questionnaires and programmes."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.consultation.models import Priority, Questionnaire, ReplyCount
from convoke.editions.models import (
    Edition,
    EditionFigure,
    Forum,
    Milestone,
    Principle,
)
from convoke.library.models import Document, Source
from convoke.programme.models import (
    Basis,
    GuidingQuestion,
    PanelInvitation,
    PanelRole,
    Role,
    Roundtable,
    Session,
    Statement,
    Subject,
    TeamMember,
    Theme,
    ThemeReason,
    WorkingDefinition,
)

from .base import text
from .people import *

# ------------------------------------------------------------------ editions


class ForumFactory(DjangoModelFactory):
    class Meta:
        model = Forum

    code = factory.Sequence(lambda n: f"exercise-forum-{n}")
    name = text("Exercise Forum")


class EditionFactory(DjangoModelFactory):
    class Meta:
        model = Edition

    forum = factory.SubFactory(ForumFactory)
    code = factory.Sequence(lambda n: f"exercise-edition-{n}")
    ordinal = factory.Sequence(lambda n: n + 1)
    name = text("Exercise edition")
    chair = factory.SubFactory(PartyFactory)
    year = 2030
    starts_on = dt.date(2030, 5, 6)
    ends_on = dt.date(2030, 5, 8)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"milestone-{n}")
    kind = Milestone.Kind.ANNOUNCEMENT
    title = text("Milestone")
    starts_on = dt.date(2030, 1, 1)
    ends_on = dt.date(2030, 1, 1)
    precision = Milestone.Precision.DAY


class EditionFigureFactory(DjangoModelFactory):
    class Meta:
        model = EditionFigure

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"figure-{n}")
    value = 12


class PrincipleFactory(DjangoModelFactory):
    class Meta:
        model = Principle

    forum = factory.SubFactory(ForumFactory)
    code = factory.Sequence(lambda n: f"principle-{n}")
    kind = Principle.Kind.PRINCIPLE
    text = text("Principle")



# ------------------------------------------------------------------ library, consultation


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    file = factory.Sequence(lambda n: f"report-{n}.txt")
    kind = "report"
    title = text("Report")


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"P{n}")
    kind = Document.Kind.BACKGROUND_PAPER
    title = text("Paper")
    is_record = True


class QuestionnaireFactory(DjangoModelFactory):
    class Meta:
        model = Questionnaire

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"questionnaire-{n}")
    name = text("Questionnaire")
    state = "closed"


class ReplyCountFactory(DjangoModelFactory):
    class Meta:
        model = ReplyCount

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    code = factory.Sequence(lambda n: f"count-{n}")
    what = {"en": "replies"}
    value = 9


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = Priority

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    code = factory.Sequence(lambda n: f"priority-{n}")
    text = text("Priority")



# ------------------------------------------------------------------ programme


class SubjectFactory(DjangoModelFactory):
    class Meta:
        model = Subject

    forum = factory.SubFactory(ForumFactory)
    code = factory.Sequence(lambda n: f"subject-{n}")
    title = text("Subject")


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"theme-{n}")
    kind = Theme.Kind.AGENDA
    title = text("Theme")


class ThemeReasonFactory(DjangoModelFactory):
    class Meta:
        model = ThemeReason

    theme = factory.SubFactory(ThemeFactory)
    questionnaire = factory.SubFactory(QuestionnaireFactory)
    basis = Basis.STATED


class RoundtableFactory(DjangoModelFactory):
    class Meta:
        model = Roundtable

    edition = factory.SubFactory(EditionFactory)
    theme = factory.SubFactory(ThemeFactory, edition=factory.SelfAttribute("..edition"))
    code = factory.Sequence(lambda n: f"RT{n}")
    number = 1
    title = text("Roundtable")


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    edition = factory.SubFactory(EditionFactory)
    roundtable = factory.SubFactory(RoundtableFactory, edition=factory.SelfAttribute("..edition"))
    code = factory.Sequence(lambda n: f"1.{n}")
    kind = Session.Kind.ROUNDTABLE
    title = text("Session")


class GuidingQuestionFactory(DjangoModelFactory):
    class Meta:
        model = GuidingQuestion

    session = factory.SubFactory(SessionFactory)
    code = factory.Sequence(lambda n: f"Q{n}")
    text = text("Question")


class PanelRoleFactory(DjangoModelFactory):
    class Meta:
        model = PanelRole

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    party = factory.SubFactory(PartyFactory)
    role = Role.SPEAKER
    order = factory.Sequence(lambda n: n)


class PanelInvitationFactory(DjangoModelFactory):
    class Meta:
        model = PanelInvitation

    role = factory.SubFactory(PanelRoleFactory, state="invited")
    means = PanelInvitation.Means.LETTER
    language = "en"
    subject = "Invitation (exercise)"
    text = "You are invited (exercise)."
    sent_at = dt.datetime(2030, 4, 1, tzinfo=dt.UTC)


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = Statement

    session = factory.SubFactory(SessionFactory, kind=Session.Kind.PLENARY, roundtable=None)
    order = factory.Sequence(lambda n: n)
    party = factory.SubFactory(PartyFactory)


class TeamMemberFactory(DjangoModelFactory):
    class Meta:
        model = TeamMember

    session = factory.SubFactory(SessionFactory)
    party = factory.SubFactory(PartyFactory)


class WorkingDefinitionFactory(DjangoModelFactory):
    class Meta:
        model = WorkingDefinition

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"definition-{n}")
    term = text("Term")
