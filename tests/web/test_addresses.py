"""Every address, asked by every role: the answer that role is due, and never a fault of ours."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from convoke.core.models import Job
from convoke.core.work.registry import results_folder
from convoke.core.work.states import JobState
from convoke.directory.models import Account
from convoke.editions.models import Edition
from convoke.reporting.models import PublishedReport

from .conftest import EVERYONE
from .places import (
    ADDRESSED,
    EDITION,
    FILES,
    FILTERED,
    LANGUAGES,
    MACHINES,
    MISSING,
    OF_ONE_PARTY,
    OF_ROLES,
    OF_THE_OFFICE,
    PUBLIC,
    SIGNED_IN,
)
from .places import OFFICE as OFFICE_PAGES

OFFICE = ("chair", "task-force")
POSTED = {
    "agenda-deed", "agenda-concept-note",
    "edition-advance", "job-load", "job-stop", "notice-send", "notice-cancel", "delivery-decide", "contact-log",
    "escalation-open", "escalation-step", "newsletter-compose", "bounce-hook", "invitation-revoke", "channel-end",
    "channel-judge", "hosting-accept", "hosting-withdraw", "document-begin", "document-audience",
}
"""Addresses that only take forms."""
MADE = {
    "agenda-suggestion", "agenda-suggestion-new",
    "timetable-print", "panel-invite", "panel-letter", "panel-reply", "panel-reply-calendar",
    "job", "job-result", "report-file", "meeting-change", "meeting-document", "silence-change", "calendar-feed",
    "notice-edit", "notice-preview", "outbox-message", "notice-link", "newsletter-issue", "newsletter-confirm",
    "newsletter-end", "mandate-end", "mandate-invite", "person-correct", "mandate-scan", "invitation-letter",
    "channel-change", "directory-import-result", "directory-export",
    "questionnaire-answer", "questionnaire-correct", "intake", "intake-file", "answer-save", "answer-submission",
    "answer-receipt", "answer-file",
    "document-new", "document-change", "document-version", "document-file", "document-write", "document-paragraph",
    "document-translate", "document-comments", "document-comments-file", "document-publish", "document-hand-in",
    "document-compare", "document-aside", "document-bring",
    "team-call", "team-call-file", "team-calls-file",
    "meeting-outcome", "request-progress",
    "afterwards-meetings-file", "afterwards-projects-file", "afterwards-activities-file",
    "request-interests", "marketplace-room", "marketplace-room-file", "marketplace-room-meeting",
    "marketplace-meeting", "marketplace-meetings-cards", "marketplace-meetings-calendar", "marketplace-availability",
    "marketplace-schedule-one", "marketplace-schedule-participants", "marketplace-schedule-file", "meeting-arrange",
    "request", "request-new", "request-write", "request-review", "provider", "provider-write",
}
"""Addresses of what a test makes itself."""
READ_ALONE = {"home", "programme", "practices", "parties", "outcomes", "calendar", "report"}


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """All addresses there are, those of the accounts included."""
    for pattern in found:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns)
        else:
            yield pattern


def own(name: str) -> bool:
    """Whether an address is ours and not of the accounts."""
    return not name.startswith(("account_", "mfa_"))


def names() -> set[str]:
    """The names of all addresses."""
    return {pattern.name for pattern in patterns(get_resolver().url_patterns) if pattern.name}


def test_every_address_of_ours_has_an_example_here() -> None:
    examples = [
        *PUBLIC, *SIGNED_IN, *OF_THE_OFFICE, *OF_ONE_PARTY, *OF_ROLES, *FILES, *MACHINES, *POSTED, *MADE,
    ]
    without = {
        name for name in names() if own(name)
        and not any(example == name or example.startswith(f"{name}-") for example in examples)
    }
    assert not without, f"add an example to tests/web/places.py: {sorted(without)}"


@pytest.mark.parametrize("name", [*PUBLIC, *FILTERED, *FILES])
def test_public_pages_are_read_by_everyone(client_of: Callable[[str], Client], name: str) -> None:
    """By every role: ``test_audiences`` reads each of them as each role."""
    path = {**PUBLIC, **FILTERED, **FILES}[name]
    for role in ("public", "press"):
        answer = client_of(role).get(f"/en/{path}", follow=name.startswith("account_"))
        assert answer.status_code == 200, f"{role}: {path}"


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*PUBLIC, *FILTERED])
def test_public_pages_in_every_language(client_of: Callable[[str], Client], name: str, language: str) -> None:
    answer = client_of("public").get(f"/{language}/{ {**PUBLIC, **FILTERED}[name]}")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    assert answer["Content-Language"] == language


@pytest.mark.parametrize("name", SIGNED_IN)
def test_pages_of_the_desk_ask_the_public_to_sign_in(client_of: Callable[[str], Client], name: str) -> None:
    path = f"/fr/{SIGNED_IN[name]}"
    answer = client_of("public").get(path)
    assert answer.status_code == 302
    assert answer["Location"] == f"/fr/account/login/?next={path}"
    for role in EVERYONE[1:]:
        assert client_of(role).get(path).status_code == 200, role


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_pages_of_the_office_are_refused_to_others_in_words(client_of: Callable[[str], Client], name: str) -> None:
    path = f"/en/{OFFICE_PAGES[name]}"
    assert client_of("public").get(path).status_code == 302
    for role in EVERYONE[1:]:
        answer = client_of(role).get(path)
        assert answer.status_code == (200 if role in OFFICE else 403), role
        assert role in OFFICE or "Task force" in answer.content.decode()


@pytest.mark.parametrize("name", ADDRESSED)
def test_bod_4_a_proposal_is_found_by_those_it_was_sent_to(client_of: Callable[[str], Client], name: str) -> None:
    path = f"/en/{ADDRESSED[name]}"
    assert client_of("public").get(path).status_code == 302
    for role in EVERYONE[1:]:
        answer = client_of(role).get(path)
        assert answer.status_code == (404 if role in ("civil-society", "press") else 200), role


@pytest.mark.parametrize("kind", MISSING)
def test_what_does_not_exist_is_a_404_that_says_what_there_is(
    client_of: Callable[[str], Client], kind: str
) -> None:
    for role in ("public", "press", "task-force"):
        answer = client_of(role).get(f"/en/{MISSING[kind]}")
        assert answer.status_code == 404
        page = answer.content.decode()
        assert f"No {kind} is called" in page
        assert "Perhaps you meant" in page or kind in ("report", "issue of the newsletter", "message")


@pytest.mark.parametrize("name", MACHINES)
def test_addresses_for_machines(client: Client, db: None, name: str) -> None:
    assert client.get(MACHINES[name]).status_code == (302 if name == "root" else 200)


@pytest.mark.parametrize("name", sorted(READ_ALONE))
def test_head_is_answered_like_get_without_a_body(client_of: Callable[[str], Client], name: str) -> None:
    answer = client_of("public").head(f"/en/{PUBLIC[name]}")
    assert answer.status_code == 200
    assert not answer.content


@pytest.mark.parametrize("name", sorted(READ_ALONE - {"report"}))
def test_pages_that_are_read_change_nothing_when_posted_to(client_of: Callable[[str], Client], name: str) -> None:
    for role in ("public", "task-force"):
        assert client_of(role).post(f"/en/{PUBLIC[name]}").status_code in (200, 405)


def test_advancing_an_edition_is_the_right_of_the_chair(client_of: Callable[[str], Client]) -> None:
    address = reverse("edition-advance", args=["greece-2009"])
    for role in EVERYONE:
        client = client_of(role)
        assert client.get(address).status_code == 405
        answer = client.post(address, {"to": "preparing"})
        if role == "chair":
            assert answer.status_code == 302
            assert Edition.objects.get(code="greece-2009").state == "preparing"
            Edition.objects.filter(code="greece-2009").update(state="announced")
        else:
            assert answer.status_code == 403, role
            assert "It can be done by: Chair." in answer.content.decode()
            assert Edition.objects.get(code="greece-2009").state == "announced"


def test_a_step_that_cannot_be_taken_is_refused_with_what_can(client_of: Callable[[str], Client]) -> None:
    address = reverse("edition-advance", args=["greece-2009"])
    for wrong in ("closed", "", "nonsense"):
        page = client_of("chair").post(address, {"to": wrong}, follow=True).content.decode()
        assert "From “announced” the edition can go on to: in preparation." in page
    assert Edition.objects.get(code="greece-2009").state == "announced"


@pytest.mark.django_db(transaction=False)
def test_loading_is_the_right_of_the_office(client_of: Callable[[str], Client]) -> None:
    address = reverse("job-load")
    for role in EVERYONE:
        client = client_of(role)
        answer = client.post(address)
        if role == "public":
            assert answer.status_code == 302
            assert "/account/login/" in answer["Location"]
        elif role in OFFICE:
            assert answer.status_code == 302
            assert client.get(answer["Location"]).status_code == 200
            assert client.get(address).status_code == 405
        else:
            assert answer.status_code == 403, role
            assert "Task force" in answer.content.decode()
    assert Job.objects.filter(kind="load").count() == len(OFFICE)


def test_composing_a_report_is_the_right_of_the_office(client_of: Callable[[str], Client]) -> None:
    address = reverse("report", args=[EDITION])
    for role in EVERYONE:
        answer = client_of(role).post(address, {"language": "fr", "format": "pdf"})
        assert answer.status_code == (302 if role in OFFICE else 403), role
    assert Job.objects.filter(kind="outcome-report").count() == len(OFFICE)


@pytest.mark.parametrize("asked", [{}, {"language": "tlh", "format": "pdf"}, {"language": "en", "format": "exe"}])
def test_a_report_that_is_not_offered_is_refused_in_words(
    client_of: Callable[[str], Client], asked: dict[str, str]
) -> None:
    answer = client_of("task-force").post(reverse("report", args=[EDITION]), asked)
    assert answer.status_code == 200
    assert "Choose one of the languages and formats listed." in answer.content.decode()
    assert not Job.objects.filter(kind="outcome-report").exists()


def test_a_job_is_followed_by_who_asked_for_it_and_by_the_office(client_of: Callable[[str], Client]) -> None:
    asker = Account.objects.get(email="delegate@example.org")
    job = Job.objects.create(
        kind="outcome-report", requested_by=asker, state=JobState.DONE, finished_at=timezone.now(),
        result_name="file.txt", result_type="text/plain",
    )
    (results_folder() / str(job.pk)).write_text("result")
    for name in ("job", "job-result"):
        for role in EVERYONE:
            answer = client_of(role).get(reverse(name, args=[job.pk]))
            wanted = 302 if role == "public" else 200 if role in (*OFFICE, "delegate") else 404
            assert answer.status_code == wanted, f"{role}: {name}"
    for role in EVERYONE[1:]:
        listed = reverse("job", args=[job.pk]) in client_of(role).get(reverse("jobs")).content.decode()
        assert listed == (role in (*OFFICE, "delegate")), role


def test_a_published_report_is_downloaded_by_everyone(
    client_of: Callable[[str], Client], demonstration: Edition
) -> None:
    report = PublishedReport.objects.create(
        edition=demonstration, language="en", format="pdf", size=4, checksum="0" * 64, made_at=timezone.now()
    )
    folder = settings.CONVOKE_HOME / "reports"
    folder.mkdir(exist_ok=True)
    (folder / f"{report.checksum}.pdf").write_bytes(b"%PDF")
    for role in EVERYONE:
        answer = client_of(role).get(reverse("report-file", args=[EDITION, report.file_name]))
        assert answer.status_code == 200
        assert answer["Content-Disposition"] == f'attachment; filename="{EDITION}-outcome-report.en.pdf"'
        assert b"".join(answer.streaming_content) == b"%PDF"
        missing = client_of(role).get(reverse("report-file", args=[EDITION, "outcome-report.fr.pdf"]))
        assert missing.status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("role", EVERYONE)
def test_addresses_of_accounts_never_fail(client_of: Callable[[str], Client], role: str) -> None:
    asked = 0
    for pattern in patterns(get_resolver().url_patterns):
        if not pattern.name or own(pattern.name):
            continue
        try:
            address = reverse(pattern.name)
        except NoReverseMatch:
            continue  # of one key or one reset link; asked where they are made
        answer = client_of(role).get(address)
        assert answer.status_code in (200, 302, 403, 404, 405), f"{pattern.name}: {answer.status_code}"
        asked += 1
    assert asked > 10


def test_nobody_signs_up(client: Client, db: None) -> None:
    before = Account.objects.count()
    answer = client.post("/en/account/signup/", {"email": "me@example.net", "password1": "long enough, surely"})
    assert answer.status_code in (200, 302, 403)
    assert Account.objects.count() == before


def test_a_form_from_elsewhere_is_refused(account_of: Callable[[str], Account]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(account_of("chair"))
    answer = client.post(reverse("edition-advance", args=["greece-2009"]), {"to": "preparing"})
    assert answer.status_code == 403
    assert "The form was open too long" in answer.content.decode()
    assert Edition.objects.get(code="greece-2009").state == "announced"
