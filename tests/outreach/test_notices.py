"""Notices go to mandates, once, in the language of each recipient."""

import smtplib

import pytest
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend

from convoke.core import clock
from convoke.core.models import Job, JournalEntry
from convoke.core.policy import Denied
from convoke.directory.models import Capacity, Party
from convoke.outreach.models import Delivery
from convoke.outreach.operations import notices, sending
from convoke.outreach.recipients import Languages, Selection, chosen_parties, recipients
from tests.factories import (
    BodyFactory,
    BodyMeetingFactory,
    BodyMemberFactory,
    ChannelFactory,
    GroupingMembershipFactory,
    MandateFactory,
    MeetingInvitationFactory,
    NoticeFactory,
    PartyFactory,
    PersonFactory,
)

from .conftest import TEXT


def reached(post, **selection) -> set[str]:
    """The parties a selection gives."""
    chosen = Selection.read(selection)
    return set(chosen_parties(post.actor, chosen, clock.today()).values_list("code", flat=True))


def states(notice) -> list[str]:
    return list(notice.deliveries.order_by("pk").values_list("state", flat=True))


# ------------------------------------------------------------------ choosing


def test_recipients_are_chosen_by_body_grouping_and_region_together(post):
    body, party, other = BodyFactory(code="exercise-circle"), post.party(), post.party()
    for one in (party, other):
        BodyMemberFactory(body=body, party=one)
    membership = GroupingMembershipFactory(party=party)
    GroupingMembershipFactory(grouping=membership.grouping)
    assert reached(post, body="exercise-circle") == {party.code, other.code}
    assert reached(post, body="exercise-circle", grouping=membership.grouping.code) == {party.code}
    assert reached(post, body="no-such-body") == set()


def test_single_parties_are_added_to_what_the_conditions_give(post):
    member, single = BodyMemberFactory(), PartyFactory()
    assert reached(post, body=member.body.code, parties=[single.code]) == {member.party.code, single.code}


def test_bodies_that_follow_from_a_rule_have_their_members(post):
    MandateFactory(party=Party.objects.get(code="fra"))
    for composition, known in (("united-nations", "bel"), ("troika", "arg"), ("focal-points", "fra")):
        body = BodyFactory(composition=composition)
        assert known in reached(post, body=body.code), composition


def test_those_who_have_not_replied_to_a_meeting_are_found(post):
    meeting = BodyMeetingFactory()
    silent, replied = MeetingInvitationFactory(meeting=meeting), MeetingInvitationFactory(meeting=meeting)
    type(replied).objects.filter(pk=replied.pk).update(reply="coming", replied_at=clock.now())
    code = f"{meeting.body.code}/{meeting.code}"
    assert reached(post, status="no-reply", meeting=code) == {silent.party.code}


def test_those_without_a_reachable_focal_point_are_found(post):
    good, doubted, none = post.party(), post.party(), PartyFactory()
    channel = doubted.mandates.get().person.channels.get()
    channel.unreliable_since, channel.unreliable_reason = clock.today(), "came back"
    channel.save()
    found = reached(post, status="no-focal-point")
    assert {doubted.code, none.code} <= found
    assert good.code not in found


def test_those_who_have_not_answered_an_earlier_notice_are_found(post):
    silent, heard = post.party(), post.party()
    notice = post.sent(silent, heard)
    Delivery.objects.filter(notice=notice, party=heard).update(state="answered")
    assert reached(post, status="not-answered", notice=notice.code) == {silent.code}


def test_only_mandates_in_force_and_people_not_merged_are_reached(post):
    party, today = post.party(), clock.today()
    MandateFactory(party=party, capacity=Capacity.DEPUTY, until=today)
    MandateFactory(party=party, capacity=Capacity.DEPUTY, person=PersonFactory(merged_into=PersonFactory()))
    notice = post.draft(party)
    found = recipients(post.actor, Selection.read(notice.selection), Languages(notice), today)
    assert [one.mandate.capacity for one in found] == ["focal-point"]


def test_lib_3_each_is_written_to_in_their_language_or_an_honest_fallback(post):
    parties = [post.party(language="fr"), post.party(language="ar"), post.party()]
    notice = post.draft(*parties)
    found = recipients(post.actor, Selection.read(notice.selection), Languages(notice), clock.today())
    assert {(one.wanted, one.language, one.is_fallback) for one in found} == {
        ("fr", "fr", False), ("ar", "en", True), ("en", "en", False),
    }


