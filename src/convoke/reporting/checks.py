"""What published reports and their sources tell of the rules."""

from django.utils.translation import gettext as _

from convoke.core.policy import readable
from convoke.editions.checks import Answer, Look, Reason, check, met, unsaid
from convoke.editions.models import Milestone
from convoke.library.models import Source

from .models import PublishedReport


@check("om-94", "pr-16", needs="end")
def meeting_ends_with_a_report(look: Look) -> Answer:
    """The report of the meeting is on record as a source, or was composed here."""
    files = {passage["file"] for passage in look.edition.passages}
    sources = list(readable(look.actor, Source).filter(file__in=files, kind="report"))
    reasons = [Reason(_("On record as a source: %(title)s.") % {"title": one.short}, look.edition) for one in sources]
    published = readable(look.actor, PublishedReport).filter(edition=look.edition, made_at__date__lte=look.on)
    number = published.count()
    if number:
        said = _("The outcome report was composed and published here.")
        reasons.append(Reason(said, published[0], ((_("files"), number),)))
    if reasons and look.modality.code != "om-94":
        reasons.append(Reason(_("How widely it was spread is not on record.")))
    return met(*reasons) if reasons else unsaid(_("No report of this meeting is on record."))


@check("pr-28", needs="end")
def report_reaches_member_states(look: Look) -> Answer:
    """What the calendar says of sending the report through the United Nations, which carries no date."""
    found = [one for one in look.shared.milestones if one.kind == Milestone.Kind.DOCUMENT and one.starts_on is None]
    reasons = [Reason(_("In the calendar without a date: %(milestone)s.") % {"milestone": one.title}, one)
               for one in found]
    return unsaid(*reasons, _("The document by which the report was sent would settle it."))
