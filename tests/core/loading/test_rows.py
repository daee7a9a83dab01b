"""What files say, as rows with references by natural key."""

import pytest

from convoke.core.loading.rows import Folder, Ref, Row, loaders, passages
from convoke.core.loading.source import Place

ALDORIA = Ref("party", ("ald",))


def test_a_row_is_remembered_as_plain_data_with_its_references_in_order():
    row = Row("session", ("x", "1.1"), Place("a.yaml", 1), {"code": "1.1", "host": ALDORIA},
              {"papers": [Ref("document", ("x", "P2")), Ref("document", ("x", "P1"))]})
    assert row.values() == {
        "code": "1.1",
        "host": {"ref": ["party", "ald"]},
        "papers": {"links": [["document", "x", "P1"], ["document", "x", "P2"]]},
    }
    assert len(list(row.references())) == 3


def test_a_text_is_given_in_all_languages_that_have_it():
    folder = Folder("x", {}, {"fr": {"session": {"1.1": {"title": "Ponts"}}}, "ar": {"session": {}}})
    assert folder.translated("session", "1.1", "title", "Bridges") == {"en": "Bridges", "fr": "Ponts"}
    assert folder.translated("session", "1.2", "title", "Roads") == {"en": "Roads"}
    assert folder.translated("session", "1.1", "title", None) == {}


@pytest.mark.parametrize(
    ("entry", "cited"),
    [
        ({"source": {"file": "a.txt", "lines": "1-2"}}, [("a.txt", "1-2")]),
        (
            {"source": {"file": "a.txt", "lines": "1-2"}, "also": [{"file": "b.txt", "lines": "3-4"}]},
            [("a.txt", "1-2"), ("b.txt", "3-4")],
        ),
        ({"source_lines": "1-2, 5-6"}, [("report.txt", "1-2"), ("report.txt", "5-6")]),
        ({}, []),
    ],
)
def test_passages_come_from_the_source_or_from_bare_line_numbers(entry, cited):
    assert [(passage["file"], passage["lines"]) for passage in passages(entry, "report.txt")] == cited


def test_apps_load_in_the_order_of_their_dependencies():
    assert [loader.app for loader in loaders()] == [
        "directory", "editions", "bodies", "library", "consultation", "programme", "marketplace", "outcomes",
        "practices",
    ]
