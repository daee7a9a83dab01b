"""The marketplace of 2007, as its file tells it."""

import datetime as dt

import pytest

from convoke.core.actors import ANONYMOUS, system
from convoke.core.loading.source import FaultyData
from convoke.handover.operations import load_folder
from convoke.marketplace.models import OnRecord, Provider, Request, Window
from convoke.marketplace.queries import Place, facts, marketplace_of, standing
from tests.conftest import DATA


def test_the_marketplace_of_2007_is_there_with_what_could_be_asked_for(demonstration):
    found = marketplace_of(ANONYMOUS, demonstration)
    assert str(found.organiser) == "UN Department of Economic and Social Affairs (UNDESA)"
    assert found.services == [
        "information", "advice", "training", "equipment", "capacity-building", "project-development", "other",
    ]
    assert (found.minutes, found.contact) == (60, "migrationp@un.org")
    assert found.passages[0] == {"file": "002_dacc9fc2062a1cc2.txt", "lines": "8594-8609"}
    assert len(found.passages) == 4


def test_its_windows_have_days_where_the_source_has_them_and_words_where_it_has_words(demonstration):
    windows = {one.kind: one for one in Window.objects.filter(marketplace__edition=demonstration)}
    assert set(windows) == set(Window.Kind.values)
    asked, opened, watched = windows["requests"], windows["open"], windows["monitoring"]
    assert (asked.starts_on, asked.ends_on) == (dt.date(2007, 4, 20), dt.date(2007, 5, 10))
    assert (opened.starts_on, opened.ends_on, str(opened.ends)) == (dt.date(2007, 5, 18), None, "early July 2007")
    assert (str(watched.starts), str(watched.ends)) == ("second half of 2007", "first half of 2008")


def test_where_we_stand_is_said_by_days_and_not_made_up_from_words(demonstration):
    found = marketplace_of(ANONYMOUS, demonstration)

    def at(day: dt.date) -> dict[str, str]:
        return {window.kind: place for window, place in standing(found, day)}

    assert list(at(dt.date(2007, 4, 20))) == list(Window.Kind.values)
    assert at(dt.date(2007, 4, 20))["requests"] == Place.NOW
    assert at(dt.date(2007, 5, 10))["requests"] == Place.NOW
    assert at(dt.date(2007, 5, 11))["requests"] == Place.PAST
    assert at(dt.date(2007, 5, 11))["meetings"] == Place.AHEAD
    assert at(dt.date(2008, 6, 1))["open"] == Place.UNKNOWN
    assert at(dt.date(2007, 8, 1))["monitoring"] == Place.UNKNOWN


def test_every_fact_on_record_is_there_with_its_passage(demonstration):
    found = list(OnRecord.objects.filter(marketplace__edition=demonstration))
    counts = {kind: sum(one.kind == kind for one in found) for kind in OnRecord.Kind.values}
    assert counts == {"rule": 10, "scope": 6, "purpose": 2, "figure": 4, "result": 3, "issue": 2, "next-step": 6}
    assert all(one.passages for one in found)


def test_figures_that_disagree_stand_side_by_side(demonstration):
    figures = OnRecord.objects.filter(marketplace__edition=demonstration, kind="figure", text__en="meetings")
    assert [(one.qualifier, one.value, str(one.stated_in)) for one in figures] == [
        ("about", 32, "executive summary"), ("exact", 32, "Chair's conclusions"),
        ("exact", 35, "chapter on the Marketplace"),
    ]


def test_what_is_on_record_stands_by_kind(demonstration):
    assert [title for title, _group in facts(marketplace_of(ANONYMOUS, demonstration))] == [
        "Rule", "What projects were about", "What meetings were for", "Figure", "Result", "Open issue", "Next step",
    ]


def test_nothing_on_record_is_made_into_a_request_or_a_provider_of_anybody(demonstration):
    assert not Request.objects.filter(edition=demonstration).exists()
    assert not Provider.objects.filter(edition=demonstration).exists()


def test_it_is_read_with_three_queries(demonstration, queries):
    assert queries(lambda: marketplace_of(ANONYMOUS, demonstration)) == 3


@pytest.mark.parametrize(("old", "new", "said"), [
    ("information, advice, training", "information, alchemy, training", "“alchemy” is no kind of help"),
    ("id: window-open,", "id: window-alchemy,", "“window-alchemy” is no window of a marketplace"),
    ('end: "2007-05-10"', 'end: "2007-04-10"', "lies before the start"),
])
def test_what_a_file_says_wrongly_is_named_with_what_is_accepted(db, tmp_path, old, new, said):
    import shutil

    path = shutil.copytree(DATA, tmp_path / "brussels-2007")
    file = path / "marketplace.yaml"
    content = file.read_text(encoding="utf-8")
    assert content.count(old) == 1
    file.write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(FaultyData) as refused:
        load_folder(actor=system("tests"), path=path)
    assert said in str(refused.value)
    assert "marketplace.yaml" in str(refused.value)
