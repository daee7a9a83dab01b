"""The pages and files of results, as each reader meets them: nothing leaks (CON-2), themes cite priorities (PRO-5)."""

import datetime as dt
import random
import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from convoke.consultation.models import AnswerTag, Disclosure, Priority, Tag
from convoke.consultation.operations.authoring import publish_results
from convoke.core import clock
from convoke.core.actors import system
from convoke.programme.models import Theme
from tests.consultation.analysis.conftest import FORM, Survey, answers_of, state_in
from tests.factories import PartyFactory, RoundtableFactory, SessionFactory

PAGES = ("", "one/", "one/?by=region", "order/?by=region&rule=mentions", "grid/?by=region", "number/", "date/",
         "council/", "partners/",
         "why/", "priorities/order/", "answers/")
FILES = ("one.svg?by=region", "one.png?by=region", "one.csv?by=region", "one.xlsx?by=region", "order.svg", "grid.csv",
         "number.csv", "why.csv", "priorities/order.svg", "priorities/order.png", "priorities/order.csv",
         "priorities/order.xlsx")
SECRET = "Only the European states say this"


@pytest.fixture
def survey(demonstration):
    """Twelve answers from Africa, nine from Asia, three from Europe, confidential; two disclosed, one quotable."""
    source = random.Random(5)
    made = Survey(edition=demonstration, code="exercise-results", disclosures=["task-force", "friends"])
    at = clock.now() - dt.timedelta(days=2)
    for code, number in (("africa", 12), ("asia", 9), ("europe", 3)):
        for _ in range(number):
            given = answers_of(source) | ({"why": SECRET, "one": "c"} if code == "europe" else {"one": "a"})
            made.submit(state_in(code), given, at)
    for name, disclosure, quote in (("Quoted", Disclosure.FRIENDS, True), ("Unquoted", Disclosure.FRIENDS, False)):
        given = answers_of(source) | {"why": f"{name}: la diáspora y مهاجر", "one": "a"}
        made.submit(state_in("africa"), given, at, disclosure=disclosure, quote=quote)
    return made


@pytest.fixture
def address(survey):
    """Where its results are."""
    return f"/en/{survey.questionnaire.edition.code}/questionnaires/{survey.questionnaire.code}/results/"


@pytest.fixture
def published(survey):
    """The same with the totals published to the Friends of the Forum."""
    publish_results(actor=system("tests"), questionnaire=survey.questionnaire)
    return survey


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_page_is_there_for_the_office_in_every_language(client_of, address, language):
    client = client_of("task-force")
    for page in PAGES:
        answer = client.get(address.replace("/en/", f"/{language}/") + page)
        assert answer.status_code == 200, page
        assert len(re.sub(r"<svg.*?</svg>", "", text(answer), flags=re.DOTALL)) < 200_000


@pytest.mark.parametrize("role", ["public", "focal-point", "delegate", "press"])
def test_con_2_before_they_are_published_the_totals_are_seen_by_the_office_alone(client_of, address, role):
    client = client_of(role)
    for page in (*PAGES, *FILES):
        answer = client.get(address + page)
        assert answer.status_code in (403, 404), page
        assert SECRET.encode() not in answer.content


@pytest.mark.parametrize(("role", "status"), [("focal-point", 200), ("observer", 200), ("delegate", 404),
                                              ("public", 404), ("contributor", 404)])
def test_con_2_published_totals_are_seen_by_their_audience(client_of, published, address, role, status):
    client = client_of(role)
    for page in (*PAGES, *FILES):
        assert client.get(address + page).status_code == status, page


def test_con_2_neither_page_nor_file_shows_a_small_group_or_what_it_could_be_worked_out_from(
    client_of, published, address
):
    client = client_of("focal-point")
    page = text(client.get(f"{address}one/?by=region"))
    assert "Not shown, because few have answered: Asia and Europe" in page
    rows = text(client.get(f"{address}one.csv?by=region")).splitlines()
    head = rows[0].lstrip("\ufeff").split(",")
    for row in rows[1:-1]:
        cells = dict(zip(head, row.split(","), strict=True))
        assert cells["Europe"] == cells["Asia"] == "not shown"
    sheet = load_workbook(BytesIO(client.get(f"{address}one.xlsx?by=region").content)).active
    shown = list(sheet.values)
    assert {row[shown[0].index("Europe")] for row in shown[1:]} == {"not shown"}
    drawn = text(client.get(f"{address}one.svg?by=region"))
    assert not re.search(r"<title>Europe", drawn)
    assert "<title>Africa" in drawn


