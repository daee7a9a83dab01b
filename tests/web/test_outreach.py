"""Outreach in pages: who may, what is said to who may not, and nothing typed is lost."""

import hashlib
import hmac
import json
import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from convoke.core import clock
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.models import JournalEntry
from convoke.directory.models import Party
from convoke.outreach.models import ContactLogEntry, Delivery, Escalation, NewsletterIssue, Notice, Subscription
from convoke.outreach.operations import newsletter, sending
from convoke.web.desks import outreach as desk
from tests.factories import ChannelFactory, DeliveryFactory, EscalationFactory, NoticeFactory, PartyFactory
from tests.outreach.conftest import post  # noqa: F401  (a fixture)

from .conftest import EVERYONE
from .places import LANGUAGES, OF_OUTREACH

FORM = {
    "subject_en": "A word", "body_en": "Dear all", "capacities": ["focal-point"], "parties": "exercise-bermea",
    "per_minute": "120",
}


def said(answer) -> str:
    """The page without marks."""
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


@pytest.fixture
def office(client_of: Callable[[str], Client]) -> Client:
    return client_of("task-force")


# ------------------------------------------------------------------ who may


@pytest.mark.parametrize("name", OF_OUTREACH)
def test_pages_of_outreach_are_the_offices(client_of: Callable[[str], Client], name: str) -> None:
    path = f"/en/{OF_OUTREACH[name]}"
    for role in EVERYONE:
        status = client_of(role).get(path).status_code
        assert status == (302 if role == "public" else 200 if role in ("chair", "task-force") else 403), role


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OF_OUTREACH)
def test_pages_of_outreach_in_every_language(office: Client, name: str, language: str) -> None:
    assert office.get(f"/{language}/{OF_OUTREACH[name]}").status_code == 200


@pytest.mark.parametrize(
    ("path", "kind"), [("outreach/notices/welcome/", "notice"), ("outreach/parties/exercise-cordoba/", "participant")]
)
def test_what_does_not_exist_is_a_404_with_what_is_near(office: Client, path: str, kind: str) -> None:
    answer = office.get(f"/en/{path}")
    assert answer.status_code == 404
    assert f"No {kind} is called" in said(answer)
    assert "exercise-" in said(answer)


@pytest.mark.parametrize(
    "path",
    ["outreach/notices/exercise-welcome/send/", "outreach/notices/exercise-welcome/cancel/",
     "outreach/parties/exercise-cordia/log/", "outreach/parties/exercise-cordia/escalations/",
     "outreach/escalations/1/", "outreach/deliveries/1/", "newsletter/compose/"],
)
def test_deeds_of_outreach_are_the_offices(client_of: Callable[[str], Client], path: str) -> None:
    for role in ("focal-point", "press"):
        assert client_of(role).post(f"/en/{path}").status_code == 403
    assert client_of("public").post(f"/en/{path}").status_code == 302
    assert client_of("task-force").get(f"/en/{path}").status_code == 405


# ------------------------------------------------------------------ notices


def test_a_notice_is_drafted_looked_at_and_sent(office: Client, post) -> None:  # noqa: F811
    answer = office.post(reverse("notice-new"), {**FORM, "subject_fr": "Un mot", "body_fr": "Chers tous"}, follow=True)
    assert answer.status_code == 200
    page = said(answer)
    assert "Focal point (exercise)" in page
    assert "Send 1 message" in page
    notice = Notice.objects.latest("pk")
    assert "Chers tous" in said(office.get(f"{reverse('notice-preview', args=[notice.code])}?language=fr"))
    answer = office.post(reverse("notice-send", args=[notice.code]), follow=True)
    assert "is being prepared and sent" in said(answer)
    assert "hx-get" in answer.content.decode()
    sending.send_job(actor=post.actor, progress=_Silent(), notice=notice.code)
    page = said(office.get(reverse("notice", args=[notice.code])))
    assert "focal-point@example.org" in page
    assert "sent" in page


