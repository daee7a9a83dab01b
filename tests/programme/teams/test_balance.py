"""PRO-1 and PRO-3: how a team is balanced."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.core import clock
from convoke.core.actors import ANONYMOUS, system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.directory.models import Capacity, Gender, Grouping, Party, PartyKind
from convoke.directory.queries import memberships
from convoke.editions.checks import evaluate
from convoke.programme.models import Session, TeamException, TeamMember
from convoke.programme.operations.team_duties import (
    change_duty_state,
    record_exception,
    withdraw_exception,
)
from convoke.programme.states import TeamState
from convoke.programme.teams.balance import Result, genders_in, pro_1_balance
from convoke.programme.teams.reading import teams_of
from tests.factories import (
    GroupingFactory,
    GroupingMembershipFactory,
    MandateFactory,
    PartyFactory,
    PersonFactory,
    TeamDutyFactory,
    TeamExceptionFactory,
    TeamMemberFactory,
)

from .makers import of_group

TOMORROW = dt.timedelta(days=1)


def test_pro_1_a_team_has_governments_of_both_groups(demonstration):
    north, south = of_group("developed"), of_group("developing")
    groups = memberships(clock.today())
    assert pro_1_balance([north, south], groups).result == Result.MET
    lonely = pro_1_balance([south], groups)
    assert (lonely.result, lonely.missing, lonely.governments) == (Result.NOT_YET, ("developed",), 1)
    assert pro_1_balance([], groups).missing == ("developing", "developed")


def test_pro_1_a_group_within_a_group_of_development_counts_as_it(demonstration):
    south, islands = Grouping.objects.get(code="developing"), GroupingFactory(code="islands", kind="development")
    party = PartyFactory()
    GroupingMembershipFactory(party=party, grouping=islands)
    assert pro_1_balance([party], memberships(clock.today())).missing == ("developing", "developed")
    Grouping.objects.filter(pk=islands.pk).update(parent=south)
    assert pro_1_balance([party], memberships(clock.today())).missing == ("developed",)


def test_pro_1_only_governments_count(demonstration):
    body = of_group("developed", kind=PartyKind.ORGANISATION)
    judged = pro_1_balance([body, of_group("developing")], memberships(clock.today()))
    assert (judged.result, judged.governments, judged.others) == (Result.NOT_YET, 1, 1)


def test_pro_1_groups_are_asked_as_of_a_date(demonstration):
    party, day = PartyFactory(), clock.today()
    GroupingMembershipFactory(party=party, grouping=Grouping.objects.get(code="developing"), until=day)
    GroupingMembershipFactory(party=party, grouping=Grouping.objects.get(code="developed"), since=day)
    assert pro_1_balance([party], memberships(day)).missing == ("developing",)
    assert pro_1_balance([party], memberships(day - TOMORROW)).missing == ("developed",)


def test_pro_1_the_chair_alone_records_an_exception_with_its_reason(session, actor):
    with pytest.raises(ValidationError, match="PRO-1: the Chair records why"):
        record_exception(actor=actor("chair"), session=session, reason="  ")
    for role in ("task-force", "focal-point", "team-member", "press"):
        with pytest.raises(Denied):
            record_exception(actor=actor(role), session=session, reason="We tried.")
    record_exception(actor=actor("chair"), session=session, reason="Nobody was free.")
    [row] = teams_of(ANONYMOUS, session.edition)
    assert (row.balance.result, row.balance.reason) == (Result.EXCEPTED, "Nobody was free.")
    with pytest.raises(Denied):
        withdraw_exception(actor=actor("task-force"), session=session)
    withdraw_exception(actor=actor("chair"), session=session)
    assert not TeamException.objects.filter(session=session).exists()
    assert JournalEntry.objects.get(verb="record-team-exception").facts == {"reason": "Nobody was free."}
    with pytest.raises(ValidationError, match="no exception is on record"):
        withdraw_exception(actor=actor("chair"), session=session)


def test_pro_1_a_team_that_is_not_balanced_may_do_everything(session, bermea, actor):
    TeamMemberFactory(session=session, party=bermea)
    duty = TeamDutyFactory(session=session)
    assert change_duty_state(actor=actor("focal-point"), duty=duty, state="delivered", note="By post.").pk == duty.pk


def test_pro_3_members_alone_are_counted(session, actor):
    TeamMemberFactory(session=session, party=of_group("europe"))
    TeamMemberFactory(session=session, party=of_group("africa"), state=TeamState.OFFERED)
    [row] = teams_of(actor("task-force"), session.edition)
    assert row.balance.counts["region"] == {"europe": 1}


def test_pro_3_people_are_counted_by_the_gender_they_state_and_none_is_guessed(session, bermea, actor):
    def joins(**person) -> None:
        MandateFactory(person=PersonFactory(**person), party=bermea, capacity=Capacity.TEAM_MEMBER)

    today, office = clock.today(), actor("task-force")
    before = genders_in(office, [bermea], today)
    assert before.none
    for honorific in ("Ms", "Mr", "Mrs"):
        joins(honorific=honorific, name=f"{honorific} Somebody")
    assert genders_in(office, [bermea], today).counts == (("not-stated", before.people + 3),)
    for gender in (Gender.WOMAN, Gender.WOMAN, Gender.MAN):
        joins(gender=gender)
    found = genders_in(office, [bermea], today)
    assert found.counts == (("woman", 2), ("man", 1), ("another-or-not-stated", before.people + 3))
    assert genders_in(ANONYMOUS, [bermea], today).people == 0


def test_pro_1_is_told_among_the_modalities_with_each_team_that_does_not_meet_it(demonstration):
    session = Session.objects.get(edition=demonstration, code="1.4")

    def said() -> list[str]:
        found = evaluate(system("tests"), demonstration, clock.today())
        verdict = next(one for one in found if one.modality.code == "pr-11")
        return [str(reason.sentence) for reason in verdict.reasons if "PRO-1" in str(reason.sentence)]

    before = said()
    assert before[0].startswith("PRO-1: ")
    TeamMember.objects.filter(session=session).exclude(party__code="mus").delete()
    TeamMember.objects.get_or_create(session=session, party=Party.objects.get(code="mus"))
    record = f"Session 1.4, {session.title}: PRO-1 is not met"
    assert f"{record} yet." in said()
    TeamExceptionFactory(session=session, reason="Nobody else was free.")
    assert f"{record}; the Chair accepts it: Nobody else was free." in said()
