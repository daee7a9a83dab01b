"""Everything a reader may see is found, and nothing else."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from convoke.core.actors import ANONYMOUS, Actor, system
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.directory.roles import ROLES, audiences_for
from convoke.outcomes.models import Finding
from convoke.search import indexing
from convoke.search.asking import read
from convoke.search.models import SearchEntry
from convoke.search.queries import Wanted, search, suggestions
from convoke.search.words import fold, known
from tests.factories import FindingFactory

ROLE_CODES = ["public", *(role.code for role in ROLES)]


def actor_as(role: str) -> Actor:
    return ANONYMOUS if role == "public" else Actor(roles=frozenset({role}), audiences=audiences_for([role]))


def findings_for_every_audience() -> dict[str, Finding]:
    made = {
        audience: FindingFactory(
            audience=audience, heading={"en": f"Quaxolotl {audience}"}, text={"en": "Zorblaxes were counted."},
        )
        for audience in Audience.values
    }
    indexing.take(indexing.kinds()["finding"], [one.pk for one in made.values()])
    return made


@pytest.mark.parametrize("role", ROLE_CODES)
def test_lib_1_search_counts_and_suggestions_know_no_more_than_the_role(db, role):
    findings_for_every_audience()
    actor = actor_as(role)
    may = {f"Quaxolotl {audience}" for audience in actor.audiences}
    found = search(actor, Wanted(q="zorblax"))
    assert {hit.entry.title for hit in found.hits} == may
    assert found.total == found.kinds["finding"] == len(may)
    assert {words for words in suggestions(actor, "quaxo") if " " in words} == may


def test_lib_1_what_was_hidden_a_moment_ago_is_not_shown_from_an_older_index(db):
    made = findings_for_every_audience()["public"]
    Finding.objects.filter(pk=made.pk).update(audience="task-force")
    assert search(ANONYMOUS, Wanted(q="zorblax")).hits == []
    assert suggestions(ANONYMOUS, "quaxo") == []


def test_the_index_follows_the_journal(db):
    one = FindingFactory(heading={"en": "Quaxolotl"}, text={"en": "Old words"})
    indexing.rebuild()
    with operation(actor=system("tests"), verb="exercise", on=one, edition=one.edition.code):
        Finding.objects.filter(pk=one.pk).update(text={"en": "Zorblax words"})
    assert search(ANONYMOUS, Wanted(q="zorblax")).total == 0
    assert indexing.follow(actor=system("tests")) == 1
    assert search(ANONYMOUS, Wanted(q="zorblax")).total == 1
    assert indexing.follow(actor=system("tests")) == 0
    with operation(actor=system("tests"), verb="exercise", on=one, edition=one.edition.code):
        Finding.objects.filter(pk=one.pk).delete()
    indexing.follow(actor=system("tests"))
    assert search(ANONYMOUS, Wanted(q="zorblax")).total == 0


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("en", "Temporary migrants returned", "migrant return"),
        ("fr", "Le développement des diasporas", "developpement diaspora"),
        ("fr", "L’intégration des travailleuses", "travailleuse integration"),
        ("es", "La migración circular", "MIGRACION"),
        ("ru", "Доклад о миграции", "миграция"),
        ("ar", "الهِجْـــرة والتنمية", "الهجره"),
        ("ar", "إدارة الحدود", "اداره"),
        ("zh", "国际移民政策", "移民"),
    ],
)
def test_stems_accents_and_forms_of_letters(db, language, text, asked):
    one = FindingFactory(heading={}, text={language: text})
    indexing.take(indexing.kinds()["finding"], [one.pk])
    assert search(ANONYMOUS, Wanted(q=asked), language=language).total == 1


def test_phrases_beginnings_and_words_that_must_not_stand_there(db):
    one = FindingFactory(heading={"en": "Quaxolotl"}, text={"en": "Zorblax of the circular kind. Kinds of zorblax."})
    indexing.take(indexing.kinds()["finding"], [one.pk])
    for asked, times in (
        ('"circular kind"', 1), ('"kind circular"', 0), ("zorb*", 1), ("zorb", 0), ("zorblax -circular", 0),
        ("zorblax -square", 1), ("“of zorblax”", 1),
    ):
        assert search(ANONYMOUS, Wanted(q=asked)).total == times, asked


@pytest.mark.parametrize("asked", ["", "  ", "???", "-migration", "the of", '"', "*", "a" * 400, "word " * 30])
def test_a_bad_question_is_answered_with_what_is_accepted(db, asked):
    with pytest.raises(ValidationError, match="Accepted"):
        search(ANONYMOUS, Wanted(q=asked))


@pytest.mark.parametrize(
    "asked", ["m\"b'c", "x:y OR (z)", "NEAR(a b)", "x's & | ! <-> :*", "100%", "\x00word", "x'; --"]
)
def test_signs_of_the_engine_mean_nothing(db, asked):
    assert read(asked)
    search(ANONYMOUS, Wanted(q=asked, party="x' OR 1", edition='"', session="*"))


def test_a_thing_is_found_once_in_the_language_of_the_reader_or_its_fallback(db):
    both = FindingFactory(heading={}, text={"en": "zorblax policy", "fr": "politique zorblax"})
    alone = FindingFactory(heading={}, text={"en": "zorblax alone"})
    indexing.take(indexing.kinds()["finding"], [both.pk, alone.pk])
    found = search(ANONYMOUS, Wanted(q="zorblax"), language="fr")
    assert {(hit.thing.pk, hit.entry.language) for hit in found.hits} == {(both.pk, "fr"), (alone.pk, "en")}
    assert search(ANONYMOUS, Wanted(q="zorblax", language="fr")).total == 1
    assert search(ANONYMOUS, Wanted(q="policy alone zorblax"), language="fr").total == 0
    assert search(ANONYMOUS, Wanted(q="policy"), language="fr").searched_in == "en"


def test_titles_come_first_and_filters_narrow(db):
    late = FindingFactory(heading={"en": "Other"}, text={"en": "zorblax"})
    early = FindingFactory(heading={"en": "Zorblax"}, text={"en": "other"})
    newer = FindingFactory(heading={"en": "Other"}, text={"en": "zorblax"})
    indexing.take(indexing.kinds()["finding"], [early.pk, late.pk, newer.pk])
    found = search(ANONYMOUS, Wanted(q="zorblax"))
    assert found.hits[0].thing == early
    assert search(ANONYMOUS, Wanted(q="zorblax", edition=late.edition.code)).total == 1
    assert search(ANONYMOUS, Wanted(q="zorblax", session=late.session.code)).total == 1
    assert search(ANONYMOUS, Wanted(q="zorblax", kind="action")).total == 0


def test_a_page_of_hits_costs_a_fixed_number_of_queries(db, queries):
    FindingFactory.create_batch(3, text={"en": "zorblax"}, heading={})
    indexing.rebuild()
    few = queries(lambda: search(ANONYMOUS, Wanted(q="zorblax")))
    FindingFactory.create_batch(15, text={"en": "zorblax"}, heading={})
    indexing.rebuild()
    assert queries(lambda: search(ANONYMOUS, Wanted(q="zorblax"))) == few <= 6
    assert queries(lambda: suggestions(ANONYMOUS, "findi")) <= 9


def test_the_command_finds_as_a_role_and_prints_data(index, capsys):
    call_command("search", "circular migration", "--as", "public", "--language", "fr", "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["total"] > 0
    assert {"kind", "code", "edition", "language", "title", "passage"} <= set(found["hits"][0])


def test_everything_of_the_demonstration_is_in_the_index(index):
    kinds = set(SearchEntry.objects.values_list("kind", flat=True))
    assert {"document", "session", "finding", "action", "practice", "party"} <= kinds
    assert sum(indexing.rebuild().values()) == 0


def test_words_are_folded_once_and_for_all():
    assert [fold(word) for word in ("Côte", "ŒUVRE", "أحمد", "٢٠٠٧")] == ["cote", "oeuvre", "احمد", "2007"]
    assert known("en")["migration"] == ("migration", ("migration", "migrat"), ("mi", "mig", "migr"))