class _Silent:
    def start(self, *_args: object) -> None: ...

    def advance(self, *_args: object) -> None: ...


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"body_en": ""}, "There is a subject in this language but no text"),
        ({"subject_en": "", "body_en": ""}, "at least one language"),
        ({"parties": "exercise-bermia"}, "exercise-bermea"),
        ({"parties": ""}, "Nobody is chosen"),
        ({"per_minute": "0"}, "greater than or equal to 1"),
        ({"per_minute": "many"}, "Enter a whole number"),
        ({"capacities": []}, "Choose in which capacity"),
        ({"link": "https://elsewhere.example/"}, "the address of a page of this forum"),
        ({"status": "no-reply"}, "Choose the meeting"),
        ({"status": "not-answered"}, "Choose the notice"),
        ({"body": "no-such-body"}, "Select a valid choice"),
    ],
)
def test_a_faulty_notice_comes_back_with_everything_typed(office: Client, given: dict, wanted: str) -> None:
    answer = office.post(reverse("notice-new"), {**FORM, "about": "kept as typed", **given})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert wanted in page
    assert "kept as typed" in page
    assert not Notice.objects.filter(about="kept as typed").exists()


def test_recipients_without_a_channel_are_named_before_sending(office: Client, post) -> None:  # noqa: F811
    party = post.party()
    party.mandates.get().person.channels.all().delete()
    ChannelFactory(person=party.mandates.get().person, kind="phone", address="+1 555 0100")
    page = said(office.get(reverse("notice-preview", args=[post.draft(party).code])))
    assert "Not reached by this notice" in page
    assert str(party.mandates.get().person) in page
    assert "Telephone" in page


def test_an_empty_selection_is_said_and_not_sent(office: Client, post) -> None:  # noqa: F811
    notice = post.draft(PartyFactory())
    assert "reaches nobody" in said(office.get(reverse("notice-preview", args=[notice.code])))
    assert "reaches nobody" in said(office.post(reverse("notice-send", args=[notice.code]), follow=True))


def test_a_notice_that_was_sent_is_not_changed_and_nothing_typed_is_lost(office: Client) -> None:
    address = reverse("notice-edit", args=["exercise-welcome"])
    assert office.get(address).status_code == 302
    answer = office.post(address, {**FORM, "body_en": "Another text entirely"})
    assert answer.status_code == 400
    assert "can no longer be changed" in said(answer)
    assert "Another text entirely" in answer.content.decode()


def test_a_draft_is_changed_and_cancelled(office: Client, post) -> None:  # noqa: F811
    notice = post.draft(post.party())
    assert "Dear **all**" in office.get(reverse("notice-edit", args=[notice.code])).content.decode()
    assert office.post(reverse("notice-edit", args=[notice.code]), FORM).status_code == 302
    notice.refresh_from_db()
    assert notice.subject == {"en": "A word"}
    page = said(office.post(reverse("notice-cancel", args=[notice.code]), follow=True))
    assert "Cancelled" in page
    again = said(office.post(reverse("notice-cancel", args=[notice.code]), follow=True))
    assert "can no longer be done" in again


def test_deliveries_are_taken_along_as_csv_without_formulas(office: Client) -> None:
    notice = NoticeFactory(queued_at=clock.now(), state="sent")
    DeliveryFactory(notice=notice, person__name="=HYPERLINK(1)", state="bounced", bounce_reason="@SUM(1)")
    text = office.get(reverse("notice-file", args=[notice.code])).content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert "'@SUM(1)" in text


