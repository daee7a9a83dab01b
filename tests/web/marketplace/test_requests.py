"""The pages of requests: written, read, reviewed, closed, as each reader meets them."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.utils.html import escape

from convoke.core.models import JournalEntry
from convoke.marketplace.models import Marketplace, OnRecord, Request, Window
from convoke.outcomes.models import RequestOrigin
from convoke.web.journal_words import sentence
from tests.factories import (
    DocumentFactory,
    ProviderFactory,
    RequestFactory,
    RequestOriginFactory,
    ThemeFactory,
    WindowFactory,
)
from tests.marketplace.market import drafted, published

LANGUAGES = ("en", "fr", "es", "nl", "ar")
MARKET = "/en/exercise-fair/marketplace/"
NEW = f"{MARKET}requests/new/"
ONE = f"{MARKET}requests/M-1/"
MOST = 60 * 1024
TYPED = {
    "title": "Training for border officers", "need": "Two courses.", "services": ["training"],
    "beneficiaries": "Forty officers", "place": "The capital", "languages": ["en"],
}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def main(answer) -> str:
    return text(answer).partition("<main")[2]


# ------------------------------------------------------------------ the marketplace


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyone_reads_what_is_on_record_of_2007_with_its_sources(client_of, demonstration, language):
    answer = client_of("public").get(f"/{language}/brussels-2007/marketplace/")
    page = text(answer)
    assert answer.status_code == 200
    told = OnRecord.objects.get(marketplace__edition=demonstration, code="mp-r8").text
    assert told["en"] == "Meetings last one hour and are set in advance."
    assert escape(told[language]) in page
    assert "8594–8609" in page
    assert page.count('class="code">fig-meetings-') == 3
    assert len(answer.content) < MOST


def test_the_page_says_where_we_stand_today(client_of, edition):
    WindowFactory(marketplace=edition.marketplace, kind="requests", starts_on="2001-01-01", ends_on="2001-02-01")
    WindowFactory(marketplace=edition.marketplace, kind="open", starts_on="2001-02-01")
    page = main(client_of("public").get(MARKET))
    assert re.search(r"Submission of requests</h3><p class=\"entry__meta\"><span class=\"tag\">over", page)
    assert re.search(r"Open for business</h3><p class=\"entry__meta\"><span class=\"tag tag--accent\" "
                     r"aria-current=\"step\">now", page)


def test_an_edition_without_a_marketplace_says_so_and_the_office_sets_it_up(client_of, demonstration):
    address = "/en/greece-2009/marketplace/"
    assert "This edition has no marketplace yet." in text(client_of("public").get(address))
    assert "Set up the marketplace" not in text(client_of("focal-point").get(address))
    office = client_of("task-force")
    assert f'href="{address}setting/"' in text(office.get(address))
    wrong = office.post(f"{address}setting/", {"do": "about", "about-purpose": "", "about-minutes": "60"})
    assert (wrong.status_code, "Say what the marketplace is for." in text(wrong)) == (422, True)
    office.post(f"{address}setting/", {
        "do": "about", "about-purpose": "Ask and offer.", "about-services": ["advice"], "about-minutes": "45"})
    market = Marketplace.objects.get(edition__code="greece-2009")
    assert (str(market.purpose), market.minutes) == ("Ask and offer.", 45)
    backwards = office.post(f"{address}setting/", {
        "do": "windows", "window-requests-starts_on": "2030-05-02", "window-requests-ends_on": "2030-05-01"})
    assert backwards.status_code == 422
    assert "A window ends on the day it begins" in text(backwards)
    assert 'value="2030-05-02"' in text(backwards)
    office.post(f"{address}setting/", {
        "do": "windows", "window-requests-starts_on": "2030-05-01", "window-requests-ends_on": "2030-05-02"})
    assert Window.objects.get(marketplace=market, kind="requests").ends_on.isoformat() == "2030-05-02"
    said = [sentence(one) for one in JournalEntry.objects.order_by("-sequence")[:2]]
    assert said == ["set dates of the marketplace: Submission of requests",
                    "set up the marketplace of the edition greece-2009"]


@pytest.mark.parametrize("role", ["public", "press"])
def test_mkt_4_the_public_reads_no_request_nor_how_many_there_are(client_of, edition, bermea, role):
    before = main(client_of(role).get(MARKET))
    published(edition, bermea)
    RequestOriginFactory(request=Request.objects.get(edition=edition))
    assert main(client_of(role).get(MARKET)) == before
    rows = list(csv.reader(io.StringIO(client_of(role).get(f"{MARKET}requests.csv").content.decode("utf-8-sig"))))
    assert len(rows) == 1
    assert client_of("press").get(ONE).status_code == 404
    assert client_of("public").get(ONE).status_code == 302


def test_participants_read_requests_narrow_them_and_take_them_along(client_of, edition, bermea):
    published(edition, bermea, currency="EUR", cost=Decimal(100), funded=Decimal("40.50"),
              title={"en": "=cmd"}, themes=[ThemeFactory(edition=edition, code="ports", title={"en": "Ports"})])
    RequestFactory(edition=edition, code="M-2", services=["equipment"], title={"en": "Scanners"})
    delegate = client_of("delegate")
    page = main(delegate.get(MARKET))
    assert "2 requests" in page
    assert "not funded: €59.50" in page
    narrowed = main(delegate.get(f"{MARKET}?gap=yes&theme=ports&service=training"))
    assert "1 request<" in narrowed
    assert "Scanners" not in narrowed
    assert "No request fits all of these filters" in main(delegate.get(f"{MARKET}?service=alchemy&region='%22"))
    rows = list(csv.reader(io.StringIO(
        delegate.get(f"{MARKET}requests.csv?gap=yes").content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][:5] == ["M-1", "Bermea (exercise)", "'=cmd", "published to providers", "training"]
    assert rows[1][12:16] == ["EUR", "100.00", "40.50", "59.50"]


def test_a_long_list_has_pages_that_keep_the_filters(client_of, edition):
    for number in range(30):
        RequestFactory(edition=edition, code=f"M-{number + 1}")
    page = main(client_of("delegate").get(f"{MARKET}?service=training"))
    assert "30 requests" in page
    assert "service=training&amp;page=2" in page
    assert 'M-30/">' in main(client_of("delegate").get(f"{MARKET}?service=training&page=2"))


# ------------------------------------------------------------------ writing


def test_a_focal_point_writes_saves_and_submits(client_of, edition, account_of, demonstration):
    ThemeFactory(edition=edition, code="ports")
    paper = DocumentFactory(edition=edition)
    action = demonstration.actions.get(code="R1.4-1")
    focal = client_of("focal-point")
    assert f'href="{NEW}"' in text(focal.get(MARKET))
    assert "R1.4-1" in text(focal.get(NEW))
    done = focal.post(NEW, {
        **TYPED, "themes": ["ports"], "papers": [str(paper.pk)], "actions": [str(action.pk)], "currency": "eur",
        "cost": "100", "owner": str(account_of("delegate").person_id),
    }, follow=True)
    assert "The draft was saved as M-1." in text(done)
    one = Request.objects.get(edition=edition)
    assert (one.party.code, one.currency, one.owner) == ("exercise-bermea", "EUR", account_of("delegate").person)
    assert RequestOrigin.objects.get(request=one).action == action
    page = main(done)
    for said in ("Two courses.", "€100.00", "R1.4-1", "Delegate (exercise)"):
        assert said in page
    sent = focal.post(ONE, {"do": "submit"}, follow=True)
    assert "The request was submitted." in text(sent)
    assert "A request waits for review: M-1, Training for border officers" in text(client_of("chair").get("/en/desk/"))
    assert "What governments ask for" not in text(client_of("observer").get("/en/brussels-2007/outcomes/R1.4-1/"))
    client_of("task-force").post(f"{ONE}review/", {"do": "publish", "reason": ""})
    outcome = text(client_of("observer").get("/en/brussels-2007/outcomes/R1.4-1/"))
    assert f'href="{ONE}"' in outcome
    assert "What governments ask for" not in text(client_of("public").get("/en/brussels-2007/outcomes/R1.4-1/"))


def test_what_was_typed_comes_back_with_what_was_wrong(client_of, edition):
    answer = client_of("focal-point").post(NEW, {**TYPED, "title": "", "cost": "5", "need": "Words kept."})
    page = text(answer)
    assert answer.status_code == 422
    assert "Words kept." in page
    assert "This field is required." in page
    again = client_of("focal-point").post(NEW, {**TYPED, "cost": "5"})
    assert again.status_code == 422
    assert "FUN-1: an amount is stated in a currency." in text(again)
    assert "Training for border officers" in text(again)
    assert not Request.objects.filter(edition=edition).exists()


def test_what_is_missing_is_said_before_and_when_one_submits(client_of, edition):
    focal = client_of("focal-point")
    page = text(focal.post(NEW, {"title": "Bare"}, follow=True))
    assert "MKT-3: a request names its owner, with whom providers talk." in page
    refused = focal.post(ONE, {"do": "submit"})
    assert refused.status_code == 422
    assert "Nothing was changed yet." in text(refused)
    assert f'<a href="{ONE}write/#id_need">Say what is needed.</a>' in text(refused)


def test_out_of_its_window_it_waits_and_the_dates_are_said(client_of, edition, bermea):
    WindowFactory(marketplace=edition.marketplace, starts_on="2001-04-20", ends_on="2001-05-10")
    drafted(edition, bermea)
    refused = client_of("focal-point").post(ONE, {"do": "submit"})
    assert refused.status_code == 422
    assert "20 April–10 May 2001" in text(refused) or "20 April – 10 May 2001" in text(refused)
    client_of("task-force").post(ONE, {"do": "submit"})
    assert Request.objects.get(edition=edition).state == "submitted"


def test_the_office_chooses_the_government_it_writes_for(client_of, edition, bermea):
    office = client_of("task-force")
    assert "For which government" in text(office.get(NEW))
    assert "Choose one of the governments listed." in text(office.get(f"{NEW}?party=exercise-gazette"))
    done = office.post(f"{NEW}?party=exercise-bermea", TYPED, follow=True)
    assert "saved as M-1" in text(done)
    assert Request.objects.get(edition=edition).party == bermea


@pytest.mark.parametrize("role", ["contributor", "delegate", "observer", "provider", "press"])
def test_mkt_3_others_do_not_write_requests_and_read_whose_right_it_is(client_of, edition, role):
    answer = client_of(role).get(NEW)
    assert answer.status_code == 403
    assert "Focal point" in text(answer)


def test_texts_in_other_languages_stay_as_they_are(client_of, edition, bermea):
    drafted(edition, bermea, need={"en": "Two courses.", "fr": "Deux cours."})
    focal = client_of("focal-point")
    assert "Deux cours." in text(focal.get(ONE.replace("/en/", "/fr/") + "write/"))
    focal.post(f"{ONE}write/", {**TYPED, "need": "Three courses."})
    assert Request.objects.get(edition=edition).need == {"en": "Three courses.", "fr": "Deux cours."}


def test_a_paper_that_the_writer_may_not_read_stays_with_the_request(client_of, edition, bermea):
    hidden = DocumentFactory(edition=edition, audience="task-force", title={"en": "A quiet paper"})
    one = drafted(edition, bermea, papers=[hidden])
    assert "A quiet paper" in text(client_of("chair").get(ONE))
    focal = client_of("focal-point")
    for page in (ONE, f"{ONE}write/"):
        assert "A quiet paper" not in text(focal.get(page))
    assert focal.post(f"{ONE}write/", TYPED).status_code == 302
    assert list(one.papers.all()) == [hidden]


# ------------------------------------------------------------------ review and the end


def test_mkt_4_the_office_sends_back_with_the_reason_which_stands_on_the_desk(client_of, edition, bermea):
    drafted(edition, bermea)
    focal, office = client_of("focal-point"), client_of("task-force")
    focal.post(ONE, {"do": "submit"})
    assert focal.get(f"{ONE}review/").status_code == 403
    bare = office.post(f"{ONE}review/", {"do": "send-back", "reason": ""})
    assert (bare.status_code, "Say the reason" in text(bare)) == (422, True)
    office.post(f"{ONE}review/", {"do": "send-back", "reason": "For how many?"})
    assert "Your request M-1, Training for border officers, was sent back" in text(focal.get("/en/desk/"))
    assert "For how many?" in text(focal.get(ONE))
    assert sentence(JournalEntry.objects.latest("sequence")) == (
        "sent request M-1 back to exercise-bermea with the reason")
    late = office.post(f"{ONE}review/", {"do": "publish", "reason": ""})
    assert (late.status_code, "MKT-4" in text(late)) == (422, True)


def test_a_request_is_closed_opened_and_withdrawn_on_its_page(client_of, edition, bermea):
    published(edition, bermea)
    focal = client_of("focal-point")
    assert "Close the request" not in text(client_of("delegate").get(ONE))
    assert focal.post(ONE, {"do": "close", "reason": " "}).status_code == 422
    focal.post(ONE, {"do": "close", "reason": "Help was found."})
    assert "Help was found." in text(client_of("delegate").get(ONE))
    focal.post(ONE, {"do": "reopen"})
    refused = client_of("delegate").post(ONE, {"do": "withdraw", "reason": "No."})
    assert refused.status_code == 403
    focal.post(ONE, {"do": "withdraw", "reason": "Plans have changed."})
    assert client_of("delegate").get(ONE).status_code == 404
    assert "withdrawn by its owner" in text(focal.get(ONE))


def test_who_might_help_is_shown_with_reasons_to_those_who_answer_for_the_request(client_of, edition, bermea):
    published(edition, bermea)
    ProviderFactory(edition=edition)
    for role in ("focal-point", "chair"):
        assert "the same kind of help: training" in text(client_of(role).get(ONE))
    assert "Who might help" not in text(client_of("delegate").get(ONE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_read_in_every_language(client_of, edition, bermea, language):
    published(edition, bermea)
    drafted(edition, bermea)
    for address in (MARKET, ONE, NEW, f"{MARKET}requests/M-2/write/", f"{MARKET}requests/M-2/review/",
                    f"{MARKET}setting/"):
        path = address.replace("/en/", f"/{language}/")
        answer = client_of("task-force").get(path)
        assert answer.status_code == 200, path
        page = answer.content.decode()
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]


def test_the_preparation_counts_requests_and_providers_for_participants(client_of, edition, bermea):
    published(edition, bermea)
    ProviderFactory(edition=edition)
    assert "Requests on the marketplace" in text(client_of("delegate").get("/en/exercise-fair/"))
    assert "Requests on the marketplace" not in text(client_of("public").get("/en/exercise-fair/"))


@pytest.mark.parametrize("role", ["public", "delegate", "focal-point", "task-force"])
def test_more_requests_and_providers_cost_no_query_more(client_of, edition, bermea, queries, role):
    client = client_of(role)

    def fill() -> None:
        for _number in range(3):
            one = RequestFactory(edition=edition, code=f"M-{Request.objects.count() + 2}", currency="EUR",
                                 cost=Decimal(5), party=bermea)
            one.themes.add(ThemeFactory(edition=edition))
            one.papers.add(DocumentFactory(edition=edition))
            able = ProviderFactory(edition=edition)
            able.themes.add(*one.themes.all())
            RequestFactory(edition=edition, code=f"M-{Request.objects.count() + 2}", state="submitted")

    published(edition, bermea)
    fill()
    pages = [MARKET, "/en/desk/", *([] if role == "public" else [ONE, f"{MARKET}providers/"])]
    for page in pages:
        client.get(page)
    before = [queries(lambda page=page: client.get(page)) for page in pages]
    fill()
    for page in pages:
        client.get(page)
    assert [queries(lambda page=page: client.get(page)) for page in pages] == before
