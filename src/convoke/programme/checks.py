"""What the programme tells of the rules: sessions, papers, panels, teams, themes."""

from collections import Counter

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.bodies.checks import FRIENDS, STEERING, meetings
from convoke.bodies.models import BodyMember
from convoke.core import formats
from convoke.core.periods import in_force
from convoke.core.policy import readable
from convoke.directory.models import GOVERNMENTS, Party, PartyKind
from convoke.directory.queries import parties_of_un
from convoke.editions.checks import Answer, Look, Reason, check, judge, met, shown, unmet, unsaid
from convoke.editions.models import Edition
from convoke.library.models import Document

from .agenda.continuity import RULE, Limits, continued_by
from .models import Basis, PanelRole, Role, Session, Statement, TeamMember, Theme
from .states import TeamState
from .teams.checking import teams_balanced

ORGANISATIONS = (PartyKind.ORGANISATION, PartyKind.REGIONAL_BODY, PartyKind.RCP)


def sessions(look: Look) -> list[Session]:
    """The sessions of the edition with panels, papers and teams; five queries an evaluation."""
    panel = readable(look.actor, PanelRole).select_related("party", "person")
    found = readable(look.actor, Session).filter(edition=look.edition).select_related("roundtable", "edition")
    found = found.prefetch_related(
        Prefetch("panel", panel), Prefetch("papers", readable(look.actor, Document)),
        Prefetch("team", readable(look.actor, TeamMember).filter(state=TeamState.MEMBER).select_related("party")),
        Prefetch("statements", readable(look.actor, Statement).select_related("party")),
    )
    return look.once("sessions", lambda: list(found.order_by("order")))


def working(look: Look) -> list[Session]:
    """The sessions of the roundtables."""
    return [one for one in sessions(look) if one.kind == Session.Kind.ROUNDTABLE]


def no_programme() -> Answer:
    """No session of the edition is on record."""
    return unsaid(_("No programme of this edition is on record yet."))


def named(session: Session) -> str:
    """A session by its code and title."""
    return _("Session %(code)s, %(title)s") % {"code": session.code, "title": session.title}


def each_session(look: Look, lacking: list[tuple[Session, str]], fine: str) -> Answer:
    """One reason for each session that lacks something; otherwise one for all of them."""
    found = working(look)
    if not found:
        return no_programme()
    if not lacking:
        return met(Reason(fine % {"number": len(found)}, figures=((_("sessions"), len(found)),)))
    return unmet(*[Reason(said, session) for session, said in lacking])


def taking_part(look: Look) -> list[Party]:
    """The parties on panels, in teams and in the general debate."""
    found: dict[int, Party] = {}
    for session in sessions(look):
        own = [one.party for one in session.panel.all()] + [one.party for one in session.team.all()]
        for party in [*own, *(one.party for one in session.statements.all())]:
            if party:
                found[party.pk] = party
    return list(found.values())


@check("om-02", needs="record")
def members_and_observers_take_part(look: Look) -> Answer:
    """Every state on record in the sessions was a member or observer of the United Nations."""
    states = [party for party in taking_part(look) if party.kind in GOVERNMENTS]
    if not states:
        return no_programme()
    on = look.edition.starts_on or look.on
    allowed = set(parties_of_un(on).values_list("pk", flat=True))
    others = [party for party in states if party.pk not in allowed]
    if others:
        said = _("%(party)s has a part in the programme and was neither member nor observer of the United Nations.")
        return unmet(*[Reason(said % {"party": look.name(party)}, party) for party in others])
    said = ngettext(
        "%(number)s government has a part in the programme; it was a member or observer of the United Nations.",
        "%(number)s governments have a part in the programme; all were members or observers of the United Nations.",
        len(states),
    )
    return met(Reason(said % {"number": len(states)}, look.edition, ((_("governments"), len(states)),)))


@check("om-03", needs="record")
def organisations_observe(look: Look) -> Answer:
    """Which international and regional bodies had a part in the sessions."""
    found = [party for party in taking_part(look) if party.kind in ORGANISATIONS]
    if not found:
        return unsaid(_("The rule leaves it open; no such body is on record in the programme."))
    said = _("International and regional bodies with a part in the programme: %(parties)s.")
    return met(Reason(said % {"parties": look.phrase(found)}, look.edition, ((_("bodies"), len(found)),)))


