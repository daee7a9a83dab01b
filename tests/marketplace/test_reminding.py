"""Both sides are reminded by e-mail of a form that waits for them, owners of a report on their project; not often."""

import datetime as dt

import pytest
from django.core import mail

from convoke.core import clock
from convoke.core.actors import system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.core.work import periodic
from convoke.marketplace.models import Interest, Reminder
from convoke.marketplace.operations.outcome_forms import answer_form
from convoke.marketplace.operations.reminding import EVERY, MOST, remind
from tests.factories import MarketplaceFactory, WindowFactory

from .held import HOUR, held_in, placed_in, talking, written

WORKER = system("tests")
SIDES = {
    "owner": ["delegate@example.org", "focal-point@example.org"],
    "provider": ["observer@example.org", "provider@example.org"],
}
EVERYBODY = sorted([*SIDES["owner"], *SIDES["provider"]])


@pytest.fixture
def room(demonstration, settings) -> Interest:
    """A room of the exercise's government and provider in conversation."""
    settings.CONVOKE_ADDRESS = "https://forum.example"
    settings.DEFAULT_FROM_EMAIL = "forum@forum.example"
    return talking(title={"en": "Most secret title"})


def reminded() -> list[str]:
    """Who is reminded by the next round."""
    mail.outbox.clear()
    number = remind(actor=WORKER)
    found = sorted(address for message in mail.outbox for address in message.to)
    assert number == len(found)
    return found


def later(days: int) -> None:
    """Lets days go by since the last reminders."""
    for one in Reminder.objects.all():
        Reminder.objects.filter(pk=one.pk).update(at=one.at - dt.timedelta(days=days))


def test_both_sides_are_reminded_of_a_missing_form_and_again_only_after_days(room):
    held_in(room, number=3)
    assert reminded() == EVERYBODY
    assert JournalEntry.objects.latest("sequence").facts == {"things": 2, "people": 4}
    assert reminded() == []
    later(EVERY.days - 1)
    assert reminded() == []
    later(2)
    assert reminded() == EVERYBODY
    assert set(Reminder.objects.values_list("number", flat=True)) == {2}


def test_nobody_is_reminded_for_ever(room):
    held_in(room)
    for _time in range(MOST):
        assert reminded() == EVERYBODY
        later(EVERY.days + 1)
    assert reminded() == []


def test_the_side_whose_word_is_missing_is_reminded_and_then_the_one_that_is_answered(room, actor):
    meeting = held_in(room)
    form = written(actor("focal-point"), meeting)
    assert reminded() == SIDES["provider"]
    answer_form(actor=actor("provider"), form=form, version=1, agrees=False, difference="Hush, otherwise.")
    assert reminded() == SIDES["owner"]
    later(EVERY.days + 1)
    answer_form(actor=actor("provider"), form=form, version=1, agrees=True)
    assert reminded() == []


def test_the_message_says_where_and_neither_words_nor_names(room, actor):
    meeting = held_in(room, number=12)
    form = written(actor("focal-point"), meeting, text={"en": "Hush, words."})
    held_in(room, number=13)
    assert form.version == 1
    reminded()
    message = next(one for one in mail.outbox if one.to == ["provider@example.org"])
    whole = f"{message.subject} {message.body} {message.alternatives[0][0]}"
    assert message.subject == "Marketplace: 2 things wait for your word"
    for number in (12, 13):
        assert f"https://forum.example/en/exercise-market/marketplace/meetings/{number}/outcome/" in message.body
    for hidden in ("Hush", "Bermea", "Observatory", "Most secret"):
        assert hidden not in whole


def test_a_meeting_that_is_still_to_come_is_not_asked_about(room):
    placed_in(room, HOUR)
    assert reminded() == []


def test_a_meeting_that_was_placed_and_is_over_is_asked_about(room):
    placed_in(room, -2 * HOUR)
    assert reminded() == EVERYBODY


def test_a_closed_edition_reminds_nobody(room):
    held_in(room)
    type(room.request.edition).objects.filter(pk=room.request.edition_id).update(state="closed")
    assert reminded() == []


def test_owners_are_reminded_of_a_report_while_the_window_of_monitoring_is_open(room):
    window = WindowFactory(
        marketplace=MarketplaceFactory(edition=room.request.edition), kind="monitoring",
        starts_on=clock.today() - dt.timedelta(days=2), ends_on=clock.today() + dt.timedelta(days=20))
    assert reminded() == SIDES["owner"]
    assert "/en/exercise-market/marketplace/requests/M-1/progress/" in mail.outbox[0].body
    assert reminded() == []
    later(EVERY.days + 1)
    window.ends_on = clock.today() - dt.timedelta(days=1)
    window.save()
    assert reminded() == []


def test_a_mail_server_that_is_not_there_reminds_later(room, settings):
    held_in(room)
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = 1
    assert remind(actor=WORKER) == 0
    assert not Reminder.objects.exists()
    settings.EMAIL_BACKEND = backend
    assert reminded() == EVERYBODY


@pytest.mark.parametrize("role", ["task-force", "focal-point", "provider"])
def test_only_a_worker_reminds(room, actor, role):
    with pytest.raises(Denied):
        remind(actor=actor(role))


def test_the_round_is_run_by_workers():
    assert "marketplace-remind" in {one.name for one in periodic.rounds()}


def test_more_meetings_cost_no_query_to_look_for(room, queries):
    held_in(room, number=1)
    remind(actor=WORKER)
    before = queries(lambda: remind(actor=WORKER))
    for number in range(4):
        meeting = held_in(room, number=number + 5)
        for party in (room.request.party, room.provider.party):
            Reminder.objects.create(meeting=meeting, party=party, at=clock.now())
    assert queries(lambda: remind(actor=WORKER)) == before
