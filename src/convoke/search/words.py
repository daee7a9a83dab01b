"""Words as they are compared: without capitals, accents and signs, whole and as stems, in any content language.

Everything here is a function of the text and its language alone, so that every database finds the same.
"""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import Stemmer

STEMMERS = {
    "en": "english", "fr": "french", "es": "spanish", "nl": "dutch", "ar": "arabic", "ru": "russian",
    "pt": "portuguese",
}
LONGEST = 60
"""Letters of a word that count."""
MAIN, AT_LEAST = 15, 2
"""How many of the most frequent words of a text are its main words, and how often they stand in it."""
SHORT, BEGINS = 2, 4
"""Letters of the beginnings that are forms of their own: from two to four."""
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_MARKS = re.compile("[\u064b-\u065f\u06d6-\u06ed\u0670\u0640\u200c\u200d]+")
"""Signs within Arabic words that are written or not: vowels, tatweel, joiners."""
_SIGNS = "‘’‚‛“”„‟‐‑‒–—―…•·«»‹›\u00a0\u202f§€©°"
"""Signs between words beyond ASCII that stand in many texts."""
_SPACES = str.maketrans(dict.fromkeys((*string.punctuation, *map(chr, range(32)), "\x7f"), " "))
_LETTERS = str.maketrans({
    "ى": "ي", "ة": "ه", "ٱ": "ا", "ک": "ك", "ی": "ي",
    "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i",
})
STOPPED = {
    "en": "a an and are as at be by for from has have in is it its of on or that the their this to was were which with",
    "fr": "a au aux avec ce ces cette d dans de des du elle en est et il l la le les leur ne ou par pas pour qu que "
          "qui s se sur un une",
    "es": "a al como con de del e el en es la las lo los o para por que se su sus un una y",
    "nl": "aan als bij dat de den die dit door een en het in is met naar niet of om op te tot uit van voor ze zijn",
    "pt": "a ao aos as com da das de do dos e em na nas no nos o os ou para pela pelo por que se um uma",
    "ru": "а в во для за и из к как на не но о об от по при с со то у что это",
    "ar": "في من إلى على عن أن إن هذا هذه التي الذي أو ما لا مع كل بين و",
    "zh": "的 了 和 在 是",
}
"""Words that tell nothing: neither indexed nor asked for."""


def _letters() -> str:
    """The letters and digits of the first plane as a class of a pattern, which is found quicker than ``\\w``."""
    spans: list[list[int]] = []
    for code in range(0x10000):
        if chr(code).isalnum():
            if spans and spans[-1][1] == code - 1:
                spans[-1][1] = code
            else:
                spans.append([code, code])
    return "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in spans)


@cache
def _word() -> re.Pattern[str]:
    """A word of the first plane; made when first asked for, as that takes a fiftieth of a second."""
    return re.compile(f"[{_letters()}]+")


_ANY_WORD = re.compile(r"[^\W_]+")


def fold(word: str) -> str:
    """A word without capitals and accents, its Arabic letters in one form, its digits as 0 to 9."""
    if word.isascii():
        return word.lower()[:LONGEST]
    plain = unicodedata.normalize("NFKD", _MARKS.sub("", unicodedata.normalize("NFKC", word)).casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_LETTERS)
    if not bare.isascii():
        bare = "".join(str(unicodedata.digit(sign, "")) if sign.isdigit() else sign for sign in bare)
        bare = unicodedata.normalize("NFC", bare)
    return bare[:LONGEST]


def words_in(text: str) -> list[str]:
    """The words of a text in their order, without capitals but with accents, as stemmers want them."""
    if not text.isascii():
        for sign in _SIGNS:
            text = text.replace(sign, " ")
    if text.isascii():
        return text.lower().translate(_SPACES).split()
    text = _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return (_word() if max(text) < "\U00010000" else _ANY_WORD).findall(text)


def fold_text(text: str) -> str:
    """The words of a text, folded, in their order with one space between."""
    own = known("")
    return " ".join(own[word][0] for word in words_in(text))


def is_han(word: str) -> bool:
    """Whether a word is written without spaces between words, as Chinese is."""
    return bool(_HAN.search(word))


_STOP = {language: frozenset(fold(word) for word in words.split()) for language, words in STOPPED.items()}
_ANY_STOP = frozenset().union(*_STOP.values())


def is_stopped(word: str) -> bool:
    """Whether a folded word tells nothing in one of the languages."""
    return word in _ANY_STOP


def _han_parts(word: str) -> list[str]:
    return [word] if len(word) == 1 else [word[at:at + 2] for at in range(len(word) - 1)]


class _Known(dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]):
    """What each word of a language is: folded, the forms it is indexed under and their beginnings; once a word."""

    MOST = 400_000

    def __init__(self, language: str) -> None:
        super().__init__()
        self._stop = _STOP.get(language, frozenset())
        self._stemmer = Stemmer.Stemmer(STEMMERS[language]) if language in STEMMERS else None

    def __missing__(self, word: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        if len(self) > self.MOST:
            self.clear()
        plain = fold(word)
        forms: dict[str, None] = {}
        begun: dict[str, None] = {}
        if plain and plain not in self._stop:
            if is_han(plain):
                forms = dict.fromkeys((*plain, *_han_parts(plain)))
            else:
                forms = dict.fromkeys((plain, *self.stems(word, plain)))
                forms.pop("", None)
                begun = {form[:size]: None for form in forms for size in range(SHORT, min(len(form), BEGINS) + 1)}
        self[word] = plain, tuple(forms), tuple(begun)
        return self[word]

    def stems(self, word: str, plain: str) -> list[str]:
        """The stems of a word as it is written and as it is folded; none in a language without a stemmer."""
        return [fold(self._stemmer.stemWord(one)) for one in (word, plain)] if self._stemmer else []


_known: dict[str, _Known] = {}


def known(language: str) -> _Known:
    """What the words of a language are."""
    if language not in _known:
        _known[language] = _Known(language)
    return _known[language]


def asked_forms(word: str, languages: tuple[str, ...]) -> list[str]:
    """The forms under which a word asked for is looked up: as it is, and its stem in each language."""
    plain = fold(word)
    forms = {plain: None}
    for language in languages:
        if language in STEMMERS:
            forms.update(dict.fromkeys(known(language).stems(word, plain)))
    forms.pop("", None)
    return list(forms)


def parts_asked(word: str) -> list[str]:
    """A folded word of a script without spaces as the pairs it is looked up by; others as they are."""
    return _han_parts(word) if is_han(word) else [word]


@dataclass(frozen=True)
class Words:
    """The words of a text, each once: of its title, the main ones, all of them."""

    title: Collection[str]
    main: Collection[str]
    all: Collection[str]


def words_of(title: str, about: str, text: str, language: str) -> Words:
    """The words of a text with a title and a few words about it, in its language."""
    of_title = set(words_in(title))
    counted = Counter(words_in(text))
    main = of_title.union(words_in(about))
    every = main.union(counted) if main - counted.keys() else counted
    return Words(of_title, main.union(_frequent(counted, known(language))), every)


def _frequent(counted: Counter[str], own: _Known) -> list[str]:
    """The words that stand most often in a text and tell something."""
    most = sorted(counted.values(), reverse=True)[:4 * MAIN]
    least = max(AT_LEAST, most[-1]) if most else AT_LEAST
    frequent = [(times, word) for word, times in counted.items() if times >= least and len(word) > 2]
    frequent.sort(reverse=True)
    return [word for _times, word in frequent if own[word][1]][:MAIN]
