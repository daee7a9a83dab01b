"""Pages of what came of it: the form of a meeting, progress of a project, the office's overview and files (MKT-6)."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from convoke.core import clock
from convoke.marketplace.models import Confirmation, Interest, Meeting, OutcomeForm, ProjectReport
from tests.factories import ConfirmationFactory, MarketplaceFactory, ProjectReportFactory, RequestFactory, WindowFactory
from tests.marketplace.held import HOUR, held_in, placed_in, talking, written
from tests.marketplace.talks import ASKING, OFFERING, OFFICE, STRANGERS, provider_elsewhere, request_of

BASE = "/en/exercise-market/marketplace/"
FORM, PROGRESS, OVERVIEW = f"{BASE}meetings/7/outcome/", f"{BASE}requests/M-1/progress/", f"{BASE}afterwards/"
FILES = [f"{OVERVIEW}meetings.csv", f"{OVERVIEW}projects.csv"]
SIDES = (*sorted(ASKING), *sorted(OFFERING))
TYPED = {
    "do": "write", "seen": "0", "outcome": "partnership", "text": "We begin together.", "follow_up": "A call.",
    "issues": "", "met": "no",
}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def room(demonstration) -> Interest:
    """A room of the exercise's government and provider in conversation."""
    room = talking()
    MarketplaceFactory(edition=room.request.edition)
    return room


@pytest.fixture
def meeting(room) -> Meeting:
    """A meeting of theirs that was held."""
    return held_in(room, number=7)


@pytest.mark.parametrize("role", ["public", *SIDES, *sorted(OFFICE), *STRANGERS])
def test_mkt_1_the_form_is_for_the_two_sides_and_the_office(client_of, meeting, actor, role):
    written(actor("focal-point"), meeting, text={"en": "Most secret (exercise)."})
    client = client_of(role)
    answer = client.get(FORM)
    if role == "public":
        assert answer.status_code == 302
        return
    if role in STRANGERS:
        assert answer.status_code == 404
        assert client.post(FORM, TYPED).status_code == 404
        missing = text(client.get(FORM.replace("/7/", "/799/"))).replace("/799/", "/7/")
        assert re.sub(r"csrf\S+ value=\S+", "", text(answer)) == re.sub(r"csrf\S+ value=\S+", "", missing)
        return
    assert "Most secret" in text(answer)
    assert text(answer).count("and the task force") >= 1
    if role in OFFICE:
        assert 'name="text"' not in text(answer)
        assert "writes nothing in it" in text(answer)
        assert client.post(FORM, TYPED).status_code == 403
    assert OutcomeForm.objects.get().version == 1


def test_mkt_1_another_provider_of_the_request_finds_no_form(client, meeting):
    _other, account = provider_elsewhere(meeting.interest.request, may_be_shown=True, state="accepted")
    client.force_login(account)
    assert client.get(FORM).status_code == 404
    assert client.post(FORM, TYPED).status_code == 404


def test_mkt_6_one_side_writes_the_other_confirms_and_the_form_stands(client_of, meeting):
    owner, provider = client_of("delegate"), client_of("provider")
    assert ">missing<" in text(owner.get(FORM))
    page = text(owner.post(FORM, TYPED, follow=True))
    assert "The other side is asked to confirm it." in page
    assert "waits for the other side" in page
    assert "wrote and confirmed it" in page
    assert 'value="confirm"' not in page
    page = text(provider.get(FORM))
    assert "We begin together." in page
    assert 'value="confirm"' in page
    page = text(provider.post(FORM, {"do": "confirm", "version": "1"}, follow=True))
    assert "Your side has confirmed the form." in page
    assert "confirmed by both sides" in page
    assert 'value="confirm"' not in text(provider.get(FORM))


def test_mkt_6_a_difference_is_shown_to_both_and_the_office_beside_the_words(client_of, meeting):
    owner, provider = client_of("focal-point"), client_of("observer")
    owner.post(FORM, TYPED)
    empty = provider.post(FORM, {"do": "differ", "version": "1", "answer-difference": " "})
    assert empty.status_code == 422
    assert "MKT-6: say what your side sees otherwise." in text(empty)
    provider.post(FORM, {"do": "differ", "version": "1", "answer-difference": "No <b>call</b> was agreed."})
    for role in (*SIDES, *OFFICE):
        page = text(client_of(role).get(FORM))
        assert "No &lt;b&gt;call&lt;/b&gt; was agreed." in page, role
        assert "We begin together." in page
        assert "one side sees it otherwise" in page
    assert "sees the form of meeting 7" in text(owner.get("/en/desk/"))


