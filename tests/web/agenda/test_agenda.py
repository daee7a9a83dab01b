"""The pages of the agenda, from an empty one to one that was adopted and changed."""

import pytest

from convoke.bodies.states import SilenceState
from convoke.core import clock
from convoke.programme.agenda.entries import compare
from convoke.programme.models import AgendaAdoption, AgendaChange, Roundtable, Session, Theme
from convoke.web.pages.agenda.reading import told
from tests.factories import EditionFactory, SilenceProcedureFactory, ThemeReasonFactory

BASE = "/en/argentina-2010/agenda/"
COMPOSE = f"{BASE}compose/"


@pytest.fixture
def office(client_of):
    return client_of("task-force")


@pytest.fixture
def procedure(edition):
    """A silence procedure on it that ended in adoption."""
    return SilenceProcedureFactory(
        edition=edition, state=SilenceState.ADOPTED, deadline=clock.now(), circulated_at=clock.now(),
        over_at=clock.now(), checksum="0" * 64, code="agenda-argentina",
    )


def text(answer) -> str:
    return answer.content.decode()


def composed(office) -> None:
    """A roundtable with two sessions, composed in the browser's way."""
    office.post(f"{COMPOSE}roundtables/new/", {"theme": "focus-1", "title": "Protection", "aim": "Learn."})
    for title in ("Rights at every stage", "Recruitment"):
        office.post(f"{COMPOSE}sessions/new/?roundtable=RT1", {
            "title": title, "aim": "", "questions": "What works?\nWhat does not?\n",
        })


def test_a_theme_becomes_a_roundtable_with_sessions_and_is_adopted(office, client_of, edition, procedure):
    composed(office)
    session = Session.objects.get(edition=edition, code="1.1")
    assert [one.text["en"] for one in session.questions.all()] == ["What works?", "What does not?"]
    assert 'value="silence agenda-argentina"' in text(office.get(f"{BASE}adopt/"))
    assert office.post(f"{BASE}adopt/", {"basis": "silence agenda-argentina", "note": ""}).url == BASE
    page = text(client_of("public").get(BASE))
    assert "Rights at every stage" in page
    assert "by silence procedure" in page
    assert "Nothing was changed." in page


def test_pro_4_the_reason_of_a_change_is_asked_for_and_seen_by_everyone(office, client_of, edition, procedure):
    composed(office)
    office.post(f"{BASE}adopt/", {"basis": "silence agenda-argentina"})
    form = {"title": "Rights on the way", "aim": "", "questions": "What works?", "restricted_to": ""}
    page = office.post(f"{COMPOSE}sessions/1.1/", form)
    assert page.status_code == 422
    assert "PRO-4" in text(page)
    assert 'value="Rights on the way"' in text(page), "what was typed is kept"
    assert office.post(f"{COMPOSE}sessions/1.1/", {**form, "reason": "Clearer words."}).status_code == 302
    seen = text(client_of("public").get(BASE))
    assert "Clearer words." in seen
    assert "Task force (exercise)" in seen
    compared = text(client_of("public").get(f"{BASE}compare/?old=1&new=now"))
    assert "Rights at every stage" in compared
    assert "Rights on the way" in compared
    office.post(f"{COMPOSE}deed/", {"do": "down session 1.1"})
    assert AgendaChange.objects.count() == 1, "no move without a reason"
    office.post(f"{COMPOSE}deed/", {"do": "down session 1.1", "reason": "The order of the day."})
    assert list(Session.objects.filter(edition=edition, kind="roundtable").values_list("code", flat=True)) == [
        "1.2", "1.1"
    ]


def test_words_in_other_languages_stay(office, edition):
    composed(office)
    office.post("/fr/argentina-2010/agenda/compose/sessions/1.1/", {
        "title": "Les droits à chaque étape", "aim": "", "questions": "Qu'est-ce qui fonctionne ?\n…",
        "restricted_to": "",
    })
    session = Session.objects.get(edition=edition, code="1.1")
    assert dict(session.title) == {"en": "Rights at every stage", "fr": "Les droits à chaque étape"}
    assert [dict(one.text) for one in session.questions.all()] == [
        {"en": "What works?", "fr": "Qu'est-ce qui fonctionne ?"}, {"en": "What does not?"}
    ]


