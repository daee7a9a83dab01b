"""Makers of records for tests: parties, people and editions that do not exist.

Each makes a valid record with nothing else given; tests name what matters to them.
"""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from convoke.consultation.models import Priority, Questionnaire, ReplyCount
from convoke.core.languages import sort_key
from convoke.core.models import Job, LoadedRecord
from convoke.directory.models import (
    Account,
    Capacity,
    Grouping,
    GroupingMembership,
    Mandate,
    Party,
    PartyKind,
    PartyName,
    Person,
)
from convoke.editions.models import Edition, EditionFigure, Forum, Milestone, Principle
from convoke.library.models import Document, Source
from convoke.outcomes.models import Action, Commitment, CrossReference, Finding, ReportDue, SessionReference
from convoke.practices.models import Instrument, Practice, PracticeParty, Sector, Side
from convoke.programme.models import (
    Basis,
    GuidingQuestion,
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

PASSAGES = [{"file": "report.txt", "lines": "1-2"}]


def text(words: str) -> factory.Sequence:
    """A text in English, different for each record."""
    return factory.Sequence(lambda n: {"en": f"{words} {n}"})


# ------------------------------------------------------------------ core


class JobFactory(DjangoModelFactory):
    class Meta:
        model = Job

    kind = "exercise"


class LoadedRecordFactory(DjangoModelFactory):
    class Meta:
        model = LoadedRecord

    dataset = "exercise"
    kind = "party"
    key = factory.Sequence(lambda n: f"record-{n}")
    values = factory.LazyFunction(dict)


# ------------------------------------------------------------------ directory


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    code = factory.Sequence(lambda n: f"exercise-state-{n}")
    kind = PartyKind.STATE
    is_exercise = True


class PartyNameFactory(DjangoModelFactory):
    class Meta:
        model = PartyName

    party = factory.SubFactory(PartyFactory)
    language = "en"
    name = factory.Sequence(lambda n: f"Exercise State {n}")
    sort_key = factory.LazyAttribute(lambda made: sort_key(made.name))


class GroupingFactory(DjangoModelFactory):
    class Meta:
        model = Grouping

    code = factory.Sequence(lambda n: f"exercise-grouping-{n}")
    kind = Grouping.Kind.OTHER
    name = text("Grouping")


class GroupingMembershipFactory(DjangoModelFactory):
    class Meta:
        model = GroupingMembership

    grouping = factory.SubFactory(GroupingFactory)
    party = factory.SubFactory(PartyFactory)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    code = factory.Sequence(lambda n: f"exercise-person-{n}")
    name = factory.Sequence(lambda n: f"Person {n} (exercise)")
    is_exercise = True


class MandateFactory(DjangoModelFactory):
    class Meta:
        model = Mandate

    person = factory.SubFactory(PersonFactory)
    party = factory.SubFactory(PartyFactory)
    capacity = Capacity.FOCAL_POINT


class AccountFactory(DjangoModelFactory):
    class Meta:
        model = Account

    email = factory.Sequence(lambda n: f"person-{n}@example.net")
    person = factory.SubFactory(PersonFactory)


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


class QuestionnaireFactory(DjangoModelFactory):
    class Meta:
        model = Questionnaire

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"questionnaire-{n}")
    name = text("Questionnaire")


class ReplyCountFactory(DjangoModelFactory):
    class Meta:
        model = ReplyCount

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    code = factory.Sequence(lambda n: f"count-{n}")
    what = "replies"
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


# ------------------------------------------------------------------ outcomes


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    edition = factory.SubFactory(EditionFactory)
    session = factory.SubFactory(SessionFactory, edition=factory.SelfAttribute("..edition"))
    code = factory.Sequence(lambda n: f"F1.1-{n}")
    order = factory.Sequence(lambda n: n)
    text = text("Finding")
    passages = PASSAGES


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    edition = factory.SubFactory(EditionFactory)
    session = factory.SubFactory(SessionFactory, edition=factory.SelfAttribute("..edition"))
    code = factory.Sequence(lambda n: f"R1.1-{n}")
    order = factory.Sequence(lambda n: n)
    kind = Action.Kind.ACTION
    group = Action.Group.OUTCOME
    status = Action.Status.AGREED
    is_national = True
    text = text("Action")
    passages = PASSAGES


class CommitmentFactory(DjangoModelFactory):
    class Meta:
        model = Commitment

    action = factory.SubFactory(ActionFactory)
    party = factory.SubFactory(PartyFactory)
    role = Commitment.Role.LEAD
    basis = Commitment.Basis.VOLUNTEERED


class ReportDueFactory(DjangoModelFactory):
    class Meta:
        model = ReportDue

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"report-{n}")
    item = text("Report")


class CrossReferenceFactory(DjangoModelFactory):
    class Meta:
        model = CrossReference

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"{n}-1")
    footnote = factory.Sequence(lambda n: n)
    finding = factory.SubFactory(FindingFactory, edition=factory.SelfAttribute("..edition"))
    to_session = factory.SubFactory(SessionFactory, edition=factory.SelfAttribute("..edition"))


class SessionReferenceFactory(DjangoModelFactory):
    class Meta:
        model = SessionReference

    edition = factory.SubFactory(EditionFactory)
    session = factory.SubFactory(SessionFactory, edition=factory.SelfAttribute("..edition"))
    footnote = factory.Sequence(lambda n: n)
    about = "an example"


# ------------------------------------------------------------------ practices


class InstrumentFactory(DjangoModelFactory):
    class Meta:
        model = Instrument

    forum = factory.SubFactory(ForumFactory)
    code = factory.Sequence(lambda n: f"instrument-{n}")
    title = text("Instrument")


class PracticeFactory(DjangoModelFactory):
    class Meta:
        model = Practice

    edition = factory.SubFactory(EditionFactory)
    session = factory.SubFactory(SessionFactory, edition=factory.SelfAttribute("..edition"))
    code = factory.Sequence(lambda n: f"practice-{n}")
    order = factory.Sequence(lambda n: n)
    title = text("Practice")
    sector = Sector.GENERAL
    side = Side.JOINT


class PracticePartyFactory(DjangoModelFactory):
    class Meta:
        model = PracticeParty

    practice = factory.SubFactory(PracticeFactory)
    party = factory.SubFactory(PartyFactory)
    role = PracticeParty.Role.COUNTRY


FACTORIES = {
    made._meta.model: made
    for made in list(globals().values())
    if isinstance(made, type) and issubclass(made, DjangoModelFactory) and made is not DjangoModelFactory
}
"""The maker of each model's records."""
