"""The pages on which parties suggest themes for the agenda, and the office answers (PRO-5)."""

import pytest

from convoke.editions.models import Edition
from convoke.programme.models import Theme, ThemeSuggestion
from tests.factories import AgendaAdoptionFactory, ThemeFactory, ThemeSuggestionFactory

BASE = "/en/argentina-2010/agenda/suggestions/"
GIVEN = {"party": "exercise-bermea", "title": "Skills partnerships", "reasons": "Many negotiate them (exercise)."}


@pytest.fixture
def edition(db):
    return Edition.objects.get(code="argentina-2010")


@pytest.fixture
def focal_point(client_of, edition):
    return client_of("focal-point")


@pytest.fixture
def office(client_of, edition):
    return client_of("task-force")


def text(answer) -> str:
    return answer.content.decode()


def test_a_suggestion_becomes_a_theme_and_its_party_is_named_where_it_agrees(focal_point, office, client_of, edition):
    assert "Suggest a theme" in text(focal_point.get("/en/argentina-2010/agenda/"))
    answer = focal_point.post(f"{BASE}new/", {**GIVEN, "may_be_named": "on"})
    assert answer.url == f"{BASE}1/"
    assert "1 suggestion for the agenda" in text(office.get("/en/desk/"))
    assert "Skills partnerships" in text(office.get(BASE))
    assert client_of("public").get(f"{BASE}1/").status_code == 404
    assert "Skills partnerships" not in text(client_of("delegate").get(BASE))
    office.post(f"{BASE}1/", {"do": "answer", "way": "taken-up", "title": "Skills", "answer": "Shared by many."})
    theme = Theme.objects.get(edition=edition)
    assert theme.title["en"] == "Skills"
    assert "Shared by many." in text(focal_point.get(f"{BASE}1/"))
    agenda = text(client_of("public").get("/en/argentina-2010/agenda/"))
    assert "Suggested by" in agenda
    assert f"{BASE}1/" in agenda
    assert "Many negotiate them" in text(client_of("public").get(f"{BASE}1/"))
    assert f"{BASE}1/" in text(client_of("public").get(f"/en/argentina-2010/themes/{theme.code}/"))


def test_lib_1_without_its_agreement_a_party_is_not_named(focal_point, office, client_of, edition):
    focal_point.post(f"{BASE}new/", GIVEN)
    office.post(f"{BASE}1/", {"do": "answer", "way": "taken-up", "title": "", "answer": ""})
    for page in ("agenda/", "themes/skills-partnerships/"):
        seen = text(client_of("public").get(f"/en/argentina-2010/{page}"))
        assert "Suggested by a participant" in seen
        assert "Bermea" not in seen
        assert "Many negotiate" not in seen
    assert client_of("public").get(f"{BASE}1/").status_code == 404
    assert client_of("delegate").get(f"{BASE}1/").status_code == 404


def test_a_suggestion_is_joined_or_answered_with_why_not(focal_point, office, edition):
    for _number in range(2):
        focal_point.post(f"{BASE}new/", GIVEN)
    theme = ThemeFactory(edition=edition, code="focus-1")
    asked = office.post(f"{BASE}1/", {"do": "answer", "way": "joined", "theme": "", "answer": "Kept as typed."})
    assert asked.status_code == 422
    assert "Choose the theme" in text(asked)
    assert "Kept as typed." in text(asked)
    assert office.post(f"{BASE}1/", {"do": "answer", "way": "joined", "theme": "focus-1"}).status_code == 302
    assert theme.reasons.get().suggestion.number == 1
    refused = office.post(f"{BASE}2/", {"do": "answer", "way": "not-taken", "answer": " "})
    assert refused.status_code == 422
    assert "why it is not taken up" in text(refused)
    office.post(f"{BASE}2/", {"do": "answer", "way": "not-taken", "answer": "Another forum works on it."})
    assert "Another forum works on it." in text(focal_point.get(f"{BASE}2/"))


@pytest.mark.parametrize(("data", "said"), [
    ({"title": " "}, "Give it a title"), ({"reasons": ""}, "PRO-5"), ({"party": "bel"}, "valid choice"),
    ({"title": "x" * 201}, "at most 200"),
])
def test_bad_input_says_what_is_accepted_and_is_kept(focal_point, data, said):
    answer = focal_point.post(f"{BASE}new/", {**GIVEN, **data})
    assert answer.status_code == 422
    assert said in text(answer)
    assert "reasons" in data or GIVEN["reasons"] in text(answer)
    assert not ThemeSuggestion.objects.exists()


def test_nothing_is_suggested_after_the_adoption_and_what_was_typed_is_kept(focal_point, edition):
    AgendaAdoptionFactory(edition=edition)
    assert "was adopted" in text(focal_point.get(f"{BASE}new/"))
    assert "Suggest a theme" not in text(focal_point.get("/en/argentina-2010/agenda/"))
    answer = focal_point.post(f"{BASE}new/", GIVEN)
    assert answer.status_code == 422
    assert "was adopted" in text(answer)
    assert GIVEN["reasons"] in text(answer)


@pytest.mark.parametrize("role", ["press", "delegate", "task-force", "civil-society"])
def test_who_speaks_for_no_party_suggests_nothing(client_of, edition, role):
    client = client_of(role)
    assert client.get(f"{BASE}new/").status_code == 403
    assert client.post(f"{BASE}new/", GIVEN).status_code == 403
    assert not ThemeSuggestion.objects.exists()


def test_a_party_withdraws_and_others_neither_withdraw_nor_answer(focal_point, client_of, office, edition):
    focal_point.post(f"{BASE}new/", GIVEN)
    assert focal_point.post(f"{BASE}1/", {"do": "answer", "way": "taken-up"}).status_code == 403
    assert office.post(f"{BASE}1/", {"do": "withdraw"}).status_code == 403
    assert client_of("press").post(f"{BASE}1/", {"do": "withdraw"}).status_code == 404
    focal_point.post(f"{BASE}1/", {"do": "withdraw"})
    assert ThemeSuggestion.objects.get().state == "withdrawn"
    assert "meanwhile" in text(office.post(f"{BASE}1/", {"do": "answer", "way": "taken-up"}, follow=True))
    assert office.get(f"{BASE}9/").status_code == 404


def test_the_list_costs_the_same_for_one_suggestion_and_for_many(office, edition, queries):
    ThemeSuggestionFactory(edition=edition)
    one = queries(lambda: office.get(BASE))
    for _number in range(5):
        ThemeSuggestionFactory(edition=edition)
    assert queries(lambda: office.get(BASE)) == one
