"""Papers: begun with their symbol and first draft, changed, and given to a narrower or a wider audience."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import Denied, holders, require
from convoke.directory.models import Party
from convoke.directory.roles import OFFICE
from convoke.editions.models import Edition

from ..models import Document, DocumentVersion, Paragraph
from ..rules import WRITING
from ..text.symbols import names_number, symbol
from ._common import locked_document, words


def create_document(
    *, actor: Actor, edition: Edition, kind: str, title: Mapping[str, str], language: str,
    languages: Sequence[str] = (), audience: str = Audience.TASK_FORCE, authors: Iterable[Party] = (),
    session: str | None = None, about: Mapping[str, str] | None = None,
) -> Document:
    """Begins a document: with its code, its symbol and an empty first draft.

    ``session`` is the code of the session it is for. The office begins any; others one of which a party they
    write for is an author. Raises Denied, and ValidationError for a kind, a language, an audience or a session
    that is not known, or where there is no title.
    """
    require(actor, "create", Document)
    authors = list(authors)
    own = set(actor.acting_for(WRITING))
    if not actor.has_role(*OFFICE) and not own & {party.pk for party in authors}:
        raise Denied("create", holders(Document, "create"))
    with operation(actor=actor, verb="create-document", edition=edition.code) as recording:
        _check_languages([language, *languages])
        _check_audience(audience)
        Edition.objects.select_for_update().get(pk=edition.pk)  # two at once do not take the same code
        held = _session(edition, session)
        made = Document(
            edition=edition, kind=kind, title=words(title), about=words(about or {}), audience=audience,
            language=language, languages=_others(languages, language), order=_last_order(edition) + 1,
        )
        _check_title(made)
        made.code, made.symbol = _names(made, session or "")
        made.full_clean()
        made.save()
        made.authors.set(authors)
        if held is not None:
            made.sessions.add(held)
        DocumentVersion.objects.create(document=made, number=1, begun_at=clock.now())
        recording.on = made
        recording.facts = {
            "kind": kind, "symbol": made.symbol, "audience": audience, "authors": sorted(one.code for one in authors),
        }
    return made


def change_document(
    *, actor: Actor, document: Document, title: Mapping[str, str] | None = None,
    about: Mapping[str, str] | None = None, language: str | None = None, languages: Sequence[str] | None = None,
    authors: Iterable[Party] | None = None, session: str | None = None,
) -> Document:
    """Changes what a document is about; what is None stays, ``session=""`` takes it from its session.

    The symbol stays, so that what cites it still finds it. Authors are changed by the office alone. Raises
    Denied, and ValidationError for a language or session that is not known, a document without a title, or
    another original language once there is a text.
    """
    require(actor, "change", document)
    if authors is not None and not actor.has_role(*OFFICE):
        raise Denied("change", OFFICE)
    with operation(actor=actor, verb="change-document", on=document, edition=document.edition.code) as recording:
        present = locked_document(document)
        if title is not None:
            present.title = words(title)
            _check_title(present)
        if about is not None:
            present.about = words(about)
        if language is not None and language != present.language:
            _check_languages([language])
            if Paragraph.objects.filter(version__document=present).exists():
                raise ValidationError(_("The language a document is written in stays once there is a text."))
            present.language = language
        if languages is not None:
            _check_languages(languages)
            present.languages = _others(languages, present.language)
        present.full_clean()
        present.save()
        if authors is not None:
            present.authors.set(list(authors))
        if session is not None:
            held = _session(present.edition, session or None)
            present.sessions.set([held] if held else [])
        recording.facts = {"symbol": present.symbol}
    return present


def narrow(*, actor: Actor, document: Document, audience: str) -> Document:
    """LIB-1: gives a document to a narrower audience, at once and everywhere, also once it is published.

    Raises Denied, and ValidationError for an audience that is not narrower.
    """
    require(actor, "narrow", document)
    with operation(actor=actor, verb="narrow-document", on=document, edition=document.edition.code) as recording:
        return _give(document, audience, recording.facts, narrower=True)


def widen(*, actor: Actor, document: Document, audience: str) -> Document:
    """LIB-1: gives a document to a wider audience. Raises Denied, and ValidationError for one that is not wider."""
    require(actor, "widen", document)
    with operation(actor=actor, verb="widen-document", on=document, edition=document.edition.code) as recording:
        return _give(document, audience, recording.facts, narrower=False)


def _give(document: Document, audience: str, facts: dict[str, object], *, narrower: bool) -> Document:
    present = locked_document(document)
    _check_audience(audience)
    before, after = (Audience.values.index(one) for one in (present.audience, audience))
    if after == before or (after > before) is not narrower:
        raise ValidationError(
            _("Choose an audience narrower than “%(audience)s”.") if narrower
            else _("Choose an audience wider than “%(audience)s”."),
            params={"audience": present.get_audience_display()},
        )
    facts.update({"from": present.audience, "to": audience})
    present.audience = audience
    present.save(update_fields=["audience"])
    return present


def _check_audience(audience: str) -> None:
    accepted = [one for one in Audience if one != Audience.NAMED]  # papers keep no list of persons
    if audience not in accepted:
        raise ValidationError({"audience": _("Choose who sees it: %(accepted)s.") % {
            "accepted": ", ".join(str(one.label) for one in accepted)}})


def _check_languages(languages: Iterable[str]) -> None:
    known = dict(settings.CONVOKE_CONTENT_LANGUAGES)
    for language in languages:
        if language not in known:
            raise ValidationError({"languages": _("Unknown language: %(unknown)s. Accepted: %(accepted)s.") % {
                "unknown": str(language)[:20], "accepted": ", ".join(known)}})


def _others(languages: Iterable[str], original: str) -> list[str]:
    return [one for one in dict.fromkeys(languages) if one != original]


def _check_title(document: Document) -> None:
    if not document.title.get(document.language):
        raise ValidationError({"title": _("Write the title in the language the document is written in.")})


def _session(edition: Edition, code: str | None) -> Any:
    if not code:
        return None
    # the programme stands below the library and hangs its sessions on documents: found by that relation
    sessions: Any = Document._meta.get_field("sessions").related_model
    found = sessions._default_manager.filter(edition=edition, code=code).first()
    if found is None:
        raise ValidationError({"session": _("There is no session “%(code)s” in this edition.") % {"code": code[:40]}})
    return found


def _last_order(edition: Edition) -> int:
    last = Document.objects.filter(edition=edition).order_by("-order").values_list("order", flat=True).first()
    return last or 0


def _names(document: Document, session: str) -> tuple[str, str]:
    """A code and a symbol that no document of the edition has; where the pattern has no number, one is added."""
    edition = document.edition
    taken = Document.objects.filter(edition=edition)
    codes, symbols = set(taken.values_list("code", flat=True)), set(taken.values_list("symbol", flat=True))
    stem = f"{document.kind}-{session}" if session else document.kind
    code = next(one for number in count(1) if (one := f"{stem[:34]}-{number}") not in codes)
    forum = edition.forum
    for number in count(1):
        made = symbol(
            forum.symbol_pattern, forum.acronym or forum.code.upper(), edition.year, session, document.kind, number
        )
        if number > 1 and not names_number(forum.symbol_pattern):
            made = f"{made}/{number}"
        if made not in symbols:
            return code, made
    raise AssertionError("numbers have no end")
