"""Whatever an operation writes into the journal can be said as a sentence."""

import re

import pytest

from convoke.core.models import JournalEntry
from convoke.web.journal_words import SENTENCES, sentence
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "convoke"
VERB = re.compile(r"""operation\([^)]*?\bverb="([a-z-]+)\"""", re.DOTALL)
OPERATIONS = "\n".join(
    path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if "operations" in str(path.relative_to(SOURCE))
    or "exercise" in str(path.relative_to(SOURCE))
)
VERBS = sorted({verb for path in SOURCE.rglob("*.py") for verb in VERB.findall(path.read_text(encoding="utf-8"))})


def test_operations_are_found():
    assert len(VERBS) > 5


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_of_an_operation_has_a_sentence(verb):
    assert verb in SENTENCES


@pytest.mark.parametrize("verb", sorted(SENTENCES))
def test_no_sentence_is_left_without_an_operation(verb):
    assert verb in VERBS or f'"{verb}"' in OPERATIONS


def test_a_verb_of_an_earlier_version_is_shown_as_it_stands():
    assert sentence(JournalEntry(verb="paint")) == "paint"
