"""The agenda is composed from themes, adopted by the Friends of the Forum, and then changed with reasons only."""

import pytest
from django.core.exceptions import ValidationError

from convoke.bodies.states import MeetingState, SilenceState
from convoke.core import clock
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.programme.agenda.continuity import continuity
from convoke.programme.agenda.entries import checksum, compare
from convoke.programme.agenda.reading import agenda, entries
from convoke.programme.models import AgendaChange, Session, Theme
from convoke.programme.operations import agenda as operations
from convoke.programme.operations.adopting import adopt_agenda
from convoke.programme.operations.themes import create_theme
from tests.factories import (
    BodyMeetingFactory,
    EditionFactory,
    PriorityFactory,
    QuestionnaireFactory,
    SilenceProcedureFactory,
    TeamMemberFactory,
    ThemeFactory,
    ThemeReasonFactory,
)


def words(english: str) -> dict[str, str]:
    return {"en": english}


@pytest.fixture
def edition(db):
    return EditionFactory()


@pytest.fixture
def theme(edition):
    return ThemeFactory(edition=edition, title=words("Circular migration"))


@pytest.fixture
def composed(office, edition, theme):
    """An agenda with a roundtable of two sessions."""
    roundtable = operations.add_roundtable(actor=office, edition=edition, theme=theme, title=words("Mobility"))
    for title in ("Circular migration", "Temporary migration"):
        operations.add_session(
            actor=office, edition=edition, roundtable=roundtable, title=words(title), aim=words("Learn."),
            questions=[words("What works?"), words("What does not?")],
        )
    return roundtable


@pytest.fixture
def adopted(office, edition, composed):
    """The same agenda, adopted by silence."""
    procedure = SilenceProcedureFactory(
        edition=edition, state=SilenceState.ADOPTED, deadline=clock.now(), circulated_at=clock.now(),
        over_at=clock.now(), checksum="0" * 64,
    )
    return adopt_agenda(actor=office, edition=edition, procedure=procedure)


def test_sessions_are_numbered_within_their_roundtable(composed, edition):
    assert list(composed.sessions.order_by("order").values_list("code", flat=True)) == ["1.1", "1.2"]
    assert [question.text["en"] for question in composed.sessions.first().questions.all()] == [
        "What works?", "What does not?"
    ]
    assert composed.code == "RT1"


def test_the_agenda_is_read_whole_with_a_fixed_number_of_queries(office, edition, composed, theme, queries):
    one = queries(lambda: agenda(office, edition))
    for number in range(3):
        operations.add_session(
            actor=office, edition=edition, roundtable=composed, title=words(f"Session {number}")
        )
    assert queries(lambda: agenda(office, edition)) == one
    found = agenda(office, edition)
    assert len(found.roundtables[0].sessions.all()) == 5
    assert found.without_roundtable == ()


@pytest.mark.parametrize("role", ["focal-point", "press", "delegate"])
def test_the_office_alone_composes_the_agenda(actor, edition, theme, role):
    with pytest.raises(Denied):
        operations.add_roundtable(actor=actor(role), edition=edition, theme=theme, title=words("Mobility"))
    with pytest.raises(Denied):
        adopt_agenda(actor=actor(role), edition=edition)


def test_before_adoption_changes_need_no_reason_and_leave_no_record(office, edition, composed):
    session = composed.sessions.first()
    operations.change_session(actor=office, session=session, title=words("Circular migration and development"))
    session.refresh_from_db()
    assert session.title["en"] == "Circular migration and development"
    assert not session.questions.exists()
    assert not AgendaChange.objects.exists()


def test_an_agenda_is_adopted_by_a_silence_procedure_that_adopted_it_or_at_a_meeting_that_was_held(
    office, edition, composed
):
    going, planned = SilenceProcedureFactory(edition=edition), BodyMeetingFactory(edition=edition)
    steering = BodyMeetingFactory(edition=edition, state=MeetingState.HELD, body__kind="steering-body")
    for basis in ({}, {"procedure": going}, {"meeting": planned}, {"procedure": going, "meeting": planned},
                  {"meeting": steering}):
        with pytest.raises(ValidationError, match="Choose"):
            adopt_agenda(actor=office, edition=edition, **basis)
    held = BodyMeetingFactory(edition=edition, state=MeetingState.HELD)
    made = adopt_agenda(actor=office, edition=edition, meeting=held)
    assert (made.number, made.adopted_on, made.checksum) == (1, held.ends_on, checksum(entries(edition)))
    with pytest.raises(ValidationError, match="the same"):
        adopt_agenda(actor=office, edition=edition, meeting=held)


def test_an_empty_agenda_is_not_adopted(office, edition):
    held = BodyMeetingFactory(edition=edition, state=MeetingState.HELD)
    with pytest.raises(ValidationError, match="no session"):
        adopt_agenda(actor=office, edition=edition, meeting=held)