@check("om-11", needs="record")
def host_presides(look: Look) -> Answer:
    """The host government presides over the preparatory meetings and the plenaries; a shared chair is said."""
    host = look.edition.chair
    plenaries = [one for one in sessions(look) if one.kind == Session.Kind.PLENARY]
    if host is None or not plenaries:
        return no_programme()
    reasons, wrong = [], 0
    for session in plenaries:
        chairs = [one for one in session.panel.all() if one.role in (Role.CHAIR, Role.CO_CHAIR)]
        own = [one for one in chairs if one.party_id == host.pk]
        wrong += not own
        others = sorted({one.person.name for one in chairs if one.party_id != host.pk})
        words = {"session": session.title, "party": look.name(host), "names": formats.phrase(others)}
        said = _("%(session)s: chaired by %(party)s.")
        if not own:
            said = _("%(session)s: not chaired by %(party)s.")
        elif others:
            said = _("%(session)s: chaired by %(party)s, a part of it together with %(names)s.")
        reasons.append(Reason(said % words, session))
    for meeting in meetings(look, FRIENDS, STEERING):
        acting = {str(name): look.shared.representatives.get(str(name), "") for name in meeting.chairs}
        wrong += bool(acting) and host.code not in acting.values()
        said = _("%(body)s, %(day)s: chaired by %(names)s.")
        reasons.append(Reason(said % {"body": meeting.body.name, "day": formats.date(meeting.starts_on),
                                      "names": formats.phrase(list(acting))}, meeting))
    elsewhere = [one for one in working(look) if not any(
        role.party_id == host.pk and role.role in (Role.CHAIR, Role.CO_CHAIR) for role in one.panel.all())]
    if elsewhere:
        reasons.append(Reason(_("Sessions of the roundtables were chaired by governments that prepared them."),
                              look.edition, ((_("sessions"), len(elsewhere)),)))
    return unmet(*reasons) if wrong else met(*reasons)


@check("om-72", needs="record")
def global_migration_group_is_asked(look: Look) -> Answer:
    """Which members of the Global Migration Group had a part in the sessions."""
    held = readable(look.actor, BodyMember).filter(
        in_force(look.on), body__forum=look.edition.forum_id, body__code="global-migration-group"
    )
    group = set(held.values_list("party", flat=True))
    found = [party for party in taking_part(look) if party.pk in group]
    if not found:
        return unsaid(_("The rule leaves it open; no member of the group is on record in the programme."))
    said = _("Members of the Global Migration Group with a part in the programme: %(parties)s.")
    return met(Reason(said % {"parties": look.phrase(found)}, look.edition, ((_("institutions"), len(found)),)))


@check("pr-03", needs="record")
def institutions_on_panels(look: Look) -> Answer:
    """How many different institutions and governments sat on the panels."""
    panel = [one for session in working(look) for one in session.panel.all()]
    if not panel:
        return no_programme()
    kinds = Counter(str(one.party.get_kind_display()) for one in panel if one.party)
    institutions = len({one.institution or one.function for one in panel if one.institution or one.function})
    return shown(
        Reason(_("Panel entries by kind of party."), look.edition, tuple(kinds.most_common())),
        Reason(_("Different institutions or functions named on the panels."), look.edition,
               ((_("institutions or functions"), institutions),)),
    )


@check("pr-05", needs="record")
def session_is_restricted(look: Look) -> Answer:
    """The session the rule names admits only whom the rule names."""
    code = str(look.constraint.get("session") or "")
    session = next((one for one in sessions(look) if one.code == code), None)
    if session is None:
        return unsaid(_("The programme of this edition has no session %(code)s.") % {"code": code})
    if not session.is_restricted:
        return unmet(Reason(_("%(session)s is open to all participants.") % {"session": named(session)}, session))
    said = _("%(session)s is restricted to: %(who)s.")
    return met(Reason(said % {"session": named(session), "who": session.restricted_to}, session))


@check("pr-06", needs="record")
def structure_of_the_roundtables(look: Look) -> Answer:
    """As many roundtables and sessions as the rule says."""
    tables = look.number("roundtables", 0)
    each = look.number("sessions_per_roundtable", 0)
    counts: Counter[str] = Counter()
    things = {}
    for session in working(look):
        if session.roundtable:
            counts[session.roundtable.code] += 1
            things[session.roundtable.code] = session.roundtable
    if not counts:
        return no_programme()
    number = len(counts)
    first = ngettext("%(number)s roundtable.", "%(number)s roundtables.", number) % {"number": number}
    reasons = [Reason(first, figures=tuple(sorted(counts.items())))]
    reasons += [Reason(ngettext(
        "%(roundtable)s has %(number)s session.", "%(roundtable)s has %(number)s sessions.", counts[code]
    ) % {"roundtable": thing.title, "number": counts[code]}, thing) for code, thing in sorted(things.items())]
    return judge(number == tables and set(counts.values()) == {each}, *reasons)


