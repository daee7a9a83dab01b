"""OUT-1: the forum binds nobody, and its words do not reproach anybody, in any language."""

import re

import pytest
from babel.messages.pofile import read_po

from tests.conftest import ROOT

CATALOGUES = sorted((ROOT / "src" / "convoke" / "locale").glob("*/LC_MESSAGES/django.po"))
REPROACHES = {
    "en": r"\boverdue\b|\bfailed to\b|\bin default\b|\bobliged?\b|\bobligat|(?<!non-)\bbinding\b|\bcompl(y|ian)",
    "fr": r"en retard|obligation|obligé|\bmanqu(é|ement)|(?<!non )\bcontraignant|en souffrance|défaillan",
    "es": r"atrasad|vencid[oa]|con retraso|obligaci|obligad|(?<!no )\bvinculante|incumpl",
    "nl": r"achterstallig|te laat\b|verplicht|(?<!niet-)(?<!niet )\bbindend|in gebreke|verzuim",
    "ar": r"متأخر|إلزام|(?<!غير )(?<!لا شيء )ملزم|تخلّف|تقصير",
}
NOTHING = re.compile(r"لا شيء [^.]*?(?=ملزم)")
"""“Nothing that is said here is binding” reproaches nobody."""


def messages(path) -> list[tuple[str, str]]:
    """Every message of a catalogue, as (English, translation)."""
    with path.open("rb") as handle:
        catalogue = read_po(handle)
    found = []
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        found += [(ids[0], text) for text in texts if ids[0]]
    return found


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_out_1_no_message_says_that_a_state_is_bound_or_late(path):
    language = path.parent.parent.name
    for english, text in messages(path):
        assert not re.search(REPROACHES["en"], english, re.IGNORECASE), english
        assert not re.search(REPROACHES[language], NOTHING.sub("لا شيء ", text), re.IGNORECASE), text


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
@pytest.mark.parametrize("word", ["volunteered", "named in the report", "governments are invited", "report due"])
def test_out_1_the_words_of_the_forum_are_said_in_every_language(path, word):
    assert [text for english, text in messages(path) if english == word and text]
