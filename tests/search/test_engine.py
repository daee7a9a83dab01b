"""The index finds what a reading of everything finds, whatever was added, taken away and put together before."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from pyroaring import BitMap

from convoke.search.engines import Question, engine, helpers, own, phrases, segments
from convoke.search.engines.forms import Gathered
from convoke.search.models import SearchEntry, SearchMark, SearchPosting, SearchSegment
from convoke.search.registry import Entry
from tests.factories import SearchEntryFactory

WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda"]
EVERYBODY = frozenset({"en", "fr"})
ALL = Question(audiences=frozenset(), reads_all=True)


def entry(thing: int, text: str, **fields) -> Entry:
    given = {"kind": "finding", "language": "xx", "code": f"F{thing}", "title": "", **fields}
    return Entry(thing=thing, text=text, edition=f"e{thing % 3}", **given)


def given(entries):
    return [(one, EVERYBODY) for one in entries]


def found(question: Question) -> set[int]:
    answer = engine().search(question, 0, 10_000)
    assert answer.total == len(answer.entries) == sum(answer.kinds.values())
    return set(SearchEntry.objects.filter(pk__in=answer.entries).values_list("thing", flat=True))


def test_hits_are_those_of_a_reading_of_everything_after_each_change(db):
    chance = random.Random(7)
    there: dict[int, Entry] = {}
    for _round in range(40):
        fresh = [entry(chance.randrange(60), " ".join(chance.choices(WORDS, k=4))) for _one in range(4)]
        fresh = list({one.thing: one for one in fresh}.values())
        engine().index(given(fresh))
        there |= {one.thing: one for one in fresh}
        gone = chance.choice([*there])
        engine().remove(list(SearchEntry.objects.filter(thing=gone).values_list("pk", flat=True)))
        del there[gone]
        engine().tidy()
        for word, other in (chance.sample(WORDS, 2) for _time in range(3)):
            texts = {thing: one.text.split() for thing, one in there.items()}
            assert found(replace(ALL, words=(word, other))) == {t for t, x in texts.items() if word in x and other in x}
            assert found(replace(ALL, words=(word,), without=(other,))) == {
                t for t, x in texts.items() if word in x and other not in x
            }
            assert found(replace(ALL, phrases=((word, other),))) == {
                t for t, x in texts.items() if (word, other) in pairwise(x)
            }
            assert found(replace(ALL, words=(word,), edition="e1")) == {
                t for t, x in texts.items() if word in x and t % 3 == 1
            }
            assert found(replace(ALL, begun=(word[:2],))) == {
                t for t, x in texts.items() if any(one.startswith(word[:2]) for one in x)
            }
    assert SearchSegment.objects.count() < 2 * segments.TOGETHER
    assert not SearchPosting.objects.exclude(segment__in=SearchSegment.objects.values("pk")).exists()


@pytest.mark.parametrize("begun", ["ze", "zor", "zorb", "zorbl", "zorblaxa", "ZÖRB"])
def test_beginnings_of_any_length(db, begun):
    engine().index(given([entry(1, "zorblaxation zebra"), entry(2, "other words")]))
    assert found(replace(ALL, begun=(begun,))) == {1}
    assert found(replace(ALL, begun=(f"{begun}q",))) == set()


def test_pages_go_on_where_the_one_before_ended(db):
    engine().index(given([entry(n, "zorblax", title="zorblax" if n % 4 == 0 else "") for n in range(30)]))
    whole = engine().search(replace(ALL, words=("zorblax",)), 0, 100).entries
    pages = [engine().search(replace(ALL, words=("zorblax",)), at, at + 7).entries for at in range(0, 35, 7)]
    assert [one for page in pages for one in page] == whole
    assert len(set(whole)) == 30
    titled = SearchEntry.objects.filter(pk__in=whole[:8]).exclude(title="").count()
    assert titled == 8, "those with the word in the title come first"


def test_a_phrase_that_stands_in_too_many_texts_is_counted_as_far_as_they_were_read(db, monkeypatch):
    monkeypatch.setattr(phrases, "LOOKED_AT", 5)
    engine().index(given([entry(n, "alpha beta") for n in range(9)]))
    answer = engine().search(replace(ALL, phrases=(("alpha", "beta"),)), 0, 20)
    assert (answer.total, answer.is_more) == (5, True)
    answer = engine().search(replace(ALL, phrases=(("alpha", "beta"),), edition="e1"), 0, 20)
    assert (answer.total, answer.is_more) == (3, False)


def test_an_interruption_leaves_nothing_that_is_found_or_missed(db):
    engine().index(given([entry(1, "alpha")]))
    gathered = Gathered()
    gathered.add(77, entry(77, "alpha"), EVERYBODY)
    segments._write_postings(999, gathered.postings())  # a segment that never came to stand
    SearchEntryFactory(pk=9_000, thing=88, title="alpha")
    assert found(replace(ALL, words=("alpha",))) == {1}
    engine().tidy(whole=True)
    assert not SearchPosting.objects.filter(segment=999).exists()
    assert list(SearchEntry.objects.values_list("thing", flat=True)) == [1], "it is taken in again by the rebuild"
    SearchEntry.objects.filter(thing=1).delete()
    engine().tidy(whole=True)
    assert engine().search(replace(ALL, words=("alpha",)), 0, 20).total == 0


def test_an_entry_that_goes_while_its_segment_is_written_is_gone(db):
    number = segments.lock(1)
    gathered = Gathered()
    gathered.add(number, entry(1, "alpha"), EVERYBODY)
    segments.add(gathered.members, gathered.postings())
    assert engine().search(replace(ALL, words=("alpha",)), 0, 20).total == 0


def test_many_entries_are_read_beside_this_process_and_found_alike(db, monkeypatch):
    monkeypatch.setattr(own, "BATCH", 3)
    monkeypatch.setattr(own, "FEW", 6)
    monkeypatch.setattr(own, "SEGMENT", 9)
    monkeypatch.setattr(own, "cores", lambda: 2)
    started = []
    monkeypatch.setattr(own, "Beside", lambda: started.append(helpers.Beside()) or started[-1])
    many = [entry(n, f"alpha {WORDS[n % 7 + 1]}", language="en") for n in range(40)]
    assert engine().index(given(many)) == 40
    assert len(started) == 1
    assert all(one.poll() == 0 for one in started[0]._processes), "they have ended"
    assert found(replace(ALL, words=("alpha",))) == set(range(40))
    for at, word in enumerate(WORDS[1:8]):
        assert found(replace(ALL, words=(word,))) == set(range(at, 40, 7))


def test_no_process_is_started_for_what_is_read_sooner_here(db, monkeypatch):
    monkeypatch.setattr(own, "BATCH", 3)
    monkeypatch.setattr(own, "FEW", 60)
    monkeypatch.setattr(own, "cores", lambda: 2)
    monkeypatch.setattr(own, "Beside", lambda: pytest.fail("a process was started"))
    assert engine().index(given([entry(n, "alpha", language="en") for n in range(9)])) == 9, "45 letters"
    many = [entry(n, "alpha " * 10, language="en") for n in range(20, 23)]
    assert engine().index(given(many)) == 3, "much, but nothing comes after it"


def test_what_is_the_same_is_left_alone_and_numbers_are_never_given_twice(db):
    engine().index(given([entry(1, "alpha"), entry(2, "beta")]))
    before = SearchMark.objects.get(pk=1).number
    assert engine().index(given([entry(1, "alpha"), entry(2, "beta")])) == 0
    assert engine().index(given([entry(1, "alpha"), entry(2, "gamma")])) == 1
    assert SearchEntry.objects.get(thing=2).pk == before + 1
    members = [BitMap.deserialize(bytes(one.members)) for one in SearchSegment.objects.all()]
    assert sum(map(len, members)) == len(BitMap.union(*members))


def test_an_entry_says_its_sessions_and_parties_as_they_were_given(db):
    engine().index(given([entry(1, "alpha", sessions=("1.4", "2.1"), parties=("exercise-bermea",))]))
    stored = SearchEntry.objects.get(kind="finding", thing=1, language="xx")
    assert (stored.sessions, stored.parties) == (["1.4", "2.1"], ["exercise-bermea"])
