"""Papers of an exercise, in two languages."""

import datetime as dt

import pytest

from convoke.library.files.paper import Paper
from convoke.library.text.pieces import Piece

PIECES = (
    Piece("k1", "heading", 1, True, {"en": "Purpose", "ar": "الغرض"}),
    Piece("k2", "text", 0, True, {"en": "States *meet* in **Bermea**.[^1]", "ar": "تجتمع الدول في **بيرميا**.[^1]"}),
    Piece("k3", "heading", 3, False, {"en": "Steps"}),
    Piece("k4", "text", 0, True, {"en": "Not yet translated <b>here</b> & [there](https://example.org).[^1]"}),
    Piece("k5", "list", 0, False, {"en": "- one\n- two\n    1. deeper\n", "ar": "- واحد\n- اثنان"}),
    Piece("k6", "quote", 0, False, {"en": "> As was said.", "ar": "> كما قيل."}),
    Piece("k7", "table", 0, False, {
        "en": "| Party | Sum |\n|---|---|\n| Aldoria | 3 |", "ar": "| طرف | عدد |\n|---|---|\n| ألدوريا | 3 |",
    }),
    Piece("k8", "footnote", 0, False, {"en": "[^1]: See the record.", "ar": "[^1]: انظر السجل."}),
    Piece("k9", "heading", 1, True, {"en": "Nothing follows", "ar": "لا شيء"}),
)


@pytest.fixture
def paper():
    """The paper of the exercise in a language."""

    def build(language: str = "en", pieces: tuple[Piece, ...] = PIECES, **fields: object) -> Paper:
        title = {"en": "Remittances", "ar": "التحويلات"}[language]
        given = {"title": title, "symbol": "EX/2030/BP.1", "number": 2, "authors": ["Bermea (exercise)"],
                 "date": dt.date(2030, 5, 1), "forum": "Exercise forum", "original": "en", **fields}
        return Paper(language=language, pieces=pieces, **given)

    return build
