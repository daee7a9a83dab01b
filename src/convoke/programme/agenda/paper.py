"""The agenda as a text to be commented: a paragraph an entry, with a key that stays over all its versions."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from convoke.core.languages import Translated
from convoke.editions.models import Edition
from convoke.library.text.pieces import HEADING, LIST, TEXT, Piece

from ..models import Roundtable, Session, Theme

Texts = dict[str, str]
_MARKS = re.compile(r"([\\`*_\[\]<>])")
_BEGINS = re.compile(r"^([-+#=~|]|\d+(?=[.)]))")


def plain(text: str) -> str:
    """What an entry says as Markdown in which nothing is a mark, on one line."""
    said = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _BEGINS.sub(lambda found: f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}", said)


def languages_of(things: Iterable[Theme | Roundtable | Session]) -> list[str]:
    """The languages an agenda has titles in: the one most have first, by which it counts as written."""
    order = [code for code, _name in settings.CONVOKE_CONTENT_LANGUAGES]
    counted = Counter(language for one in things for language in one.title if language in order)
    return sorted(counted, key=lambda language: (-counted[language], order.index(language)))


class Paper:
    """An agenda being put into paragraphs; ``languages`` are those it is in, the one it is written in first.

    ``original`` is the language its text is written in already, where there is one.
    """

    def __init__(self, edition: Edition, original: str = "") -> None:
        themes = list(Theme.objects.filter(edition=edition).order_by("order", "pk"))
        self._themes = [one for one in themes if one.kind == Theme.Kind.AGENDA]
        self._horizontal = [one for one in themes if one.kind == Theme.Kind.HORIZONTAL]
        self._roundtables = list(Roundtable.objects.filter(edition=edition).order_by("number", "pk"))
        sessions = Session.objects.filter(edition=edition).order_by("order", "pk").prefetch_related("questions")
        self._sessions = list(sessions)
        found = languages_of([*themes, *self._roundtables, *self._sessions])
        self.languages = [original, *(one for one in found if one != original)] if original else found

    def pieces(self) -> list[Piece]:
        """The whole text in its order; a heading stands only where something stands under it."""
        plenaries = [one for one in self._sessions if one.roundtable_id is None]
        parts: list[tuple[str, Callable[[], str], list[Piece]]] = [
            ("themes", lambda: _("Themes"), [self._theme(one) for one in self._themes]),
            ("roundtables", lambda: _("Roundtables"), [p for one in self._roundtables for p in self._roundtable(one)]),
            ("plenaries", lambda: _("Plenary sessions"), [p for one in plenaries for p in self._session(one)]),
            ("horizontal", lambda: _("Horizontal issues"), [self._theme(one) for one in self._horizontal]),
        ]
        found: list[Piece] = []
        for key, heading, pieces in parts:
            if pieces:
                found += [Piece(key, HEADING, 1, True, self.said(heading)), *pieces]
        return found

    def said(self, words: Callable[[], str]) -> Texts:
        """Words of the interface in every language of the agenda that the interface has; in the first one always."""
        known = dict(settings.LANGUAGES)
        found = {}
        for number, language in enumerate(self.languages):
            if language in known or number == 0:
                with translation.override(language if language in known else settings.LANGUAGE_CODE):
                    found[language] = words()
        return found

    def _theme(self, theme: Theme) -> Piece:
        return Piece(f"t{theme.pk}", TEXT, 0, True, _each(theme.title, lambda language, title: _bold(
            title, theme.scope.get(language, "")
        )))

    def _roundtable(self, roundtable: Roundtable) -> list[Piece]:
        found = [Piece(f"r{roundtable.pk}", HEADING, 2, False, _each(roundtable.title, lambda _language, title: _(
            "Roundtable %(number)s: %(title)s"
        ) % {"number": roundtable.number, "title": plain(title)}))]
        if roundtable.aim:
            found.append(Piece(f"r{roundtable.pk}a", TEXT, 0, True, _each(roundtable.aim, lambda _lang, aim: plain(
                aim
            ))))
        for session in self._sessions:
            if session.roundtable_id == roundtable.pk:
                found += self._session(session)
        return found

    def _session(self, session: Session) -> list[Piece]:
        def words(language: str, title: str) -> str:
            named = title
            if session.roundtable_id is not None:
                named = _("Session %(code)s, %(title)s") % {"code": session.code, "title": title}
            only = session.restricted_to.get(language, "")
            said = [_bold(named, session.aim.get(language, ""))]
            return " ".join([*said, *([_("Restricted to: %(who)s.") % {"who": plain(only)}] if only else ())])

        found = [Piece(f"s{session.pk}", TEXT, 0, True, _each(session.title, words))]
        asked = [one.text for one in sorted(session.questions.all(), key=lambda one: (one.order, one.pk)) if one.text]
        if asked:
            found.append(Piece(f"s{session.pk}q", LIST, 0, False, self._questions(asked)))
        return found

    def _questions(self, asked: list[Mapping[str, str]]) -> Texts:
        """The questions in the languages that have all of them; in the first one whatever there is."""
        found = {}
        for number, language in enumerate(self.languages):
            if number == 0 or all(one.get(language) for one in asked):
                lines = [Translated(one).text(language) for one in asked]
                found[language] = "\n".join(f"- {plain(line)}" for line in lines)
        return found


def _each(texts: Mapping[str, str], words: Callable[[str, str], str]) -> Texts:
    """What ``words`` makes of each text, said in its own language where the interface has it."""
    found, known = {}, dict(settings.LANGUAGES)
    for language, text in texts.items():
        with translation.override(language if language in known else settings.LANGUAGE_CODE):
            found[language] = words(language, text)
    return found


def _bold(title: str, rest: str) -> str:
    said = f"**{plain(title)}**"
    return f"{said} {plain(rest)}" if rest else said