def test_con_2_others_cannot_ask_for_another_day(client_of, published, address):
    client, yesterday = client_of("focal-point"), clock.today() - dt.timedelta(days=1)
    survey = published
    survey.submit(PartyFactory(), answers_of(random.Random(1)), clock.now() + dt.timedelta(minutes=1))
    for query in ("", f"?on={yesterday}", "?on=2001-01-01"):
        assert 'name="on"' not in text(client.get(address + query))
        assert "<dd>26</dd>" in text(client.get(address + query))
    assert "<dd>27</dd>" in text(client_of("task-force").get(address))


def test_con_2_an_answer_is_quoted_only_with_consent(client_of, published, address):
    page = text(client_of("focal-point").get(f"{address}answers/"))
    assert "Quoted: la diáspora" in page
    assert "Unquoted" not in page
    assert SECRET not in page
    office = text(client_of("task-force").get(f"{address}answers/?question=why&q=only"))
    office += text(client_of("task-force").get(f"{address}answers/?question=why&q=unquoted"))
    assert "Unquoted" in office
    assert SECRET in office
    through = text(client_of("task-force").get(f"{address}answers/?as=friends"))
    assert "Quoted: la diáspora" in through
    assert SECRET not in through
    for page in ("", "why/", "council/"):
        assert SECRET not in text(client_of("focal-point").get(address + page))


def test_answers_are_found_whatever_their_accents_and_case_and_keep_their_direction(client_of, address):
    client = client_of("task-force")
    page = text(client.get(f"{address}answers/?q=DIASPORA+quoted"))
    assert "Quoted: la diáspora" in page
    assert SECRET not in page
    assert 'blockquote dir="auto"' in page
    assert "Nothing here fits" in text(client.get(f"{address}answers/?q=weather"))
    assert "is not in the list" in text(client.get(f"{address}answers/?tag=nonsense&party=atlantis"))


def test_the_office_sorts_answers_by_tags_that_nobody_else_sees(client_of, published, address):
    client = client_of("task-force")
    client.post(f"{address}answers/", {"do": "create", "name": "Diaspora policy"})
    tag = Tag.objects.get(questionnaire=published.questionnaire)
    response = published.questionnaire.responses.latest("pk")
    put = {"do": "tag", "tag": tag.code, "response": response.pk, "question": "why"}
    client.post(f"{address}answers/", put)
    assert AnswerTag.objects.filter(tag=tag, response=response).exists()
    found = text(client.get(f"{address}answers/?tag={tag.code}"))
    assert "Unquoted" in found
    assert SECRET not in found
    assert "Diaspora policy" not in text(client_of("focal-point").get(f"{address}answers/"))
    client.post(f"{address}answers/", {**put, "do": "untag"})
    assert not AnswerTag.objects.exists()
    for wrong in ({"do": "tag"}, {**put, "response": "9" * 30}, {**put, "tag": "none"}, {"do": "create", "name": " "}):
        assert "message--error" in text(client.post(f"{address}answers/", wrong, follow=True))
    assert client_of("focal-point").post(f"{address}answers/", put).status_code == 403


def test_the_office_publishes_and_looks_through_the_eyes_of_others(client_of, survey, address):
    client = client_of("task-force")
    before = text(client.get(f"{address}one/?as=friends&by=region"))
    assert "This is what is seen by" in before
    assert "Not shown, because few have answered: Asia and Europe" in before
    assert "published" in text(client.post(address, {"do": "publish"}, follow=True))
    survey.questionnaire.refresh_from_db()
    assert survey.questionnaire.results_published_at
    assert "message--error" in text(client.post(address, follow=True))
    assert client_of("focal-point").post(address).status_code == 403


@pytest.mark.parametrize("query", [
    "?on=nonsense", "?on=2008-02-30", "?as=nobody", "one/?by=nonsense", "order/?rule=nonsense",
    "priorities/order/?size=999", "priorities/order/?size=x", "priorities/order/?by=zz", "priorities/order/?set=borda",
    "priorities/order/?rule=pav",
])
def test_what_an_address_says_wrongly_is_told_and_the_page_is_there(client_of, address, query):
    answer = client_of("task-force").get(address + query)
    assert answer.status_code == 200
    assert 'role="alert"' in text(answer)


@pytest.mark.parametrize("page", [
    "nothing/", "one.pdf", "nothing.csv", "why.svg", "priorities/one/", "priorities/order.pdf", "priorities/no.csv",
    "choose/why/", "choose/nothing/",
])
def test_what_is_not_there_is_missing_with_what_is(client_of, address, page):
    answer = client_of("task-force").get(address + page)
    assert answer.status_code == 404
    assert "Traceback" not in text(answer)