def test_the_first_reliable_channel_in_the_order_of_preference_is_used(post):
    person = post.party().mandates.get().person
    person.channels.all().delete()
    ChannelFactory(person=person, order=1, unreliable_since=clock.today(), unreliable_reason="came back")
    ChannelFactory(person=person, order=2, kind="phone", address="+1 555 0100")
    wanted = ChannelFactory(person=person, order=3)
    ChannelFactory(person=person, order=4)
    ChannelFactory(person=person, order=0, until=clock.today())
    notice = post.draft(person.mandates.get().party)
    (found,) = recipients(post.actor, Selection.read(notice.selection), Languages(notice), clock.today())
    assert found.channel == wanted


def test_choosing_takes_the_same_queries_for_few_and_many(post, queries):
    few, many = post.draft(post.party()), post.draft(*[post.party(3) for _number in range(8)])

    def choose(notice):
        return recipients(post.actor, Selection.read(notice.selection), Languages(notice), clock.today())

    assert queries(lambda: choose(few)) == queries(lambda: choose(many)) <= 3


# ------------------------------------------------------------------ drafting


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"subject": {}, "body": {}}, "subject_en"),
        ({"subject": {"en": "Only a subject"}, "body": {}}, "body_en"),
        ({"subject": {}, "body": {"fr": "Seulement un texte"}}, "subject_fr"),
        ({"subject": {"tlh": "x"}, "body": {"tlh": "y"}}, "subject"),
        ({"subject": {"en": "Two\nlines"}, "body": {"en": "x"}}, "subject_en"),
        ({"per_minute": 0}, "per_minute"),
        ({"per_minute": 100_000}, "per_minute"),
        ({"link": "https://elsewhere.example/"}, "link"),
        ({"link": "//elsewhere.example/"}, "link"),
        ({"link": "/\\elsewhere.example/"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
    ],
)
def test_a_faulty_draft_is_refused_by_field(post, given, field):
    with pytest.raises(ValidationError) as refused:
        notices.draft(actor=post.actor, **{**TEXT, **given})
    assert field in refused.value.message_dict


def test_a_link_is_kept_without_its_language(post):
    assert post.draft(link="/fr/brussels-2007/").link == "/brussels-2007/"


def test_a_notice_that_was_sent_can_no_longer_be_changed(post):
    notice = post.queued(post.party())
    with pytest.raises(ValidationError, match="can no longer be changed"):
        notices.change(actor=post.actor, notice=notice, **TEXT)


@pytest.mark.parametrize("selection", [{}, {"parties": ["no-such-party"]}, {"body": "no-such-body"}])
def test_an_empty_selection_is_refused(post, selection):
    notice = notices.draft(actor=post.actor, selection=selection, **TEXT)
    with pytest.raises(ValidationError, match="reaches nobody"):
        notices.send(actor=post.actor, notice=notice)
    notice.refresh_from_db()
    assert notice.state == "draft"


def test_a_notice_without_a_whole_language_is_refused(post):
    notice = NoticeFactory(subject={"en": "x"}, body={}, selection={"parties": [post.party().code]})
    with pytest.raises(ValidationError, match="at least one language"):
        notices.send(actor=post.actor, notice=notice)


@pytest.mark.parametrize("role", ["focal-point", "press"])
def test_notices_are_the_right_of_the_office(post, actor, role):
    notice = post.draft(post.party())
    for call in (
        lambda: notices.draft(actor=actor(role), **TEXT),
        lambda: notices.change(actor=actor(role), notice=notice, **TEXT),
        lambda: notices.send(actor=actor(role), notice=notice),
        lambda: notices.cancel(actor=actor(role), notice=notice),
        lambda: sending.hand_over(actor=actor(role), notice=notice),
    ):
        with pytest.raises(Denied):
            call()


# ------------------------------------------------------------------ sending


def test_sending_answers_at_once_and_leaves_the_rest_to_background_work(post):
    notice = notices.send(actor=post.actor, notice=post.draft(post.party()))
    assert notice.state == "queued"
    assert Job.objects.filter(kind="send-notice", params={"notice": notice.code}).count() == 1
    assert not notice.deliveries.exists()
    with pytest.raises(ValidationError, match="can no longer be done"):
        notices.send(actor=post.actor, notice=notice)


def test_recipients_are_written_down_once_and_those_without_a_channel_as_not_reached(post):
    party = post.party(2)
    MandateFactory(party=party, capacity="deputy", person=PersonFactory())
    notice = post.queued(party)
    assert sorted(states(notice)) == ["queued", "queued", "unreachable"]
    assert notices.prepare(actor=post.actor, notice=notice) == 0
    assert JournalEntry.objects.filter(verb="prepare-notice").latest("sequence").facts == {
        "recipients": 3, "without_channel": 1, "languages": {"en": 3},
    }