def test_pro_5_every_theme_says_why_it_is_here_and_continuity_is_judged(client_of, edition):
    ThemeReasonFactory(
        theme=Theme.objects.get(edition=edition, code="focus-1"), questionnaire=None, priority=None,
        earlier=Theme.objects.get(edition__code="brussels-2007", code="RT1"),
    )
    page = text(client_of("public").get(BASE))
    assert "Why this theme" not in page
    assert "Continues" in page
    assert "Continuity" in page


@pytest.mark.parametrize("role", ["public", "focal-point", "press", "delegate"])
@pytest.mark.parametrize("path", ["compose/", "adopt/", "compose/sessions/new/", "compose/roundtables/new/",
                                  "compose/issues/new/"])
def test_the_office_alone_composes(client_of, edition, role, path):
    assert client_of(role).get(f"{BASE}{path}").status_code in (302, 403)
    assert client_of(role).post(f"{BASE}{path}", {"title": "Mine"}).status_code in (302, 403)
    assert not Roundtable.objects.filter(edition=edition).exists()
    assert "compose/" not in text(client_of(role).get(BASE))


@pytest.mark.parametrize(("path", "data", "said"), [
    ("compose/roundtables/new/", {"theme": "focus-1", "title": " "}, "Give it a title"),
    ("compose/roundtables/new/", {"theme": "none", "title": "A"}, "valid choice"),
    ("compose/roundtables/new/", {"theme": "focus-1", "title": "x" * 300}, "at most 200"),
    ("compose/issues/new/", {"title": "", "scope": "Much"}, "Give it a title"),
])
def test_bad_input_says_what_is_accepted_and_is_kept(office, edition, path, data, said):
    answer = office.post(f"{BASE}{path}", data)
    assert answer.status_code == 422
    assert said in text(answer)


def test_addresses_that_are_not_there_name_those_that_are(office, edition):
    composed(office)
    for path in ("sessions/9.9/", "roundtables/RT9/", "issues/none/"):
        assert office.get(f"{COMPOSE}{path}").status_code == 404
    assert office.get(f"{BASE}compare/?old=7").status_code == 404
    assert "Choose what is to be done" in text(office.post(f"{COMPOSE}deed/", {"do": "fly"}, follow=True))


def test_nothing_is_adopted_without_something_that_adopted_it(office, edition):
    assert "No silence procedure" in text(office.get(f"/en/{EditionFactory().code}/agenda/adopt/"))
    assert office.post(f"{BASE}adopt/", {"basis": "silence none"}).status_code == 422
    assert not AgendaAdoption.objects.exists()


def test_the_agenda_of_a_past_edition_is_read_as_it_was(client_of, demonstration):
    page = text(client_of("public").get("/en/brussels-2007/agenda/"))
    assert "1.4" in page
    assert "not adopted yet" in page


def test_pages_cost_the_same_for_two_sessions_and_for_ten(office, client_of, queries, edition):
    composed(office)
    public = client_of("public")
    one = queries(lambda: public.get(BASE))
    for number in range(8):
        office.post(f"{COMPOSE}sessions/new/?roundtable=RT1", {"title": f"Session {number}", "questions": ""})
    assert queries(lambda: public.get(BASE)) == one


def test_a_change_in_another_language_than_that_of_the_page_is_shown_in_that_language():
    one, other = (
        {"kind": "theme", "key": "skills", "place": 1, "title": {"en": "Skills", "fr": french}}
        for french in ("Compétences", "Les compétences")
    )
    (_name, before, after), = told(compare([one], [other])[0]).fields
    assert ([str(text) for text in before], [str(text) for text in after]) == (["Compétences"], ["Les compétences"])