def test_what_was_interrupted_is_decided_by_the_office(office: Client) -> None:
    notice = NoticeFactory(queued_at=clock.now(), state="sent")
    one, other = (
        DeliveryFactory(notice=notice, state="uncertain", sending_at=clock.now()) for _number in range(2)
    )
    assert "For you to decide" in said(office.get(reverse("notice", args=[notice.code])))
    assert "For you to decide" in said(office.get(reverse("outreach")))
    office.post(reverse("delivery-decide", args=[one.pk]), {"deed": "resend"})
    office.post(reverse("delivery-decide", args=[other.pk]), {"deed": "sent", "back": "outreach"})
    assert set(notice.deliveries.values_list("state", flat=True)) == {"queued", "sent"}
    assert "Choose whether" in said(office.post(reverse("delivery-decide", args=[one.pk]), follow=True))


def test_pages_take_the_same_queries_for_few_and_many(office: Client, post) -> None:  # noqa: F811
    notice = NoticeFactory(queued_at=clock.now(), state="sent")
    party = Party.objects.get(code="exercise-cordia")
    pages = [reverse("outreach"), reverse("notice", args=[notice.code]), reverse("outreach-party", args=[party.code]),
             reverse("desk"), reverse("outbox")]

    def add(number: int) -> None:
        for _number in range(number):
            DeliveryFactory(notice=notice, party=PartyFactory(), state="uncertain", sending_at=clock.now())
            DeliveryFactory(notice=notice, party=PartyFactory(), state="bounced")
            EscalationFactory(
                party=post.party(), next_on=clock.today(), next_step=Escalation.objects.first().next_step,
                plan=Escalation.objects.first().plan,
            )
            ContactLogEntry.objects.create(party=party, means="phone", result="reached", at=clock.now())

    def count() -> list[int]:
        cache.clear()
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert office.get(page).status_code == 200
            found.append(len(captured))
        return found

    add(6)
    count()  # what is read once has been read, and the first visit of the desk has left its mark
    before = count()
    add(12)
    assert count() == before


# ------------------------------------------------------------------ the link


def test_the_link_of_a_notice_leads_to_its_page_and_is_noted_once(client: Client, post) -> None:  # noqa: F811
    delivery = post.sent(post.party(), link="/parties/bel/").deliveries.get()
    address = reverse("notice-link", args=[delivery.token])
    assert client.head(address).status_code == 302  # a mail filter that only looks
    delivery.refresh_from_db()
    assert delivery.state == "sent"
    for _time in range(2):
        answer = client.get(address)
        assert answer.headers["Location"] == "/en/parties/bel/"
    delivery.refresh_from_db()
    assert delivery.state == "opened"
    assert JournalEntry.objects.filter(verb="open-notice", object_key=delivery.notice.code).count() == 1


