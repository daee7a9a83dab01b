"""What all factories share."""

import factory

PASSAGES = [{"file": "report.txt", "lines": "1-2"}]


def text(words: str) -> factory.Sequence:
    """A text in English, different for each record."""
    return factory.Sequence(lambda n: {"en": f"{words} {n}"})