def test_each_message_has_headers_that_mail_servers_and_programs_know(post):
    post.sent(post.party(language="fr"))
    (message,) = post.box()
    assert message.subject == "Une invitation"
    assert message.sender.endswith("<forum@forum.example>")
    assert message.message_id.startswith("<delivery-")
    assert message.message_id.endswith("@forum.example>")
    token = Delivery.objects.latest("pk").token
    assert f"https://forum.example/fr/n/{token}/" in message.text
    assert token not in message.message_id
    assert "<p>Cher<em>es</em> tous</p>" in message.html


def test_a_notice_is_over_when_its_last_message_left(post):
    notice = post.sent(post.party(2))
    assert notice.state == "sent"
    assert notice.over_at
    assert states(notice) == ["sent", "sent"]
    assert JournalEntry.objects.latest("sequence").facts == {"sent": 2}


def test_no_more_messages_leave_than_the_pace_allows(post):
    notice = post.queued(*[post.party(3) for _number in range(4)], per_minute=8)
    assert [sending.hand_over(actor=post.actor, notice=notice) for _round in range(6)] == [2, 2, 2, 2, 0, 0]
    Delivery.objects.filter(notice=notice, state="sent").update(sending_at="2001-01-01T00:00Z")
    assert sending.send_due(actor=post.actor) == 2


def test_what_is_cancelled_does_not_leave(post):
    notice = post.queued(post.party(3), per_minute=4)
    sending.hand_over(actor=post.actor, notice=notice)
    assert notices.cancel(actor=post.actor, notice=notice) == 2
    assert sending.send_due(actor=post.actor) == 0
    assert sorted(states(notice)) == ["cancelled", "cancelled", "sent"]
    assert len(post.box()) == 1


def test_a_notice_whose_background_work_was_given_up_is_prepared_by_a_round(post):
    notice = notices.send(actor=post.actor, notice=post.draft(post.party()))
    assert sending.send_due(actor=post.actor) == 0
    type(notice).objects.filter(pk=notice.pk).update(queued_at="2001-01-01T00:00Z")
    assert sending.send_due(actor=post.actor) == 1
    assert states(notice) == ["sent"]


# ------------------------------------------------------------------ interrupted


def test_what_a_dead_worker_left_is_judged_by_the_outbox(post):
    notice = post.sent(post.party(3), per_minute=4)
    first, second, third = notice.deliveries.order_by("pk")
    Delivery.objects.filter(pk=first.pk).update(state="sending")  # was in the outbox already
    Delivery.objects.filter(pk=second.pk).update(state="sending", sending_at=clock.now(), worker="gone:1")  # was not
    Delivery.objects.filter(notice=notice).update(sending_at="2001-01-01T00:00Z")
    while sending.send_due(actor=post.actor):
        Delivery.objects.filter(notice=notice).update(sending_at="2001-01-01T00:00Z")
    assert states(notice) == ["sent"] * 3
    assert sorted(recipient for message in post.box() for recipient in message.recipients) == sorted(
        [first.address, second.address, third.address]
    )


def test_with_a_real_mail_server_the_office_decides_on_what_was_interrupted(post, settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    notice = post.queued(post.party(2))
    one, other = notice.deliveries.order_by("pk")
    Delivery.objects.filter(notice=notice).update(state="sending", sending_at=clock.now(), worker="gone:1")
    assert sending.send_due(actor=post.actor) == 0
    assert states(notice) == ["uncertain", "uncertain"]
    sending.resend(actor=post.actor, delivery=one)
    sending.count_as_sent(actor=post.actor, delivery=other)
    sending.resend(actor=post.actor, delivery=other)  # decided already
    assert sending.send_due(actor=post.actor) == 1
    assert states(notice) == ["sent", "sent"]
    assert [message.to for message in mailoutbox] == [[one.address]]


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({'x': (550, b'no such user')}), "bounced"),
        (smtplib.SMTPRecipientsRefused({'x': (451, b'greylisted')}), "queued"),
        (smtplib.SMTPDataError(554, b'refused'), "bounced"),
        (smtplib.SMTPServerDisconnected('gone'), "uncertain"),
        (smtplib.SMTPSenderRefused(450, b'later', 'x'), "queued"),
    ],
)
def test_what_the_mail_server_says_decides_what_becomes_of_a_message(post, settings, monkeypatch, error, state):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def refuse(self, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    notice = post.queued(post.party())
    sending.hand_over(actor=post.actor, notice=notice)
    assert states(notice) == [state]
