"""Words as they are compared: without capitals, accents and signs, whole and as stems, in any content language.

Everything here is a function of the text and its language alone, so that every database finds the same.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import Stemmer

STEMMERS = {
    "en": "english", "fr": "french", "es": "spanish", "nl": "dutch", "ar": "arabic", "ru": "russian",
    "pt": "portuguese",
}
LONGEST = 60
"""Letters of a word that count."""
MAIN, AT_LEAST = 15, 2
"""How many of the most frequent words of a text are its main words, and how often they stand in it."""
_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_MARKS = dict.fromkeys((*range(0x064B, 0x0660), *range(0x06D6, 0x06EE), 0x0670, 0x0640, 0x200C, 0x200D))
"""Signs within Arabic words that are written or not: vowels, tatweel, joiners."""
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


def fold(word: str) -> str:
    """A word without capitals and accents, its Arabic letters in one form, its digits as 0 to 9."""
    if word.isascii():
        return word.lower()[:LONGEST]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).translate(_MARKS).casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_LETTERS)
    if not bare.isascii():
        bare = "".join(str(unicodedata.digit(sign, "")) if sign.isdigit() else sign for sign in bare)
        bare = unicodedata.normalize("NFC", bare)
    return bare[:LONGEST]


def words_in(text: str) -> list[str]:
    """The words of a text in their order, without capitals but with accents, as stemmers want them."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_MARKS)
    return _WORD.findall(text.casefold())


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


class _Known(dict[str, tuple[str, tuple[str, ...]]]):
    """What each word of a language is: folded, and the forms it is indexed under; worked out once a word."""

    MOST = 400_000

    def __init__(self, language: str) -> None:
        super().__init__()
        self._stop = _STOP.get(language, frozenset())
        self._stemmer = Stemmer.Stemmer(STEMMERS[language]) if language in STEMMERS else None

    def __missing__(self, word: str) -> tuple[str, tuple[str, ...]]:
        if len(self) > self.MOST:
            self.clear()
        plain = fold(word)
        forms: dict[str, None] = {}
        if plain and plain not in self._stop:
            forms[plain] = None
            if is_han(plain):
                forms = dict.fromkeys((*plain, *_han_parts(plain)))
            else:
                forms.update(dict.fromkeys(self.stems(word, plain)))
        forms.pop("", None)
        self[word] = plain, tuple(forms)
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
class Bag:
    """The forms a text is found under: of its title, its main words, all of it; and its words in order."""

    title: frozenset[str]
    main: frozenset[str]
    all: frozenset[str]
    plain: str


def bag(title: str, about: str, text: str, language: str) -> Bag:
    """What a text with a title and a few words about it is found under in its language."""
    own = known(language)
    in_title, in_about, in_text = words_in(title), words_in(about), words_in(text)
    of_title = {form for word in set(in_title) for form in own[word][1]}
    main = of_title | {form for word in set(in_about) for form in own[word][1]}
    counted = Counter(in_text)
    left = MAIN
    for word, times in counted.most_common(4 * MAIN):
        if times < AT_LEAST or not left:
            break
        if own[word][1] and len(word) > 2:
            main.update(own[word][1])
            left -= 1
    every = set(main)
    for word in counted:
        every.update(own[word][1])
    ordered = (own[word][0] for part in (in_title, in_about, in_text) for word in part)
    return Bag(frozenset(of_title), frozenset(main), frozenset(every), f" {' '.join(ordered)} ")