@check("pr-08", needs="record")
def papers_for_each_session(look: Look) -> Answer:
    """Each session has a background paper that the actor may read."""
    lacking = [(one, _("%(session)s: no background paper that you may read is on record.") % {"session": named(one)})
               for one in working(look) if not one.papers.all()]
    return each_session(look, lacking, _("Each of the %(number)s sessions has a background paper."))


ROLES = {
    "chair_or_moderator": {Role.CHAIR, Role.CO_CHAIR, Role.MODERATOR},
    "speaker": {Role.SPEAKER, Role.PANELLIST},
    "discussant": {Role.DISCUSSANT},
    "rapporteur": {Role.RAPPORTEUR},
}


@check("pr-10", needs="record")
def roles_in_each_session(look: Look) -> Answer:
    """Each session has the roles the rule names; panellists speak."""
    words = {"chair_or_moderator": _("chair or moderator"), "speaker": _("speaker"), "discussant": _("discussant"),
             "rapporteur": _("rapporteur")}
    lacking = []
    for session in working(look):
        there = {one.role for one in session.panel.all()} | {one.also for one in session.panel.all()}
        missing = [str(words.get(role, role)) for role in look.constraint.get("required") or []
                   if not ROLES.get(role, {role}) & there]
        if missing:
            said = _("%(session)s: on record without %(roles)s.")
            lacking.append((session, said % {"session": named(session), "roles": formats.phrase(missing)}))
    return each_session(look, lacking, _("Each of the %(number)s sessions has every role of the rule."))


@check("pr-11", needs="record")
def papers_look_beyond(look: Look) -> Answer:
    """The governments in the teams that prepared sessions, by development and region; and PRO-1."""
    parties = {one.party.pk: one.party for session in working(look) for one in session.team.all()
               if one.party.kind in GOVERNMENTS}
    if not parties:
        return unsaid(_("Which governments prepared the papers is not on record for this edition."))
    return shown(
        Reason(_("Governments on record as preparing sessions, by development."), look.edition,
               look.counted("development", list(parties.values()))),
        Reason(_("Governments on record as preparing sessions, by region."), look.edition,
               look.counted("region", list(parties.values()))),
        *teams_balanced(look, working(look)),
    )


def themes(look: Look, edition: Edition) -> list[Theme]:
    """The themes of an edition's agenda with their reasons."""
    found = readable(look.actor, Theme).filter(edition=edition, kind=Theme.Kind.AGENDA).select_related("edition")
    return list(found.prefetch_related("reasons__earlier"))


@check("pr-12", needs="record")
def themes_rest_on_reasons(look: Look) -> Answer:
    """PRO-5: on what the themes of the agenda rest."""
    found = themes(look, look.edition)
    if not found:
        return no_programme()
    ranked = sum(any(reason.priority_id for reason in one.reasons.all()) for one in found)
    earlier = sum(bool(continued_by(one)) for one in found)
    figures = ((_("themes"), len(found)), (_("named as a priority in a survey"), ranked),
               (_("continued from an earlier edition"), earlier))
    return shown(Reason(_("On what the themes of the agenda rest."), look.edition, figures),
                 *[Reason(str(one.title), one) for one in found])


@check(RULE)
def agenda_continues_and_renews(look: Look) -> Answer:
    """As many new topics on a later agenda as the rule says; what continues only by derivation may be new."""
    edition = look.edition if look.before else look.after
    found = themes(look, edition) if edition else []
    if not edition or not found:
        return unsaid(_("No later agenda is on record."))
    limits = Limits.of(look.constraint)
    least, most = limits.fewest, limits.most
    reasons, low, high = [], 0, 0
    for theme in found:
        bases = continued_by(theme)
        low += not bases
        high += Basis.STATED not in bases
        said = _("“%(theme)s” continues an earlier theme, as its source states.")
        if not bases:
            said = _("“%(theme)s” continues no earlier theme on record.")
        elif Basis.STATED not in bases:
            said = _("“%(theme)s” continues an earlier theme by what they share; no source states it.")
        reasons.append(Reason(said % {"theme": theme.title}, theme))
    words = {"edition": look.title(edition), "low": low, "high": high, "least": least, "most": most}
    first = Reason(
        _("%(edition)s has between %(low)s and %(high)s new topics on record; the rule names %(least)s to %(most)s.")
        % words,
        edition, ((_("themes"), len(found)), (_("new at least"), low), (_("new at most"), high)),
    )
    if least <= low and high <= most:
        return met(first, *reasons)
    return unmet(first, *reasons) if high < least or low > most else unsaid(first, *reasons)
