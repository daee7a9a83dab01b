"""The page of the search."""

import pytest

from convoke.directory.models import Party
from convoke.search import indexing
from tests.factories import DocumentFactory, EditionFactory, FindingFactory, SessionFactory

from .conftest import EVERYONE


@pytest.fixture
def hidden(db):
    for audience in ("public", "task-force"):
        one = FindingFactory(
            audience=audience, heading={"en": f"Quaxolotl {audience}"}, text={"en": "<b>zorblax</b> & more"},
        )
        indexing.take(indexing.kinds()["finding"], [one.pk])


@pytest.mark.parametrize("role", EVERYONE)
def test_lib_1_page_and_suggestions_show_what_the_role_may_read(hidden, client_of, role):
    client, office = client_of(role), role in ("chair", "task-force")
    page = client.get("/en/search/?q=zorblax").content.decode()
    assert "public" in page
    assert ("task-force</a>" in page) == office
    part = client.get("/en/search/?suggest=1&q=quaxo", headers={"HX-Request": "true"}).content.decode()
    assert ("Quaxolotl task-force" in part) == office
    assert "<datalist" in part


def test_a_passage_is_text_and_never_markup(hidden, client_of):
    page = client_of("public").get("/en/search/?q=zorblax").content.decode()
    assert "&lt;b&gt;<mark>zorblax</mark>&lt;/b&gt; &amp; more" in page


def test_a_hit_says_which_language_it_is_in(db, client_of):
    one = FindingFactory(heading={}, text={"ar": "زوربلاكس جديد"})
    indexing.take(indexing.kinds()["finding"], [one.pk])
    page = client_of("public").get("/en/search/?q=زوربلاكس").content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert "Arabic" in page


@pytest.mark.parametrize("asked", ["q=-labour", "q=migration&kind=alchemy", "q=migration&language=xx"])
def test_a_wrong_question_is_answered_on_the_page(db, client_of, asked):
    answer = client_of("public").get(f"/en/search/?{asked}")
    assert answer.status_code == 200
    assert "Accepted:" in answer.content.decode()


@pytest.mark.parametrize("asked", ["", "q=migration&page=99999", "q=migration&page=x&session=1.4&party=BEL"])
def test_any_page_asked_for_is_answered(db, client_of, asked):
    assert client_of("public").get(f"/en/search/?{asked}").status_code == 200


def test_filters_are_chosen_by_name_and_hits_say_where_they_belong(db, client_of):
    edition = EditionFactory(name={"en": "Zorbia"}, city="Zorbia", year=2031)
    session = SessionFactory(edition=edition, code="9.1", title={"en": "Pelicans"})
    bermea = Party.objects.get(code="exercise-bermea")
    one = DocumentFactory(edition=edition, title={"en": "Quaxolotl"})
    one.authors.add(bermea)
    session.papers.add(one)
    hidden = DocumentFactory(edition=EditionFactory(city="Nowhere", year=2032), audience="task-force")
    indexing.take(indexing.kinds()["document"], [one.pk, hidden.pk])
    page = client_of("public").get("/en/search/?q=quaxolotl&party=exercise-bermea").content.decode()
    assert '<option value="exercise-bermea" selected>Bermea (exercise)</option>' in page
    assert f'<option value="{edition.code}/9.1">9.1 Pelicans</option>' in page
    assert f'<option value="{edition.code}">Zorbia 2031</option>' in page
    assert "Nowhere 2032" not in page
    assert "Background paper · Zorbia 2031 · <bdi>9.1 Pelicans</bdi>" in page
    assert "Nowhere 2032" in client_of("task-force").get("/en/search/").content.decode()
    found = client_of("public").get(f"/en/search/?q=quaxolotl&session={edition.code}/9.1").content.decode()
    assert "<mark>Quaxolotl</mark>" in found


@pytest.mark.parametrize("asked", ["party=zz", "edition=zz", "session=zz"])
def test_a_filter_that_is_no_choice_is_answered_beside_the_words(db, client_of, asked):
    page = client_of("public").get(f"/en/search/?q=migration&{asked}").content.decode()
    assert "“zz” is none of what can be chosen. Accepted:" in page
    assert 'value="migration"' in page
