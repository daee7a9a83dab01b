"""The demonstration's outreach: a notice, a message that came back, a party that is being reached."""

import pytest

from convoke.core.actors import ANONYMOUS, system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.directory.models import Party
from convoke.handover.exercise import outreach
from convoke.outreach.models import Delivery, Escalation, Notice


def test_there_is_a_notice_to_the_exercise_focal_points(db):
    notice = Notice.objects.get(code=outreach.WELCOME)
    assert set(notice.subject) == {"en", "fr", "es", "nl", "ar"}
    assert notice.deliveries.filter(person__account__email="focal-point@example.org", state="sent").exists()
    assert not Delivery.objects.exclude(party__is_exercise=True).exists()


def test_con_4_a_party_is_being_reached_and_a_call_is_due(db):
    going = Escalation.objects.get(party__code="exercise-cordia")
    assert (going.state, going.next_step.means) == ("open", "phone")
    assert set(going.contacts.values_list("result", flat=True)) == {"sent", "bounced"}
    assert Party.objects.get(code="exercise-cordia").is_exercise


def test_a_second_time_changes_nothing(db):
    before = JournalEntry.objects.count()
    assert not outreach.create(actor=system("tests"))
    assert JournalEntry.objects.count() == before


def test_only_who_runs_the_forum_may_make_it(db):
    with pytest.raises(Denied):
        outreach.create(actor=ANONYMOUS)
