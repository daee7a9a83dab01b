"""What the bodies and their meetings tell of the rules."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import formats
from convoke.core.audiences import Audience
from convoke.core.periods import in_force
from convoke.core.policy import readable
from convoke.directory.models import GOVERNMENTS, Party
from convoke.directory.queries import parties_of_un
from convoke.editions.checks import Answer, Look, Reason, check, judge, met, shown, unmet, unsaid

from .models import Body, BodyMeeting, BodyMember, MeetingDecision, SilenceProcedure
from .states import MeetingState, SilenceState

FRIENDS = "friends-of-the-forum"
STEERING = "steering-group"
CODES = {"friends_of_the_forum": FRIENDS, "steering_group": STEERING, "troika": "troika"}
"""The codes of bodies by the words that rules use."""


def bodies(look: Look) -> dict[str, Body]:
    """The bodies of the forum by code; one query an evaluation."""
    return look.once("bodies", lambda: {
        one.code: one for one in readable(look.actor, Body).filter(forum=look.edition.forum_id)
    })


def meetings(look: Look, *codes: str) -> list[BodyMeeting]:
    """The meetings of bodies held by the date that prepared the edition: after the meeting before, until its own."""
    held = look.once("meetings", lambda: list(_held(look)))
    return [one for one in held if one.body.code in codes]


def _held(look: Look) -> QuerySet[BodyMeeting]:
    found = readable(look.actor, BodyMeeting).filter(
        body__forum=look.edition.forum_id, state=MeetingState.HELD, ends_on__lte=look.on
    )
    if look.before and look.before.ends_on:
        found = found.filter(starts_on__gt=look.before.ends_on)
    if look.edition.starts_on:
        found = found.filter(ends_on__lt=look.edition.starts_on)
    return found.select_related("body", "edition").order_by("starts_on", "code")


def reads_friends(look: Look) -> bool:
    """Whether the actor reads what is meant for the Friends of the Forum, and so all of their meetings."""
    return look.actor.is_system or Audience.FRIENDS.value in look.actor.audiences


def told(look: Look, meeting: BodyMeeting) -> Reason:
    """A meeting as a reason of its own."""
    words = {"body": meeting.body.name, "day": formats.date(meeting.starts_on), "place": meeting.place}
    said = _("%(body)s, %(day)s, %(place)s.") if meeting.place else _("%(body)s, %(day)s.")
    return Reason(said % words, meeting)


def none_held(look: Look) -> Answer:
    """No meeting on record that the actor may read."""
    return unsaid(_("No meeting that you may read was held by this date in preparation of this edition."))


def states_of(look: Look) -> QuerySet[Party]:
    """Members and observers of the United Nations on the date."""
    return parties_of_un(look.on)


@check("om-40")
def friends_are_open(look: Look) -> Answer:
    """All members and observers of the United Nations belong to the Friends of the Forum."""
    body = bodies(look).get(FRIENDS)
    if body is None:
        return unsaid(_("The Friends of the Forum are not on record as a body."))
    number = states_of(look).count()
    if body.composition == Body.Composition.UNITED_NATIONS:
        said = _("By its composition, every member and observer state of the United Nations belongs to it: %(number)s.")
        return met(Reason(said % {"number": number}, body, ((_("members and observers"), number),)))
    entered = readable(look.actor, BodyMember).filter(in_force(look.on), body=body, party__in=states_of(look)).count()
    said = _("%(number)s of %(total)s member and observer states are entered as members.")
    return judge(entered == number, Reason(said % {"number": entered, "total": number}, body))


@check("om-41")
def observers_of_the_friends(look: Look) -> Answer:
    """Organisations observe the meetings of the Friends of the Forum where they are asked to."""
    held = [one for one in meetings(look, FRIENDS) if one.present or _organisations(one)]
    if not held:
        return unsaid(_("The rule leaves it open; no observer at a meeting is on record by this date."))
    reasons = []
    for one in held:
        said = _("%(body)s, %(day)s: others were present.") % {
            "body": one.body.name, "day": formats.date(one.starts_on)}
        number = _organisations(one)
        reasons.append(Reason(said, one, ((_("organisations"), number),) if number else ()))
    return met(*reasons)


def _organisations(meeting: BodyMeeting) -> int:
    return sum(
        int(figure.get("value") or 0) for figure in meeting.figures
        if isinstance(figure, dict) and "organisation" in str(figure.get("what", figure.get("unit", "")))
    )


@check("om-45")
def friends_meet_between_forums(look: Look) -> Answer:
    """BOD-1: as many meetings of the Friends between two editions' meetings as the rule says."""
    least = look.number("min", 0)
    if FRIENDS not in bodies(look):
        return unsaid(_("The Friends of the Forum are not on record as a body."))
    held, edition = meetings(look, FRIENDS), look.edition
    number = len(held)
    said = ngettext(
        "%(number)s meeting of the Friends of the Forum before the meeting of this edition; the rule names %(least)s.",
        "%(number)s meetings of the Friends of the Forum before the meeting of this edition; the rule names %(least)s.",
        number,
    ) % {"number": number, "least": least}
    reasons = [Reason(said, figures=((_("meetings held"), number),)), *[told(look, one) for one in held]]
    if number >= least:
        return met(*reasons)
    if not reads_friends(look):
        return unsaid(*reasons, _("Meetings that only the Friends of the Forum read are not counted here."))
    if edition.starts_on is None or look.on < edition.starts_on:
        return unsaid(*reasons, _("The meeting of this edition lies ahead, and more may be held."))
    return unmet(*reasons)


