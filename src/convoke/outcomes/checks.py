"""What findings, actions and reports due tell of the rules."""

from collections import defaultdict

from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.policy import readable
from convoke.editions.checks import Answer, Look, Reason, check, met, shown, unsaid
from convoke.programme.checks import each_session, named, no_programme, sessions, working
from convoke.programme.models import Theme

from .models import Action, CrossReference, Finding, ReportDue, SessionReference


@check("om-93", needs="record")
def nobody_is_named(look: Look) -> Answer:
    """FLO-1: no finding says who spoke."""
    number = readable(look.actor, Finding).filter(edition=look.edition).count()
    if not number:
        return unsaid(_("No finding of this edition is on record."))
    said = _("%(number)s findings are on record, and none of them has a place for the name of who spoke (FLO-1).")
    return met(Reason(said % {"number": number}, look.edition, ((_("findings"), number),)))


@check("pr-07", needs="record")
def horizontal_issues_run_through(look: Look) -> Answer:
    """Every session touches each horizontal issue the rule names."""
    wanted = [str(code).replace("_", "-") for code in look.constraint.get("issues") or []]
    known = readable(look.actor, Theme).filter(edition=look.edition, kind=Theme.Kind.HORIZONTAL)
    titles = {one.code: str(one.title) for one in known}
    if not working(look):
        return no_programme()
    absent = [code for code in wanted if code not in titles]
    touched = _touched(look)
    lacking = []
    for session in working(look):
        missing = [titles.get(code, code) for code in wanted if code not in touched[session.pk] or code in absent]
        if missing:
            said = _("%(session)s: nothing on record touches %(issues)s.")
            lacking.append((session, said % {"session": named(session), "issues": formats.phrase(missing)}))
    return each_session(look, lacking, _("In each of the %(number)s sessions, every issue of the rule is touched."))


def _touched(look: Look) -> dict[int, set[str]]:
    """The codes of the horizontal issues that anything on record ties to each session; four queries."""
    touched: dict[int, set[str]] = defaultdict(set)
    told = readable(look.actor, SessionReference).filter(edition=look.edition, session__isnull=False)
    for session, code in told.values_list("session", "themes__code"):
        touched[session].add(str(code))
    for own in (readable(look.actor, Finding), readable(look.actor, Action)):
        tied = own.filter(edition=look.edition, session__isnull=False, horizontal__isnull=False)
        for session, code in tied.order_by().values_list("session", "horizontal__code").distinct():
            touched[session].add(str(code))
    cited = readable(look.actor, CrossReference).filter(edition=look.edition, to_session__isnull=False)
    for session, code in cited.filter(finding__theme__isnull=False).values_list("to_session", "finding__theme__code"):
        touched[session].add(str(code))
    return touched


@check("pr-09", needs="end")
def sessions_propose_action(look: Look) -> Answer:
    """Each session yields as many proposals for action as the rule says."""
    least = look.number("min", 1)
    counts: dict[int, int] = defaultdict(int)
    own = readable(look.actor, Action).filter(edition=look.edition, group=Action.Group.OUTCOME, session__isnull=False)
    for session in own.values_list("session", flat=True):
        counts[session] += 1
    lacking = [
        (one, _("%(session)s: %(number)s proposals are on record, the rule names %(least)s.") % {
            "session": named(one), "number": counts[one.pk], "least": least})
        for one in working(look) if counts[one.pk] < least
    ]
    answer = each_session(look, lacking, _("Each of the %(number)s sessions has proposals for action on record."))
    figures = tuple((one.code, counts[one.pk]) for one in sessions(look) if counts[one.pk])
    if not figures:
        return answer
    return type(answer)(answer.result, (*answer.reasons, Reason(_("Proposals by session."), figures=figures)))


@check("pr-22", needs="end")
def follow_up_is_reported(look: Look) -> Answer:
    """The reports due on follow-up, and how many name who reports."""
    due = list(readable(look.actor, ReportDue).filter(edition=look.edition).prefetch_related("reporters"))
    if not due:
        return unsaid(_("No report on follow-up is announced on record."))
    named_ = sum(bool(one.reporters.all()) for one in due)
    figures = ((_("reports due"), len(due)), (_("with a reporter on record"), named_))
    return shown(Reason(_("Reports announced to the next edition or a body of the forum."), due[0], figures))
