"""Pages of modalities and hosting."""

import datetime as dt

import pytest
from django.urls import reverse

from convoke.core import clock
from convoke.directory.models import Account, Capacity, Mandate, Party
from convoke.editions.models import Edition, HostingInterest, Milestone, Modality
from convoke.editions.states import HostingState
from tests.factories import HostingInterestFactory, MandateFactory

from .conftest import EVERYONE

PAGE = "/en/brussels-2007/modalities/"


@pytest.fixture(autouse=True)
def standing_at(settings):
    """The clock of the demonstration."""
    settings.CONVOKE_DATE = dt.date(2008, 6, 1)


def body(answer) -> str:
    return answer.content.decode()


# ------------------------------------------------------------------ modalities


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_everyone_reads_every_rule_with_its_verdict_and_source(client, demonstration, language):
    page = body(client.get(f"/{language}/brussels-2007/modalities/"))
    assert page.count('class="entry"') == 88
    assert page.count("verdict-mark--pass") > 10
    assert 'id="om-15"' in page


def test_reasons_lead_to_what_they_are_about(client, demonstration):
    page = body(client.get(PAGE))
    assert 'href="/en/manila-2008/"' in page
    assert 'href="/en/brussels-2007/programme/3.3/"' in page
    assert 'href="/en/manila-2008/themes/focus-1/"' in page, "a theme of the next edition in its own edition"
    assert 'href="/en/brussels-2007/calendar/#ev-2007-04-19-website"' in page


def test_a_verdict_narrows_the_list(client, demonstration):
    page = body(client.get(PAGE, {"verdict": "fail"}))
    assert 'id="pr-10"' in page
    assert 'id="om-15"' not in page
    assert "No rule fits" in body(client.get(PAGE, {"verdict": "alchemy"}))


def test_a_date_is_asked_for(client, demonstration):
    page = body(client.get(PAGE, {"on": "2007-07-11", "verdict": "cannot-say"}))
    assert 'id="om-13"' in page
    assert "as of 11 July 2007" in page


def test_a_date_that_does_not_exist_is_named_with_what_is_accepted(client, demonstration):
    answer = client.get(PAGE, {"on": "2008-06-31"})
    assert answer.status_code == 200
    assert "“2008-06-31” is not a date" in body(answer)


def test_what_sources_say_differently_is_noted(client, demonstration):
    page = body(client.get(PAGE))
    assert "The sources differ on this" in page
    assert "at least two a year, mostly in Geneva" in page


def test_a_later_edition_says_where_its_rules_were_agreed(client, demonstration):
    page = body(client.get("/en/manila-2008/modalities/"))
    assert "Agreed at" in page
    assert page.count('class="entry"') == 88


def test_an_edition_without_rules_says_so(client, demonstration):
    Modality.objects.all().delete()
    assert "No rules are on record" in body(client.get(PAGE))


def test_the_file_has_one_row_for_each_rule(client, demonstration):
    answer = client.get("/en/brussels-2007/modalities.csv", {"on": "2008-06-01"})
    assert answer["Content-Type"].startswith("text/csv")
    assert len([line for line in body(answer).splitlines() if line.startswith(("om-", "pr-"))]) == 88


def test_an_unknown_edition_is_missing(client, demonstration):
    assert client.get("/en/atlantis-1999/modalities/").status_code == 404


# ------------------------------------------------------------------ hosting


@pytest.mark.parametrize("role", EVERYONE)
def test_ed_2_hosting_is_for_the_troika_the_office_and_governments(client_of, demonstration, role):
    answer = client_of(role).get(reverse("hosting"))
    expected = 302 if role == "public" else 200 if role in ("chair", "task-force", "focal-point") else 403
    assert answer.status_code == expected