@check("om-44", "om-28")
def chair_chairs(look: Look) -> Answer:
    """The Chair-in-Office chairs the meetings of a body; a chair that was shared is said."""
    codes = [CODES.get(word, word) for word in look.constraint.get("applies_to") or []]
    held = meetings(look, *codes)
    return chaired(look, held) if held else none_held(look)


def chaired(look: Look, held: list[BodyMeeting]) -> Answer:
    """Whether somebody of the Chair chaired each meeting."""
    reasons, wrong, unknown = [], 0, 0
    host = look.edition.chair.code if look.edition.chair else ""
    for one in held:
        acting = {str(name): look.shared.representatives.get(str(name), "") for name in one.chairs}
        words = {"body": one.body.name, "day": formats.date(one.starts_on), "names": formats.phrase(list(acting))}
        if not acting:
            unknown += 1
            said = _("%(body)s, %(day)s: who chaired is not on record.")
        elif host in acting.values():
            said = _("%(body)s, %(day)s: chaired by %(names)s, one of them for the Chair.") if len(acting) > 1 else _(
                "%(body)s, %(day)s: chaired by %(names)s for the Chair.")
        elif all(acting.values()):
            wrong += 1
            said = _("%(body)s, %(day)s: chaired by %(names)s, none of them for the Chair.")
        else:
            unknown += 1
            said = _("%(body)s, %(day)s: chaired by %(names)s; for whom is not on record.")
        reasons.append(Reason(said % words, one))
    return unmet(*reasons) if wrong else unsaid(*reasons) if unknown else met(*reasons)


@check("om-46")
def chair_chooses_the_venue(look: Look) -> Answer:
    """Where the meetings were; who chose the place is not on record."""
    held = meetings(look, FRIENDS)
    if not held:
        return none_held(look)
    chosen = _("Who chose the places is not on record; invitations would tell.")
    return unsaid(*[told(look, one) for one in held], chosen)


@check("om-31")
def steering_group_meets_in_its_place(look: Look) -> Answer:
    """The Steering Group meets where the rule says."""
    place = str(look.constraint.get("equals") or "")
    held = [one for one in meetings(look, STEERING) if one.place]
    if not held:
        return none_held(look)
    elsewhere = [one for one in held if place not in one.place.values()]
    return judge(not elsewhere, *[told(look, one) for one in elsewhere or held])


@check("om-29")
def steering_group_meets(look: Look) -> Answer:
    """How often the Steering Group met."""
    held = meetings(look, STEERING)
    if not held:
        return none_held(look)
    return shown(Reason(_("Meetings of the Steering Group by this date."), held[0].body,
                        ((_("meetings held"), len(held)),)), *[told(look, one) for one in held])