def test_pictures_are_files_of_their_kind(client_of, address):
    client = client_of("task-force")
    assert client.get(f"{address}one.svg").content.startswith(b"<svg")
    assert client.get(f"{address}one.png").content.startswith(b"\x89PNG")
    assert client.get(f"{address}priorities/order.png").content.startswith(b"\x89PNG")
    assert client.get(f"{address}grid.svg?by=region&part=1").content.startswith(b"<svg")


def test_pro_5_from_results_to_a_theme_that_cites_them(client_of, survey, address):
    client, page = client_of("task-force"), f"{address}choose/order/"
    wrong = client.post(page, {"do": "choose", "item": ["rights", "data"], "reason-rights-en": "Widely ranked."})
    assert "say why this is chosen" in text(wrong)
    assert "Widely ranked." in text(wrong)
    assert not Priority.objects.filter(questionnaire=survey.questionnaire).exists()
    client.post(page, {"do": "choose", "item": ["rights", "data"], "reason-rights-en": "Widely ranked.",
                       "reason-data-en": "Asked for by many."})
    chosen = {one.choice: one for one in Priority.objects.filter(questionnaire=survey.questionnaire)}
    assert set(chosen) == {"rights", "data"}
    assert chosen["rights"].rank is None  # the totals are not published
    created = client.post(page, {"do": "create", "title-en": "Rights at work", "priority": [chosen["rights"].code]},
                          follow=True)
    theme = Theme.objects.get(edition=survey.questionnaire.edition, code="rights-at-work")
    assert f"/themes/{theme.code}/" in text(created)
    shown = text(client.get(f"/en/{survey.questionnaire.edition.code}/themes/{theme.code}/"))
    reasons = shown.partition('id="reasons"')[2].partition("</ul>")[0]
    assert "A priority named by governments" in reasons
    assert "Rights" in reasons, reasons
    assert "stated in the source" in reasons, reasons
    cited = client.post(page, {"do": "cite", "theme": theme.code, "priority": [chosen["data"].code]}, follow=True)
    assert "cites what was chosen" in text(cited)
    for do in ("take-back", "reason"):
        assert "PRO-5" in text(client.post(page, {"do": do, "of": chosen["data"].code}))
    for wrong in ({"do": "create", "title-en": "X"}, {"do": "cite", "theme": "no"}, {"do": "?"}, {"do": "choose"},
                  {"do": "choose", "item": "weather"}, {"do": "reason", "of": "gone"}):
        assert 'role="alert"' in text(client.post(page, wrong))


def test_pro_5_the_thread_of_a_session_shows_the_priority_its_theme_cites(client_of, survey, address):
    client, edition = client_of("task-force"), survey.questionnaire.edition
    client.post(f"{address}choose/order/", {"do": "choose", "item": ["skills"], "reason-skills-en": "Why not."})
    made = Priority.objects.get(questionnaire=survey.questionnaire)
    client.post(f"{address}choose/order/", {"do": "create", "title-en": "Skills ahead", "priority": [made.code]})
    theme = Theme.objects.get(edition=edition, code="skills-ahead")
    session = SessionFactory(edition=edition, roundtable=RoundtableFactory(edition=edition, theme=theme), code="9.9")
    page = text(client.get(f"/en/{edition.code}/programme/{session.code}/"))
    assert "Skills ahead" in page
    assert page.count("Skills") > page.count("Skills ahead")


def test_choosing_is_the_offices_alone(client_of, published, address):
    assert client_of("focal-point").get(f"{address}choose/order/").status_code == 403
    assert client_of("public").get(f"{address}choose/order/").status_code == 302


def test_a_page_costs_the_same_queries_for_any_number_of_answers(client_of, address, queries, demonstration):
    small = Survey(edition=demonstration, code="exercise-small", disclosures=["task-force"])
    small.submit(state_in("africa"), answers_of(random.Random(2)))
    other, client = address.replace("exercise-results", "exercise-small"), client_of("task-force")
    for page in ("", "one/?by=region", "order/", "priorities/order/", "choose/order/", "answers/"):
        client.get(other + page)
        client.get(address + page)
        few, many = (queries(lambda one=one, page=page: client.get(one + page)) for one in (other, address))
        assert few == many, page


def test_a_record_of_the_past_tells_what_its_sources_tell(client_of, demonstration):
    record = demonstration.questionnaires.filter(opened_at=None, state="closed").first()
    assert record is not None
    page = client_of("public").get(f"/en/{demonstration.code}/questionnaires/{record.code}/results/")
    assert page.status_code == 200
    assert "was not put here" in text(page)


def test_every_question_of_the_exercise_has_a_sentence(client_of, address):
    page = text(client_of("task-force").get(address))
    for question in FORM.questions():
        assert f"/results/{question.code}/" in page
    assert "Most often" in page
    assert "First by “Borda count”" in page
    assert "Rated highest on average" in page
    assert "(median)" in page
