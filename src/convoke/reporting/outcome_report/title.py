"""The title page."""

from django.utils.translation import gettext as _

from convoke.core import clock, formats
from convoke.reporting.document import Fact, Line, TitlePage

from .composer import Composer


def page(composer: Composer) -> TitlePage:
    """Whose report it is, of what, when and where, and what the text is worth."""
    edition, v = composer.records.edition, composer.voice
    return TitlePage(
        forum=v.said(edition.forum.name),
        acronym=edition.forum.acronym,
        title=_("Outcome report"),
        subtitle=v.said(edition.name) or composer.edition_name(edition),
        when_and_where=_when_and_where(composer),
        facts=tuple(_facts(composer)),
        status=tuple(_status(composer)),
        accent=edition.accent,
    )


def _when_and_where(composer: Composer) -> Line:
    edition, v = composer.records.edition, composer.voice
    place = v.said(edition.city)
    if not (edition.starts_on and edition.ends_on):
        return composer.edition_name(edition)
    days = formats.period(edition.starts_on, edition.ends_on, composer.language)
    return v.phrase(_("%(place)s, %(days)s"), place=place, days=days) if place else v.own(days)


def _facts(composer: Composer) -> list[Fact]:
    edition, v = composer.records.edition, composer.voice
    facts = []
    if edition.chair:
        facts.append(Fact(_("Chair-in-Office"), v.own(composer.records.names.name(edition.chair))))
    if edition.theme:
        facts.append(Fact(_("General theme"), v.said(edition.theme)))
    if edition.languages:
        known = formats.locale_for(composer.language).languages
        facts.append(
            Fact(
                _("Languages of the meeting"),
                v.listed(v.own(known.get(code, code)) for code in edition.languages),
            )
        )
    return facts


def _status(composer: Composer) -> list[Line]:
    v, today = composer.voice, formats.date(clock.today(), composer.language)
    lines = [
        v.phrase(
            _("Composed on %(date)s from the records of the forum; nothing in it binds a state."), date=today
        )
    ]
    if not composer.records.is_public:
        lines.append(v.own(_("Not for publication: it contains material that not everyone may read.")))
    return lines