@pytest.mark.parametrize("link", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example", ""])
def test_a_link_never_leads_elsewhere(client: Client, db: None, link: str) -> None:
    delivery = DeliveryFactory(state="sent", notice__link=link)
    location = client.get(reverse("notice-link", args=[delivery.token])).headers["Location"]
    assert location.startswith("/en/")


def test_a_token_that_is_none_is_a_404(client: Client, db: None) -> None:
    for token in ("none", "x" * 200):
        assert client.get(f"/en/n/{token}/").status_code == 404


# ------------------------------------------------------------------ reaching a party


def test_con_4_a_call_is_logged_by_one_press_and_the_next_step_is_shown(office: Client) -> None:
    party = Party.objects.get(code="exercise-cordia")
    channel = party.mandates.get().person.channels.get(kind="phone")
    page = office.get(reverse("outreach")).content.decode()
    assert f'value="{channel.pk}"' in page
    answer = office.post(
        reverse("contact-log", args=[party.code]), {"channel": channel.pk, "result": "no-answer", "back": "outreach"},
        follow=True,
    )
    assert answer.redirect_chain[-1][0] == reverse("outreach")
    assert "Logged: Telephone, no answer." in said(answer)
    page = said(office.get(reverse("outreach-party", args=[party.code])))
    assert "no answer" in page
    going = Escalation.objects.get(party=party, state="open")
    assert going.next_step.means == "mission"


def test_con_4_a_contact_that_cannot_be_logged_comes_back_with_everything_typed(office: Client) -> None:
    for given in ({"means": "pigeon", "result": "reached"}, {"means": "phone", "result": ""}, {"channel": "x" * 30}):
        answer = office.post(reverse("contact-log", args=["exercise-cordia"]), {**given, "note": "kept as typed"})
        assert answer.status_code == 400
        assert 'role="alert"' in answer.content.decode()
        assert "kept as typed" in answer.content.decode()


def test_con_4_an_escalation_is_begun_passed_over_and_closed(office: Client) -> None:
    open_one = reverse("escalation-open", args=["bel"])
    assert "first step is due today" in said(office.post(open_one, {"about": "focal-point"}, follow=True))
    answer = office.post(open_one, {"about": "focal-point"})
    assert answer.status_code == 400
    assert "CON-4" in said(answer)
    going = Escalation.objects.get(party__code="bel")
    step = reverse("escalation-step", args=[going.pk])
    assert "has a reliable e-mail channel" in said(office.post(step, {"deed": "send"}, follow=True))
    for deed in ("pass", "close"):
        office.post(step, {"deed": deed})
    going.refresh_from_db()
    assert going.state == "closed"
    assert "over" in said(office.post(step, {"deed": "close"}, follow=True))
    assert "Choose what" in said(office.post(step, {"deed": "dance"}, follow=True))
    assert office.post(reverse("escalation-step", args=[4711]), {"deed": "pass"}).status_code == 404


def test_con_4_a_step_by_e_mail_is_sent_by_one_press(office: Client, post) -> None:  # noqa: F811
    party = post.party()
    office.post(reverse("escalation-open", args=[party.code]), {"about": "focal-point"})
    going = Escalation.objects.get(party=party)
    page = said(office.post(reverse("escalation-step", args=[going.pk]), {"deed": "send"}, follow=True))
    assert "on its way" in page
    assert Delivery.objects.filter(party=party, state="queued").count() == 1


# ------------------------------------------------------------------ desks


def test_the_office_finds_steps_due_and_a_focal_point_her_notices(actor, account_of) -> None:
    words = [item.what for item in desk.items(actor("task-force"), clock.today())]
    assert any("Cordia (exercise)" in word and "Telephone call" in word for word in words)
    (item,) = desk.items(actor("focal-point"), clock.today())
    assert item.what == "How the Forum reaches you (exercise)"
    assert "/n/" in item.link
    assert desk.items(actor("press"), clock.today()) == []
    Delivery.objects.filter(person__account=account_of("focal-point")).update(state="opened")
    assert desk.items(actor("focal-point"), clock.today()) == []


# ------------------------------------------------------------------ the outbox


def test_the_outbox_shows_html_as_sanitised_text_only(client: Client, post) -> None:  # noqa: F811
    from django.core.mail import EmailMultiAlternatives

    message = EmailMultiAlternatives("<b>Subject</b>", "Text <script>", None, ["a@b.example"])
    message.attach_alternative('<p onclick="x()">Kept</p><script>alert(1)</script><img src="//x">', "text/html")
    message.send()
    (kept,) = post.box()
    page = client.get(reverse("outbox-message", args=[kept.pk])).content.decode()
    assert "<p>Kept</p>" in page
    for gone in ("onclick", "alert(1)", "<img", "Text <script>"):
        assert gone not in page
    assert "&lt;b&gt;Subject" in client.get(reverse("outbox")).content.decode()
    assert "Subject" not in said(client.get(f"{reverse('outbox')}?to=nobody@x"))


def test_there_is_no_outbox_but_in_a_demonstration(client: Client, post, settings) -> None:  # noqa: F811
    post.sent(post.party())
    settings.CONVOKE_DEMONSTRATION = False
    assert client.get("/en/outbox/").status_code == 404
    assert client.get(f"/en/outbox/{post.box()[0].pk}/").status_code == 404


# ------------------------------------------------------------------ the newsletter


def test_the_newsletter_is_asked_for_confirmed_read_and_ended(
    client: Client, post, office: Client, django_capture_on_commit_callbacks  # noqa: F811
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/fr/newsletter/", {"email": "reader@example.net", "language": "fr"}, follow=True)
    assert answer.status_code == 200
    token = Subscription.objects.get().token
    assert f"http://testserver/fr/newsletter/confirm/{token}/" in post.box()[0].text
    address = f"/fr/newsletter/confirm/{token}/"
    client.get(address)  # a mail filter that follows links
    assert Subscription.objects.get().confirmed_at is None
    client.post(address)
    assert Subscription.objects.get().confirmed_at
    with operation(actor=post.actor, verb="advance", edition="manila-2008", audience=Audience.PUBLIC) as recording:
        recording.facts = {"from": "preparing", "to": "meeting"}
    with translation.override("en"):  # the pages before have left French behind
        answer = office.post(reverse("newsletter-compose"), follow=True)
    assert "on its way to the subscribers" in said(answer)
    issue = NewsletterIssue.objects.get()
    newsletter.send_due(actor=post.actor)
    for language in LANGUAGES:
        assert client.get(f"/{language}/newsletter/{issue.number}/").status_code == 200
    assert "manila-2008" in client.get(f"/en/newsletter/{issue.number}/").content.decode()
    assert "Nothing has been published" in said(office.post(reverse("newsletter-compose"), follow=True))
    end = f"/fr/newsletter/end/{token}/"
    assert client.get(end).status_code == 200
    assert Subscription.objects.get().ended_at is None
    one_click = Client(enforce_csrf_checks=True).post(end, {"List-Unsubscribe": "One-Click"})
    assert one_click.status_code == 200
    assert Subscription.objects.get().ended_at
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("given", [{"email": "nobody", "language": "en"}, {"email": "a@b.example", "language": "tlh"}])
def test_a_faulty_subscription_comes_back_with_everything_typed(client: Client, db: None, given: dict) -> None:
    answer = client.post("/en/newsletter/", given)
    assert answer.status_code == 400
    assert f'value="{given["email"]}"' in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert not Subscription.objects.exists()


def test_very_many_subscriptions_from_one_place_are_put_off(client: Client, db: None, post) -> None:  # noqa: F811
    cache.clear()
    asked = [
        client.post("/en/newsletter/", {"email": f"reader-{number}@example.net", "language": "en"}).status_code
        for number in range(31)
    ]
    assert asked == [302] * 30 + [400]
    cache.clear()


def test_a_subscription_that_is_none_is_a_404(client: Client, db: None) -> None:
    for path in ("confirm/none", "end/none", f"end/{'x' * 200}"):
        assert client.get(f"/en/newsletter/{path}/").status_code == 404


# ------------------------------------------------------------------ the webhook


def call(client: Client, body: bytes, signature: str = "") -> object:
    return client.post(
        "/hooks/bounces/", body, content_type="application/json", headers={"X-Convoke-Signature": signature}
    )


def signed(body: bytes) -> str:
    return "sha256=" + hmac.new(b"secret", body, hashlib.sha256).hexdigest()


def test_a_bounce_is_reported_by_a_signed_call(client: Client, post, settings) -> None:  # noqa: F811
    delivery = post.sent(post.party()).deliveries.get()
    events = [{"recipient": delivery.address, "status": "5.1.1", "reason": "no such user"}]
    body = json.dumps({"events": events}).encode()
    assert call(client, body, signed(body)).status_code == 404  # no secret, no such address
    settings.CONVOKE_BOUNCE_SECRET = "secret"
    assert call(client, body).status_code == 401
    assert call(client, body, signed(b"other")).status_code == 401
    assert call(client, b"{}", signed(b"{}")).status_code == 400
    assert client.get("/hooks/bounces/").status_code == 405
    answer = call(client, body, signed(body))
    assert (answer.status_code, answer.json()) == (200, {"marked": 1})
    delivery.refresh_from_db()
    assert delivery.state == "bounced"