def test_ed_2_a_focal_point_tells_the_troika_and_withdraws(client_of, demonstration):
    client = client_of("focal-point")
    answer = client.post("/en/hosting/", {"year": "2011", "city": "Bermea City", "text": "We offer to chair."})
    assert answer.status_code == 302
    interest = HostingInterest.objects.get(city="Bermea City")
    page = body(client.get("/en/hosting/"))
    assert "Bermea City" in page
    assert "Withdraw" in page
    client.post(reverse("hosting-withdraw", args=[interest.pk]))
    interest.refresh_from_db()
    assert interest.state == HostingState.WITHDRAWN


def test_ed_2_what_was_typed_is_kept_when_something_is_wrong(client_of, demonstration):
    client = client_of("focal-point")
    for given, said in (
        ({"year": "soon", "text": "Kept words"}, "a year in digits"),
        ({"year": "1999", "text": "Kept words"}, "a year from 2008 to 2028"),
        ({"year": "2009", "text": "Kept words"}, "has a chair already: Greece"),
    ):
        answer = client.post("/en/hosting/", given)
        assert answer.status_code == 400
        page = body(answer)
        assert said in page
        assert "Kept words" in page
        assert 'role="alert"' in page


def test_ed_2_a_second_time_is_refused_with_its_rule(client_of, demonstration):
    client = client_of("focal-point")
    given = {"year": "2012", "text": "We offer to chair."}
    HostingInterestFactory(forum=demonstration.forum, party=Party.objects.get(code="exercise-bermea"), year=2012)
    answer = client.post("/en/hosting/", given)
    assert answer.status_code == 400
    assert "ED-2" in body(answer)


def test_ed_2_the_chair_takes_it_up_and_the_task_force_does_not(client_of, demonstration):
    interest = HostingInterestFactory(forum=demonstration.forum, party=Party.objects.get(code="mex"), year=2011,
                                      city="Mexico City")
    address = reverse("hosting-accept", args=[interest.pk])
    assert client_of("task-force").post(address).status_code == 403
    assert client_of("focal-point").post(address).status_code == 404, "not theirs to read"
    answer = client_of("chair").post(address)
    assert answer["Location"] == "/en/mexico-city-2011/"
    assert Edition.objects.get(code="mexico-city-2011").chair.code == "mex"
    again = client_of("chair").post(address, follow=True)
    assert "no longer before the Troika" in body(again)


def test_ed_2_a_focal_point_of_the_troika_reads_what_others_express(client_of, demonstration, account_of):
    HostingInterestFactory(forum=demonstration.forum, party=Party.objects.get(code="mex"), text="Words of Mexico")
    client = client_of("focal-point")
    assert "Words of Mexico" not in body(client.get("/en/hosting/"))
    account: Account = account_of("focal-point")
    Mandate.objects.filter(person=account.person).update(until=clock.today())
    MandateFactory(person=account.person, party=Party.objects.get(code="grc"), capacity=Capacity.FOCAL_POINT)
    for language in ("en", "fr", "ar"):
        page = body(client.get(f"/{language}/hosting/"))
        assert "Words of Mexico" in page


# ------------------------------------------------------------------ beginning from the last edition


@pytest.fixture
def manila(demonstration):
    return Edition.objects.get(code="manila-2008")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_page_shows_what_would_be_carried_on_and_then_does_it(client_of, manila, language):
    client, address = client_of("task-force"), f"/{language}/manila-2008/continue/"
    page = client.get(address).content.decode()
    assert 'value="calendar"' in page
    assert not Milestone.objects.filter(edition=manila, is_proposed=True).exists(), "a preview changes nothing"
    assert client.post(address, {"step": ["calendar"]}).status_code == 302
    assert Milestone.objects.filter(edition=manila, is_proposed=True).exists()
    assert client.post(address, {"step": ["calendar"]}).status_code == 400
    assert client.post(address, {}).status_code == 400
    assert client.get(f"/{language}/manila-2008/calendar/").status_code == 200


def test_the_page_is_the_offices(client_of, client, manila):
    assert client_of("focal-point").get("/en/manila-2008/continue/").status_code == 403
    assert client.get("/en/manila-2008/continue/").status_code == 302
    first = client_of("chair").get("/en/brussels-2007/continue/")
    assert "nothing to carry on" in first.content.decode()
