"""Schedules of meetings: those concerned are told, once, in their language, and nobody else."""

import pytest
from django.core import mail

from convoke.core.work import periodic
from convoke.directory.models import Capacity
from convoke.marketplace.models import Meeting, Schedule
from convoke.marketplace.operations.schedule_telling import tell_of_schedules
from convoke.marketplace.operations.schedules import release_schedule
from tests.factories import AccountFactory, MandateFactory
from tests.marketplace.talks import account_for

from .fairs import OFFICE, absent, in_force, met, scheduled, set_up


def people_of(meeting: Meeting) -> list[str]:
    """Somebody for each side, by e-mail address."""
    return [
        account_for(meeting.interest.request.party, Capacity.FOCAL_POINT).email,
        account_for(meeting.interest.provider.party, Capacity.PROVIDER).email,
    ]


def told() -> list[str]:
    return sorted(address for one in mail.outbox for address in one.to)


@pytest.fixture(autouse=True)
def _address(settings) -> None:
    settings.CONVOKE_ADDRESS = "https://forum.example"


def test_those_concerned_by_a_first_schedule_are_told_once_in_their_language(edition):
    set_up(edition)
    meeting = met(edition)
    people = people_of(meeting)
    french = MandateFactory(party=meeting.interest.provider.party, capacity="provider", person=AccountFactory(
        language="fr").person).person.account.email
    people_of(met(edition, state="proposed"))
    schedule = in_force(edition)
    assert tell_of_schedules(actor=OFFICE) == 3
    assert told() == sorted([*people, french])
    assert {one.extra_headers["Content-Language"] for one in mail.outbox} == {"en", "fr"}
    schedule.refresh_from_db()
    assert schedule.told_at
    assert tell_of_schedules(actor=OFFICE) == 0
    text = next(one for one in mail.outbox if people[0] in one.to)
    assert "1 of your meetings" in text.subject
    assert str(meeting.interest.provider.party) not in text.body
    assert "https://forum.example/en/exercise-market/marketplace/" in text.body


def test_after_a_repair_only_those_whose_meetings_moved_are_told(edition):
    set_up(edition, tables=3)
    meetings = [met(edition) for _ in range(4)]
    people = {one.pk: people_of(one) for one in meetings}
    before = in_force(edition)
    tell_of_schedules(actor=OFFICE)
    mail.outbox.clear()
    place = before.placements.order_by("pk").first()
    absent(place)
    release_schedule(actor=OFFICE, schedule=scheduled(edition, repair=True))
    assert tell_of_schedules(actor=OFFICE) == 2
    assert told() == sorted(people[place.meeting_id])


def test_nobody_is_told_of_a_schedule_that_changes_nothing_or_is_not_in_force(edition):
    set_up(edition)
    people_of(met(edition))
    first = in_force(edition)
    scheduled(edition)
    tell_of_schedules(actor=OFFICE)
    mail.outbox.clear()
    again = scheduled(edition, repair=True)
    release_schedule(actor=OFFICE, schedule=again)
    assert tell_of_schedules(actor=OFFICE) == 0
    assert mail.outbox == []
    again.refresh_from_db()
    assert again.told_at
    assert first.number < again.number


def test_of_two_schedules_released_one_after_the_other_the_second_alone_is_told(edition):
    set_up(edition)
    people_of(met(edition))
    first, second = in_force(edition), in_force(edition)
    assert tell_of_schedules(actor=OFFICE) == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.told_at, bool(second.told_at)) == (None, True)


def test_who_was_told_before_the_mail_server_went_away_is_not_told_again(edition):
    set_up(edition)
    first, second = people_of(met(edition))
    schedule = in_force(edition)
    reached = AccountFactory._meta.model.objects.get(email=first).person.code
    Schedule.objects.filter(pk=schedule.pk).update(told=[reached])
    assert tell_of_schedules(actor=OFFICE) == 1
    assert told() == [second]



def test_it_is_done_in_rounds():
    assert "marketplace-schedule-tell" in {one.name for one in periodic.rounds()}