def test_who_writes_second_is_told_and_nothing_typed_is_lost(client_of, meeting):
    owner, provider = client_of("focal-point"), client_of("provider")
    owner.post(FORM, TYPED)
    mine = {**TYPED, "text": "My own words, typed at length.", "outcome": "none"}
    answer = provider.post(FORM, mine)
    page = text(answer)
    assert answer.status_code == 422
    assert "The form was written meanwhile, as version 1." in page
    assert "My own words, typed at length." in page  # what was typed
    assert "We begin together." in page  # what stands
    assert '<input type="hidden" name="seen" value="1"' in page
    assert OutcomeForm.objects.get().text == {"en": "We begin together."}
    assert provider.post(FORM, {**mine, "seen": "1"}).status_code == 302
    assert OutcomeForm.objects.get().text == {"en": "My own words, typed at length."}
    late = owner.post(FORM, {"do": "confirm", "version": "1"}, follow=True)
    assert "The form was written anew meanwhile." in text(late)
    assert not Confirmation.objects.filter(version=2, party=meeting.interest.request.party).exists()


@pytest.mark.parametrize(("wrong", "said"), [
    ({"outcome": ""}, "This field is required"), ({"outcome": "triumph"}, "Select a valid choice"),
    ({"text": " "}, "Say in words what came of the meeting."), ({"issues": "y" * 5001}, "at most 5000"),
    ({"seen": "x"}, "Enter a whole number"), ({"met": "perhaps"}, "Select a valid choice"),
])
def test_nothing_typed_is_lost_when_something_is_wrong(client_of, meeting, wrong, said):
    answer = client_of("provider").post(FORM, {**TYPED, "follow_up": "Kept words.", **wrong})
    assert answer.status_code == 422
    assert said in text(answer)
    assert "Kept words." in text(answer)
    assert not OutcomeForm.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "9", "-1"])
def test_a_version_that_was_never_shown_is_not_confirmed(client_of, meeting, version):
    client_of("focal-point").post(FORM, TYPED)
    client_of("provider").post(FORM, {"do": "confirm", "version": version})
    assert Confirmation.objects.count() == 1
    assert client_of("provider").post(FORM, {"do": "dance"}).status_code == 404


def test_words_are_typed_in_any_language_of_content_and_others_stay(client_of, meeting):
    client = client_of("provider")
    client.post(FORM, TYPED)
    page = text(client.get(f"{FORM}?in=ru"))
    assert 'lang="ru" dir="ltr"' in page
    client.post(f"{FORM}?in=ru", {**TYPED, "seen": "1", "text": "Начинаем вместе.", "follow_up": ""})
    form = OutcomeForm.objects.get()
    assert form.text == {"en": "We begin together.", "ru": "Начинаем вместе."}
    assert form.follow_up == {"en": "A call."}
    assert 'lang="en"' in text(client.get(f"{FORM}?in=klingon"))
    assert 'lang="ar" dir="rtl"' in text(client.get(f"{FORM}?in=ar"))
    assert "Russian" not in page.partition("</header>")[0]  # where the languages of the pages stand
    assert "Russian" in page


def test_a_meeting_that_has_not_begun_says_so_and_takes_nothing(client_of, room):
    placed_in(room, HOUR, number=7)
    client = client_of("provider")
    assert "This meeting has not begun yet." in text(client.get(FORM))
    assert 'name="text"' not in text(client.get(FORM))
    assert "This meeting has not begun yet." in text(client.post(FORM, TYPED, follow=True))
    assert not OutcomeForm.objects.exists()


def test_the_form_of_a_placed_meeting_that_has_begun_marks_it_held(client_of, room):
    meeting = placed_in(room, -2 * HOUR, number=7)
    assert "What came of meeting 7 on request M-1" in text(client_of("delegate").get("/en/desk/"))
    client_of("provider").post(FORM, TYPED)
    meeting.refresh_from_db()
    assert meeting.state == "held"