def steering_members(look: Look) -> list[Party]:
    """The governments entered as members of the Steering Group on the date; one query an evaluation."""
    entered = readable(look.actor, BodyMember).filter(
        in_force(look.on), body__forum=look.edition.forum_id, body__code=STEERING
    ).exclude(role=BodyMember.Role.OBSERVER)
    return look.once("steering", lambda: [one.party for one in entered.select_related("party")])


@check("om-21")
def steering_group_size(look: Look) -> Answer:
    """How large the Steering Group is; the rule gives no number unless it does."""
    entered, body = steering_members(look), bodies(look).get(STEERING)
    if not entered:
        return unsaid(Reason(_("No member of the Steering Group beyond the Troika is on record."), body))
    number = len({party.pk for party in [*entered, *look.shared.troika.parties]})
    reason = Reason(_("Governments in the Steering Group on this date, with the Troika."), body,
                    ((_("governments"), number),))
    least, most = look.constraint.get("min"), look.constraint.get("max")
    if least is None and most is None:
        return shown(reason)
    return judge((least is None or number >= least) and (most is None or number <= most), reason)


@check("om-22")
def troika_sits_in_the_steering_group(look: Look) -> Answer:
    """BOD-2: the governments of the Troika belong to the Steering Group ex officio."""
    body, troika = bodies(look).get(STEERING), look.shared.troika.parties
    if body is None or not troika:
        return unsaid(_("The Steering Group or the Troika is not on record for this date."))
    if body.composition == Body.Composition.STEERING:
        return met(*[Reason(_("%(party)s belongs to it ex officio.") % {"party": look.name(one)}, one)
                     for one in troika])
    entered = {one.pk for one in steering_members(look)}
    missing = [one for one in troika if one.pk not in entered]
    return judge(not missing, *[Reason((
        _("%(party)s is not entered as a member.") if missing else _("%(party)s is entered as a member.")
    ) % {"party": look.name(one)}, one) for one in missing or troika])


@check("om-23")
def steering_group_balance(look: Look) -> Answer:
    """BOD-3: the balance of the Steering Group by region and development."""
    entered, body = steering_members(look), bodies(look).get(STEERING)
    if not entered:
        return unsaid(Reason(_("No member of the Steering Group beyond the Troika is on record."), body))
    parties = list({party.pk: party for party in [*entered, *look.shared.troika.parties]}.values())
    return shown(
        Reason(_("Governments in the Steering Group by region."), body, look.counted("region", parties)),
        Reason(_("Governments in the Steering Group by development."), body, look.counted("development", parties)),
    )


@check("om-26", "pr-29")
def special_representative_takes_part(look: Look) -> Answer:
    """The Special Representative is at the meetings of the bodies the rule names."""
    words = look.constraint.get("groups") or [look.constraint.get("group")]
    codes = [CODES.get(str(word), str(word)) for word in words]
    held, known = meetings(look, *codes), look.shared.special_representatives
    if not held or not known:
        return none_held(look)
    reasons, missing = [], 0
    for one in held:
        there = known & {str(name) for name in [*one.chairs, *one.present]}
        missing += not there
        name = formats.phrase(sorted(there or known))
        names = {"body": one.body.name, "day": formats.date(one.starts_on), "name": name}
        said = _("%(body)s, %(day)s: %(name)s took part.") if there else _(
            "%(body)s, %(day)s: that %(name)s took part is not on record.")
        reasons.append(Reason(said % names, one))
    silent = [code for code in codes if code not in {one.body.code for one in held}]
    reasons += [Reason(_("No meeting of this body is on record: %(body)s.") % {"body": body.name}, body)
                for code, body in bodies(look).items() if code in silent]
    return unsaid(*reasons) if missing or silent else met(*reasons)


@check("om-30")
def working_groups_formed(look: Look) -> Answer:
    """Working groups on record on the date."""
    found = working_groups(look)
    if not found:
        return unsaid(_("The rule leaves it open; no working group is on record on this date."))
    return met(*[Reason(str(one.name), one) for one in found])


