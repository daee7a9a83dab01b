"""The newsletter: asked for by a link, composed of what was published, sent once to each, ended by a link."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from convoke.core import clock
from convoke.core.actors import ANONYMOUS
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import Denied, readable
from convoke.outreach.models import NewsletterIssue, Subscription
from convoke.outreach.newsletter import lines
from convoke.outreach.operations import newsletter


def publish(post, audience=Audience.PUBLIC):
    """Something happens that everyone may read."""
    with operation(actor=post.actor, verb="advance", edition="brussels-2007", audience=audience) as recording:
        recording.facts = {"from": "preparing", "to": "meeting"}


def subscriber(post, email="reader@example.net", language="en"):
    made = newsletter.subscribe(actor=ANONYMOUS, email=email, language=language)
    newsletter.confirm(actor=ANONYMOUS, token=made.token)
    made.refresh_from_db()
    return made


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """Messages go out after commit: here, at once."""

    def run(call):
        with django_capture_on_commit_callbacks(execute=True):
            return call()

    return run


def test_a_subscription_is_confirmed_by_its_link_alone(post, commits):
    made = commits(lambda: newsletter.subscribe(actor=ANONYMOUS, email="Reader@Example.net", language="fr"))
    (message,) = post.box()
    assert message.recipients == ["reader@example.net"]
    assert f"/fr/newsletter/confirm/{made.token}/" in message.text
    assert made.confirmed_at is None
    for _time in range(2):
        assert newsletter.confirm(actor=ANONYMOUS, token=made.token).confirmed_at
    assert newsletter.confirm(actor=ANONYMOUS, token="none") is None


def test_asking_again_sends_no_second_message_at_once_and_makes_no_second_subscription(post, commits):
    commits(lambda: newsletter.subscribe(actor=ANONYMOUS, email="reader@example.net", language="en"))
    commits(lambda: newsletter.subscribe(actor=ANONYMOUS, email="READER@example.net", language="en"))
    assert (len(post.box()), Subscription.objects.count()) == (1, 1)
    Subscription.objects.update(asked_at=timezone.now() - dt.timedelta(hours=1))
    commits(lambda: newsletter.subscribe(actor=ANONYMOUS, email="reader@example.net", language="ar"))
    assert (len(post.box()), Subscription.objects.count()) == (2, 1)
    assert Subscription.objects.get().language == "ar"


@pytest.mark.parametrize(
    ("email", "language", "field"),
    [("", "en", "email"), ("nobody", "en", "email"), ("a@b\nc", "en", "email"), ("a@b.example", "tlh", "language")],
)
def test_what_is_no_address_or_language_is_refused(post, email, language, field):
    with pytest.raises(ValidationError) as refused:
        newsletter.subscribe(actor=ANONYMOUS, email=email, language=language)
    assert field in refused.value.message_dict


def test_an_issue_has_what_everyone_may_read_and_no_more(post):
    subscriber(post)
    newsletter.compose_issue(actor=post.actor)  # what the exercise published stands in an issue of its own
    publish(post)
    publish(post, Audience.TASK_FORCE)
    issue = newsletter.compose_issue(actor=post.actor)
    for language in ("en", "ar"):
        said = lines(issue.first_entry, issue.last_entry, language)
        assert len([one for one in said if one.link]) == 1
    with pytest.raises(ValidationError, match="Nothing has been published"):
        newsletter.compose_issue(actor=post.actor)


def test_an_issue_goes_to_each_subscriber_once_with_a_way_to_end_it(post, mailoutbox, settings):
    subscriber(post), subscriber(post, "lecteur@example.net", "fr")
    newsletter.subscribe(actor=ANONYMOUS, email="unconfirmed@example.net", language="en")
    publish(post)
    issue = newsletter.compose_issue(actor=post.actor)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert newsletter.send_due(actor=post.actor) == 2
    assert newsletter.send_due(actor=post.actor) == 0
    issue.refresh_from_db()
    assert (issue.state, issue.sent_to) == ("sent", 2)
    for message, language in zip(mailoutbox, ("en", "fr"), strict=True):
        token = Subscription.objects.get(email=message.to[0]).token
        assert message.extra_headers["List-Unsubscribe"] == (
            f"<https://forum.example/{language}/newsletter/end/{token}/>"
        )
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message.extra_headers["Auto-Submitted"] == "auto-generated"
        assert message.extra_headers["Message-ID"].startswith(f"<newsletter-{issue.number}.")


def test_what_a_dead_worker_left_is_sent_once(post):
    had, lost = subscriber(post), subscriber(post, "other@example.net")
    publish(post)
    issue = newsletter.compose_issue(actor=post.actor)
    assert newsletter.send_due(actor=post.actor) == 2
    NewsletterIssue.objects.update(state="queued", over_at=None, sent_to=0)
    Subscription.objects.update(had=0)  # killed between the outbox and the note of it
    post.box()[1].delete()  # killed between the claim and the outbox
    assert newsletter.send_due(actor=post.actor) == 1
    issue.refresh_from_db()
    assert (issue.state, issue.sent_to) == ("sent", 2)
    assert sorted(message.recipients[0] for message in post.box()) == sorted([had.email, lost.email])


def test_the_newsletter_is_composed_once_a_week_where_there_are_readers(post):
    publish(post)
    assert not newsletter.compose_due(actor=post.actor)
    subscriber(post)
    assert newsletter.compose_due(actor=post.actor)
    publish(post)
    assert not newsletter.compose_due(actor=post.actor)
    NewsletterIssue.objects.update(composed_at=clock.now() - dt.timedelta(days=8))
    assert newsletter.compose_due(actor=post.actor)


def test_who_subscribes_gets_the_issues_from_then_on(post):
    subscriber(post)
    publish(post)
    newsletter.compose_issue(actor=post.actor)
    late = subscriber(post, "late@example.net")
    assert newsletter.send_due(actor=post.actor) == 1
    assert late.email not in [message.recipients[0] for message in post.box()]


def test_a_subscription_ends_by_its_link_and_nothing_more_is_sent(post):
    made = subscriber(post)
    for _time in range(2):
        assert newsletter.unsubscribe(actor=ANONYMOUS, token=made.token).ended_at
    assert newsletter.unsubscribe(actor=ANONYMOUS, token="none") is None
    assert newsletter.confirm(actor=ANONYMOUS, token=made.token) is None
    publish(post)
    newsletter.compose_issue(actor=post.actor)
    assert newsletter.send_due(actor=post.actor) == 0
    assert subscriber(post).pk != made.pk


def test_composing_is_the_right_of_the_office(post, actor):
    for role in ("focal-point", "press"):
        with pytest.raises(Denied):
            newsletter.compose_issue(actor=actor(role))


def test_lib_1_an_issue_is_read_once_it_goes_out_and_a_subscription_by_its_holder(post, account_of):
    made = subscriber(post)
    assert not readable(ANONYMOUS, Subscription).exists()
    Subscription.objects.filter(pk=made.pk).update(account=account_of("press"))
    publish(post)
    newsletter.compose_issue(actor=post.actor)
    assert readable(ANONYMOUS, NewsletterIssue).count() == 1
    NewsletterIssue.objects.update(state="draft")
    assert not readable(ANONYMOUS, NewsletterIssue).exists()