def test_the_desk_asks_the_side_whose_word_is_missing(client_of, meeting):
    client_of("focal-point").post(FORM, TYPED)
    for role in SIDES:
        assert ("The form of meeting 7 on request M-1" in text(client_of(role).get("/en/desk/"))) == (role in OFFERING)
    for role in ("task-force", *STRANGERS):
        assert "waits for your word" not in text(client_of(role).get("/en/desk/"))


# ------------------------------------------------------------------ progress


def reported(client, **more: str):
    return client.post(PROGRESS, {
        "party": "exercise-bermea", "result": "under-way", "text": "It began.", "amount": "", "currency": "",
        "merged_with": "", **more})


@pytest.mark.parametrize("role", ["public", *SIDES, *sorted(OFFICE), *STRANGERS])
def test_progress_is_for_the_owners_side_the_providers_in_conversation_and_the_office(client_of, room, role):
    ProjectReportFactory(request=room.request, text={"en": "Most secret (exercise)."})
    client = client_of(role)
    answer, page = client.get(PROGRESS), text(client.get(f"{BASE}requests/M-1/"))
    reads = role in (*ASKING, *OFFICE)
    assert answer.status_code == (302 if role == "public" else 200 if role in (*SIDES, *OFFICE) else (403 if (
        client.get(f"{BASE}requests/M-1/").status_code == 200) else 404))
    assert ("Most secret" in text(answer)) == reads
    assert ("Most secret" in page) == reads
    assert ("What came of it" in page) == (role in (*SIDES, *OFFICE))
    if role not in SIDES:
        assert reported(client).status_code in (302, 403, 404)
        assert ProjectReport.objects.count() == 1


def test_the_last_report_counts_and_the_history_stays(client_of, room):
    client = client_of("focal-point")
    assert "Nothing was reported yet." in text(client.get(PROGRESS))
    reported(client)
    reported(client, result="funded", text="", amount="250000.5", currency="eur")
    page = text(client.get(PROGRESS))
    assert "The report stands" in page
    assert "€250,000.50" in page
    assert "It began." in page
    assert "for IATI (XML)" in page
    assert "€250,000.50" in text(client_of("task-force").get(f"{BASE}requests/M-1/"))
    page = text(client_of("provider").get(PROGRESS))
    assert "250,000" not in page
    assert "It began." not in page


def test_a_project_is_merged_with_another_by_its_code(client_of, room):
    request_of(room.request.edition, code="M-2")
    RequestFactory(edition=room.request.edition, code="M-3", state="draft")
    client = client_of("delegate")
    for code in ("M-1", "M-3", "M-99"):
        answer = reported(client, result="merged", merged_with=code)
        assert answer.status_code == 422
        assert f"There is no other published request “{code}”" in text(answer)
    assert reported(client, result="merged", merged_with=" m-2 ").status_code == 302
    assert ProjectReport.objects.get().merged_with.code == "M-2"


@pytest.mark.parametrize(("wrong", "said"), [
    ({"result": "splendid"}, "Select a valid choice"), ({"result": "dropped", "text": ""}, "with the reason"),
    ({"result": "funded"}, "with the amount"), ({"result": "funded", "amount": "many"}, "Enter a number"),
    ({"result": "funded", "amount": "5", "currency": "XQQ"}, "ISO 4217"), ({"party": "bel"}, "Select a valid choice"),
    ({"party": "exercise-observatory"}, "Select a valid choice"),
])
def test_a_report_that_cannot_stand_comes_back_with_what_was_typed(client_of, room, wrong, said):
    answer = reported(client_of("focal-point"), **{"text": "Kept words.", **wrong})
    assert answer.status_code == 422
    assert said in text(answer)
    assert wrong.get("text", "Kept words.") in text(answer)
    assert not ProjectReport.objects.exists()