def working_groups(look: Look) -> list[Body]:
    """The working groups that exist on the date."""
    return [
        one for one in bodies(look).values()
        if one.kind == Body.Kind.WORKING_GROUP and (one.since is None or one.since <= look.on)
        and (one.until is None or one.until > look.on)
    ]


@check("pr-21")
def working_groups_have_leads(look: Look) -> Answer:
    """Each working group has as many lead governments as the rule says."""
    least, most = look.number("lead_min", 0), look.number("lead_max", 99)
    found = working_groups(look)
    entered = readable(look.actor, BodyMember).filter(in_force(look.on), body__in=[one.pk for one in found])
    members = list(entered.select_related("party"))
    reasons, wrong, judged = [], 0, 0
    for group in found:
        own = [one for one in members if one.body_id == group.pk]
        leads = [one.party for one in own if one.role == BodyMember.Role.LEAD]
        governments = all(party.kind in GOVERNMENTS for party in leads)
        words = {"group": group.name, "number": len(leads), "parties": look.phrase(leads)}
        if not own:
            reasons.append(Reason(_("%(group)s: no member is on record.") % words, group))
            continue
        judged += 1
        wrong += not (least <= len(leads) <= most and governments)
        said = _("%(group)s: led by %(parties)s.") if leads else _("%(group)s: no lead is on record.")
        reasons.append(Reason(said % words, group, ((_("leads"), len(leads)),)))
    if not judged:
        return unsaid(*reasons, _("No working group with members is on record on this date."))
    return unmet(*reasons) if wrong else met(*reasons)


@check("pr-26")
def friends_adopt_the_agenda(look: Look) -> Answer:
    """A decision or agreement of the Friends of the Forum on the agenda."""
    held = meetings(look, FRIENDS)
    if not held:
        return none_held(look)
    on_agenda = readable(look.actor, MeetingDecision).filter(meeting__in=[one.pk for one in held])
    on_agenda = on_agenda.select_related("meeting__body").order_by("meeting__starts_on", "order")
    said = [one for one in on_agenda if "agenda" in str(one.text.get("en", "")).lower()]
    reasons = [Reason(_("%(day)s, %(kind)s: %(text)s") % {
        "day": formats.date(one.meeting.starts_on), "kind": one.get_kind_display(), "text": one.text,
    }, one.meeting) for one in said]
    adopted = (MeetingDecision.Kind.DECISION, MeetingDecision.Kind.AGREEMENT)
    if any(one.kind in adopted for one in said):
        return met(*reasons)
    return unsaid(*reasons, _("No decision of a meeting that adopts the agenda is on record."))


@check("pr-13")
def civil_society_delegation_is_shown(look: Look) -> Answer:
    """BOD-4: the delegation of civil society was circulated for objections before the meeting."""
    found = readable(look.actor, SilenceProcedure).filter(
        edition=look.edition, circulated_at__date__lte=look.on
    ).exclude(state=SilenceState.DRAFT)
    if look.edition.starts_on:
        found = found.filter(circulated_at__date__lt=look.edition.starts_on)
    reasons = [Reason(_("%(day)s: %(title)s was circulated.") % {
        "day": formats.date(one.circulated_at.date()), "title": one.title}, one)
        for one in found if one.circulated_at and _on_civil_society(one)]
    return met(*reasons) if reasons else unsaid(
        _("No circulation of the names that you may read is on record before the meeting."))


def _on_civil_society(procedure: SilenceProcedure) -> bool:
    return "civil-society" in procedure.code or "civil society" in str(procedure.title.get("en", "")).lower()


@check("pr-27")
def organisers_observe_each_other(look: Look) -> Answer:
    """Where the organiser of the civil society day was present; the other direction is not on record."""
    held = [one for one in meetings(look, FRIENDS) if one.present]
    reasons = [Reason(_("%(body)s, %(day)s: present were %(names)s.") % {
        "body": one.body.name, "day": formats.date(one.starts_on),
        "names": formats.phrase([str(name) for name in one.present])}, one) for one in held]
    return unsaid(*reasons, _("The preparatory meetings of civil society are not kept here; their records would tell."))
