"""Whatever outreach does stands in the journal as a sentence, in every language."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

import convoke.outreach.operations as operations
from convoke.core.models import JournalEntry
from convoke.web.journal_words import SENTENCES, sentence

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(operations.__file__).parent.glob("*.py"))
VERBS = sorted({*re.findall(r'verb="([\w-]+)"', SOURCES), "resend-delivery", "count-as-sent"})
FACTS = {
    "about": "focal-point", "means": "phone", "result": "reached", "number": 1, "sent_to": 2, "recipients": 3,
    "not_sent": 4, "reason": "5.1.1 no such user",
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_sentence(verb):
    assert verb in SENTENCES
    entry = JournalEntry(verb=verb, object_key="a-notice", party="bel", facts=FACTS)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said = sentence(entry)
        assert said
        assert said != verb
        assert "%(" not in said
