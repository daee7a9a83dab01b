"""The outcome report of an edition, composed from its records."""

from django.utils import translation
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.languages import direction
from convoke.core.work.registry import Progress, Silent
from convoke.editions.models import Edition
from convoke.reporting import wording
from convoke.reporting.document import Report
from convoke.reporting.records import gather

from . import annexes, conclusions, follow_up, horizontal, marketplace, meeting, sources, title
from .composer import Composer
from .sessions import roundtables

_CHAPTERS = (
    meeting.summary,
    meeting.meeting,
    roundtables,
    horizontal.issues,
    conclusions.general,
    conclusions.of_the_chair,
    conclusions.way_forward,
    follow_up.follow_up,
    follow_up.definitions,
    annexes.programme,
    annexes.actions_by_level,
    annexes.suggestions,
    annexes.practices,
    marketplace.marketplace,
    sources.sources,
)
"""The chapters in their order; one with nothing to say is left out and not numbered."""


def compose(*, actor: Actor, edition: Edition, language: str, progress: Progress | None = None) -> Report:
    """Composes the outcome report of an edition in one language.

    Takes the actor on whose behalf the records are read (LIB-1), the edition, the code of
    a language of the interface, and what to tell how far it is. Gives the report, in which
    texts that are only there in another language are marked (LIB-3).
    """
    progress = progress or Silent()
    with translation.override(language):
        progress.start(len(_CHAPTERS) + 1, _("Reading the records"))
        composer = Composer(gather(actor=actor, edition=edition, language=language), language)
        progress.advance(_("Composing the report"))
        sections = []
        for chapter in _CHAPTERS:
            section = chapter(composer)
            sections += [section] if section else []
            progress.advance()
        page = title.page(composer)
        return Report(
            language=language,
            direction=direction(language),
            name=_("%(title)s: %(edition)s") % {"title": page.title, "edition": wording.plain(page.subtitle)},
            author=wording.plain(page.forum),
            title_page=page,
            contents_title=_("Contents"),
            page_of=_("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
            sections=tuple(sections),
        )