def test_pro_4_after_adoption_every_change_needs_a_reason_and_is_recorded(office, edition, composed, adopted, theme):
    session = composed.sessions.get(code="1.1")
    changes = [
        lambda reason: operations.change_session(
            actor=office, session=session, title=words("Circular migration, once more"), reason=reason
        ),
        lambda reason: operations.move_session(actor=office, session=session, step=1, reason=reason),
        lambda reason: operations.add_session(
            actor=office, edition=edition, roundtable=composed, title=words("Integrity of recruitment"), reason=reason
        ),
        lambda reason: operations.change_roundtable(
            actor=office, roundtable=composed, theme=theme, title=words("Labour mobility"), reason=reason
        ),
        lambda reason: operations.change_theme(actor=office, theme=theme, title=words("Mobility"), reason=reason),
        lambda reason: operations.add_horizontal_issue(
            actor=office, edition=edition, title=words("Gender"), reason=reason
        ),
        lambda reason: operations.remove(
            actor=office, thing=Session.objects.get(edition=edition, code="1.2"), reason=reason
        ),
    ]
    for change in changes:
        before = entries(edition)
        with pytest.raises(ValidationError, match="PRO-4"):
            change(" ")
        assert entries(edition) == before
        change("The Friends of the Forum asked for it.")
        assert entries(edition) != before
    told = list(AgendaChange.objects.order_by("pk"))
    assert [(one.what, one.kind) for one in told] == [
        ("changed", "session"), ("moved", "session"), ("added", "session"), ("changed", "roundtable"),
        ("changed", "theme"), ("added", "theme"), ("removed", "session"),
    ]
    assert {one.reason for one in told} == {"The Friends of the Forum asked for it."}
    assert told[0].before["title"] == {"en": "Circular migration"}
    assert told[0].after["title"] == {"en": "Circular migration, once more"}
    assert {one.by_id for one in told} == {office.account_id}


def test_pro_4_the_same_words_once_more_are_no_change(office, composed, adopted):
    one = composed.sessions.get(code="1.1")
    operations.change_session(
        actor=office, session=one, title=dict(one.title), aim=dict(one.aim), reason="None.",
        questions=[dict(question.text) for question in one.questions.all()],
    )
    assert not AgendaChange.objects.exists()


def test_two_agendas_are_compared_entry_by_entry(office, edition, composed, adopted):
    operations.change_session(
        actor=office, session=composed.sessions.get(code="1.1"), title=words("Other words"), aim=words("Learn."),
        questions=[words("What works?"), words("What does not?")], reason="Clearer.",
    )
    operations.add_session(actor=office, edition=edition, roundtable=composed, title=words("New"), reason="New.")
    operations.remove(actor=office, thing=composed.sessions.get(code="1.2"), reason="Merged.")
    told = {(one.what, one.key): one for one in compare(adopted.entries, entries(edition))}
    assert set(told) == {("changed", "1.1"), ("added", "1.3"), ("removed", "1.2")}
    assert told["changed", "1.1"].fields == ["title"]
    assert compare(adopted.entries, adopted.entries) == []


def test_what_something_hangs_on_is_not_taken_off(office, composed, theme):
    with pytest.raises(ValidationError, match="hangs on it"):
        operations.remove(actor=office, thing=composed)
    with pytest.raises(ValidationError, match="hangs on it"):
        operations.remove(actor=office, thing=theme)
    session = composed.sessions.first()
    TeamMemberFactory(session=session)
    with pytest.raises(ValidationError, match="has a team"):
        operations.remove(actor=office, thing=session)


@pytest.mark.parametrize("title", [{}, {"en": "  "}, {"en": "x" * 201}])
def test_a_title_that_cannot_be_one_is_refused_with_what_is_accepted(office, edition, theme, title):
    with pytest.raises(ValidationError, match=r"title|200"):
        operations.add_roundtable(actor=office, edition=edition, theme=theme, title=title)


def test_a_theme_of_another_edition_or_a_horizontal_issue_has_no_roundtable(office, edition):
    for theme in (ThemeFactory(), ThemeFactory(edition=edition, kind=Theme.Kind.HORIZONTAL)):
        with pytest.raises(ValidationError, match="theme of this edition"):
            operations.add_roundtable(actor=office, edition=edition, theme=theme, title=words("Mobility"))


def test_a_session_at_the_end_moves_no_further(office, composed):
    with pytest.raises(ValidationError, match="at the end"):
        operations.move_session(actor=office, session=composed.sessions.get(code="1.1"), step=-1)


def test_continuity_is_met_by_something_deepened_and_one_or_two_new_topics(edition):
    deepened = ThemeFactory(edition=edition)
    ThemeReasonFactory(theme=deepened, questionnaire=None, priority=None, earlier=ThemeFactory())
    new = [ThemeFactory(edition=edition) for _number in range(3)]
    assert continuity([deepened, *new[:2]], has_earlier=True).is_met
    assert continuity([deepened, *new[:2]], has_earlier=True).deepened == (deepened,)
    assert not continuity([deepened, *new], has_earlier=True).is_met
    assert not continuity(new[:2], has_earlier=True).is_met
    assert continuity(new, has_earlier=False).is_met, "a first meeting has nothing to go on from"


def test_every_change_is_in_the_journal(office, edition, composed, adopted):
    verbs = JournalEntry.objects.filter(edition=edition.code).order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["add-roundtable", "add-session", "add-session", "adopt-agenda"]


def test_pro_4_a_theme_from_the_survey_needs_a_reason_as_well_once_adopted(office, edition, adopted):
    chosen = PriorityFactory(
        questionnaire=QuestionnaireFactory(edition=edition), chosen_at=clock.now(), reason=words("Many named it.")
    )
    with pytest.raises(ValidationError, match="PRO-4"):
        create_theme(actor=office, edition=edition, title=words("Remittances"), priorities=[chosen])
    made = create_theme(
        actor=office, edition=edition, title=words("Remittances"), priorities=[chosen], reason="Asked for since."
    )
    assert (made.code, AgendaChange.objects.get().key) == ("remittances", "remittances")