def test_progress_is_closed_with_the_window_and_asked_for_while_it_is_open(client_of, room):
    today = clock.today()
    window = WindowFactory(marketplace=room.request.edition.marketplace, kind="monitoring", starts_on=today,
                           ends_on=today)
    assert "How far is the project of request M-1" in text(client_of("delegate").get("/en/desk/"))
    assert "How far is the project" not in text(client_of("provider").get("/en/desk/"))
    window.starts_on = window.ends_on = today - dt.timedelta(days=1)
    window.save()
    client = client_of("focal-point")
    assert "Progress was reported until" in text(client.get(PROGRESS))
    assert "Progress was reported until" in text(client.post(PROGRESS, {}, follow=True))
    assert "How far is the project" not in text(client.get("/en/desk/"))


# ------------------------------------------------------------------ the office


@pytest.mark.parametrize("role", ["public", *SIDES, *sorted(OFFICE), *STRANGERS])
def test_the_overview_and_its_files_are_the_offices(client_of, meeting, actor, role):
    written(actor("focal-point"), meeting, text={"en": "=Most secret (exercise)."})
    client = client_of(role)
    for path in (OVERVIEW, *FILES):
        expected = 200 if role in OFFICE else 302 if role == "public" else 403
        assert client.get(path).status_code == expected
    if role in OFFICE:
        assert "'=Most secret" in client.get(FILES[0]).content.decode()
        assert 'href="?stand=one-side#list"' in text(client.get(OVERVIEW))


def test_the_overview_counts_and_narrows(client_of, room, actor):
    for number in (7, 8, 9):
        held_in(room, number=number)
    written(actor("focal-point"), Meeting.objects.get(number=8))
    ProjectReportFactory(request=room.request, result="funded", amount=Decimal(5), currency="EUR")
    ProjectReportFactory(
        request=request_of(room.request.edition, code="M-2"), result="funded", amount=Decimal("2.5"), currency="EUR")
    request_of(room.request.edition, code="M-3")
    client = client_of("task-force")
    page = text(client.get(OVERVIEW))
    assert "€7.50" in page
    assert "<dt>nothing reported yet</dt><dd>1</dd>" in page
    assert page.count("/outcome/") == 3
    assert text(client.get(f"{OVERVIEW}?stand=one-side")).count("/outcome/") == 1
    assert "No meeting is so." in text(client.get(f"{OVERVIEW}?stand=stands"))
    assert text(client.get(f"{OVERVIEW}?stand=nonsense")).count("/outcome/") == 3
    lines = client.get(FILES[1]).content.decode().splitlines()
    assert len(lines) == 4
    assert any("M-2" in line and "EUR" in line and "2.50" in line for line in lines)


def test_funded_projects_are_taken_along_for_iati_by_those_who_may_read_them(client_of, room):
    path = f"{OVERVIEW}activities.xml"
    assert "needs at least one" in text(client_of("task-force").get(path, follow=True))
    ProjectReportFactory(request=room.request, result="funded", amount=Decimal(5), currency="EUR")
    answer = client_of("delegate").get(path)
    assert answer["Content-Type"].startswith("application/xml")
    assert "attachment" in answer["Content-Disposition"]
    assert b"<iati-activities" in answer.content
    assert client_of("provider").get(path).status_code == 302
    assert client_of("public").get(path).status_code == 302


@pytest.mark.parametrize("role", ["focal-point", "provider", "task-force"])
def test_more_meetings_and_projects_cost_no_query_more(client_of, room, queries, role):
    client = client_of(role)
    ConfirmationFactory(form__meeting=held_in(room, number=7), agrees=False, difference="Not so.")
    ProjectReportFactory(request=room.request, party=room.provider.party)
    pages = [FORM, PROGRESS, f"{BASE}requests/M-1/", "/en/desk/"]
    pages += [OVERVIEW, *FILES] if role == "task-force" else []
    for page in pages:
        client.get(page)
    before = [queries(lambda page=page: client.get(page)) for page in pages]
    for number in range(4):
        ConfirmationFactory(form__meeting=held_in(room, number=number + 10), agrees=False, difference="Not so.")
        ProjectReportFactory(request=room.request, party=room.provider.party)
        ProjectReportFactory(request=request_of(room.request.edition, code=f"M-{number + 10}"))
    assert [queries(lambda page=page: client.get(page)) for page in pages] == before
