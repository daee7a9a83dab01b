"""Modalities check themselves: a verdict for each rule, as of a date, with reasons that are true of the data."""

import datetime as dt
import json

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils.translation import override

from convoke.bodies.models import Body, BodyMember
from convoke.bodies.states import MeetingState
from convoke.core.actors import ANONYMOUS, system
from convoke.core.audiences import Audience
from convoke.core.loading.source import FaultyData
from convoke.directory.models import Party
from convoke.editions.checks import Result, check, codes, evaluate, rules_for, tally
from convoke.editions.models import Edition, Modality
from convoke.editions.states import HostingState
from convoke.handover.operations import load_folder
from convoke.library.models import Document
from convoke.outcomes.models import Action
from convoke.programme.models import PanelRole, Role, Session
from tests.conftest import DATA
from tests.factories import (
    BodyFactory,
    BodyMeetingFactory,
    BodyMemberFactory,
    DeliveryFactory,
    EscalationPlanFactory,
    EscalationStepFactory,
    HostingInterestFactory,
    MandateFactory,
    MeetingDecisionFactory,
    ModalityFactory,
    SilenceProcedureFactory,
)

JUNE = dt.date(2008, 6, 1)
OFFICE = system("tests")
FILE = yaml.safe_load((DATA / "modalities.yaml").read_text(encoding="utf-8"))
RULES = [*FILE["operating_modalities"], *FILE["practice"]]


def verdict(code: str, edition: Edition, on: dt.date = JUNE, actor=OFFICE):
    """The verdict on one rule."""
    return next(one for one in evaluate(actor, edition, on) if one.modality.code == code)


def said(code: str, edition: Edition, on: dt.date = JUNE, actor=OFFICE) -> str:
    """The reasons of a verdict as one text."""
    return " ".join(reason.sentence for reason in verdict(code, edition, on, actor).reasons)


def bound(code: str, **constraint: object) -> None:
    """Changes numbers of a rule."""
    rule = Modality.objects.get(edition__code="brussels-2007", code=code)
    Modality.objects.filter(pk=rule.pk).update(constraint={**rule.constraint, **constraint})


@pytest.fixture(autouse=True)
def standing_at(settings):
    """The clock of the demonstration."""
    settings.CONVOKE_DATE = JUNE


@pytest.fixture
def manila(demonstration):
    return Edition.objects.select_related("forum", "chair", "host").get(code="manila-2008")


@pytest.fixture
def friends(demonstration):
    """The Friends of the Forum with their three meetings of 2007, loaded or made here."""
    forum = demonstration.forum
    body = Body.objects.filter(forum=forum, code="friends-of-the-forum").first() or BodyFactory(
        forum=forum, code="friends-of-the-forum", composition=Body.Composition.UNITED_NATIONS
    )
    body.meetings.all().delete() if not body.meetings.filter(decisions__isnull=False).exists() else None
    for day, place in (("2007-01-30", "Brussels"), ("2007-03-27", "Geneva"), ("2007-06-08", "Geneva")):
        if not body.meetings.filter(starts_on=day).exists():
            BodyMeetingFactory(
                body=body, edition=demonstration, code=f"fof-{day}", starts_on=day, ends_on=day, place={"en": place},
                state=MeetingState.HELD, chairs=["Régine De Clercq", "Peter Sutherland"],
                audience=Audience.PUBLIC, present=["King Baudouin Foundation"],
            )
    return body


@pytest.fixture
def steering(demonstration):
    """The Steering Group, loaded or made here."""
    forum = demonstration.forum
    return Body.objects.filter(forum=forum, code="steering-group").first() or BodyFactory(
        forum=forum, code="steering-group", composition=Body.Composition.STEERING
    )


# ------------------------------------------------------------------ all rules


def test_all_88_rules_are_loaded_with_their_section_and_source(demonstration):
    rules = Modality.objects.filter(edition=demonstration)
    assert rules.count() == len(RULES) == 88
    assert rules.get(code="om-15").section["en"] == "Chairing arrangements and Troika"
    assert rules.get(code="om-15").document["en"] == "Future of the Forum: Operating Modalities"
    assert rules.get(code="pr-06").section["en"] == "Practice of the meetings"
    assert rules.get(code="pr-06").document == {}
    assert all(rule.passages for rule in rules)
    assert [one["lines"] for one in rules.get(code="om-45").variants] == ["9594-9596", "209-210"]
    assert len(rules.get(code="om-07").variants) == 5, "what sources say of the status of the modalities"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_every_checkable_rule_has_a_check_and_a_reason(demonstration, rule):
    found = verdict(rule["id"], demonstration)
    if not rule["checkable"]:
        assert found.result == Result.NOT_CHECKED
        assert not found.reasons
        return
    assert rule["id"] in codes()
    assert found.reasons, "a verdict without a reason"
    allowed = {
        "pass_fail": {Result.PASS, Result.FAIL, Result.CANNOT_SAY}, "indicator": {Result.INDICATOR, Result.CANNOT_SAY},
    }
    assert found.result in allowed[rule["check_kind"]]


PINNED = {
    "om-02": "pass", "om-03": "pass", "om-04": "pass", "om-06": "indicator", "om-07": "cannot-say", "om-10": "pass",
    "om-11": "pass", "om-13": "pass", "om-15": "pass", "om-52": "pass", "om-54": "pass", "om-64": "cannot-say",
    "om-80": "indicator", "om-90": "pass", "om-93": "pass", "om-94": "pass", "pr-01": "cannot-say",
    "pr-03": "indicator", "pr-05": "pass", "pr-06": "pass", "pr-07": "fail", "pr-08": "pass", "pr-09": "pass",
    "pr-10": "fail", "pr-12": "indicator", "pr-16": "pass", "pr-17": "pass", "pr-20": "cannot-say",
    "pr-22": "indicator", "pr-32": "pass",
}


@pytest.mark.parametrize(("code", "result"), PINNED.items())
def test_verdicts_on_the_demonstration_as_of_june_2008(demonstration, code, result):
    assert verdict(code, demonstration).result == result


def test_totals_count_every_rule_once(demonstration):
    assert sum(tally(evaluate(OFFICE, demonstration, JUNE)).values()) == 88


def test_a_later_edition_is_held_to_the_rules_agreed_before_it(manila):
    agreed, rules = rules_for(OFFICE, manila)
    assert agreed.code == "brussels-2007"
    assert len(rules) == 88
    assert verdict("pr-06", manila).result == Result.FAIL, "one roundtable is being prepared, not three"
    greece = Edition.objects.get(code="greece-2009")
    assert verdict("pr-06", greece).result == Result.CANNOT_SAY
    assert "No programme" in said("pr-06", greece)
    own = ModalityFactory(edition=manila, code="om-15")
    assert rules_for(OFFICE, manila)[1] == [own]


def test_two_checks_for_one_rule_are_refused():
    with pytest.raises(ValueError, match="om-15 has a check already"):
        check("om-15")(lambda look: None)


def test_reasons_are_in_the_language_of_the_reader(demonstration):
    with override("fr"):
        assert "Belgique" in said("om-13", demonstration)


# ------------------------------------------------------------------ who may know


def test_dir_3_the_public_is_not_told_how_many_focal_points_there_are(demonstration, actor):
    MandateFactory(party=Party.objects.get(code="fra"))
    assert verdict("om-06", demonstration, actor=ANONYMOUS).result == Result.CANNOT_SAY
    assert dict(verdict("om-06", demonstration, actor=actor("focal-point")).reasons[0].figures)["designated"] >= 1


def test_lib_1_a_meeting_of_the_friends_is_not_told_to_the_public_and_makes_no_wrong_verdict(friends, demonstration):
    friends.meetings.update(audience=Audience.FRIENDS)
    assert verdict("om-45", demonstration, actor=ANONYMOUS).result == Result.CANNOT_SAY
    assert verdict("om-45", demonstration).result == Result.PASS


def test_ed_2_who_may_not_read_an_expression_of_interest_is_not_told_of_it(demonstration, actor):
    interest = HostingInterestFactory(forum=demonstration.forum, year=2031, expressed_at="2008-05-01T00:00Z")
    assert str(interest.year) not in said("om-16", demonstration, actor=ANONYMOUS)
    assert str(interest.year) in said("om-16", demonstration)


# ------------------------------------------------------------------ as of a date


def test_bod_2_the_troika_is_complete_once_the_first_meeting_is_over(demonstration):
    assert verdict("om-13", demonstration, dt.date(2007, 7, 11)).result == Result.CANNOT_SAY
    assert verdict("om-13", demonstration, dt.date(2007, 7, 12)).result == Result.PASS
    assert "Belgium" in said("om-13", demonstration, dt.date(2007, 7, 12))


def test_what_follows_the_meeting_is_not_judged_before_it_ends(demonstration):
    for code in ("om-94", "pr-09", "pr-16", "pr-22"):
        assert verdict(code, demonstration, dt.date(2007, 7, 11)).result == Result.CANNOT_SAY
        assert verdict(code, demonstration, dt.date(2007, 7, 12)).result != Result.CANNOT_SAY


def test_undated_records_of_the_meeting_say_nothing_of_the_time_before(demonstration):
    assert verdict("pr-06", demonstration, dt.date(2006, 10, 1)).result == Result.CANNOT_SAY
    assert "was not kept" in said("pr-06", demonstration, dt.date(2006, 10, 1))


def test_the_website_counts_from_its_day_on(demonstration):
    assert verdict("om-52", demonstration, dt.date(2007, 4, 18)).result == Result.CANNOT_SAY
    assert verdict("om-52", demonstration, dt.date(2007, 4, 19)).result == Result.PASS


def test_a_review_that_is_due_is_not_judged_while_its_year_lasts(demonstration):
    assert "not over" in said("om-07", demonstration)
    assert "no record" in said("om-07", demonstration, dt.date(2009, 1, 1))


# ------------------------------------------------------------------ chairs (ED-1, ED-2)


def test_ed_1_a_break_of_alternation_is_a_finding_with_its_place(demonstration):
    Edition.objects.filter(code="greece-2009").update(chair=Party.objects.get(code="ind"))
    found = verdict("om-15", demonstration)
    assert found.result == Result.FAIL
    assert "stays in the same group" in said("om-15", demonstration)
    assert {str(reason.thing) for reason in found.reasons} >= {"greece-2009", "manila-2008"}


def test_ed_1_a_chair_in_neither_group_cannot_be_judged(demonstration):
    chair = Party.objects.get(code="exercise-bermea")
    chair.memberships.all().delete()
    Edition.objects.filter(code="argentina-2010").update(chair=chair)
    assert verdict("om-15", demonstration).result == Result.CANNOT_SAY


def test_a_host_that_does_not_chair_is_a_finding(demonstration):
    Edition.objects.filter(pk=demonstration.pk).update(host=Party.objects.get(code="fra"))
    assert verdict("om-10", Edition.objects.get(pk=demonstration.pk)).result == Result.FAIL


def test_bod_2_a_changed_size_of_the_troika_changes_the_verdict(demonstration):
    bound("om-13", size=4)
    assert verdict("om-13", demonstration).result == Result.FAIL


def test_ed_2_every_later_edition_rests_on_an_expression_of_interest(demonstration):
    for code in ("greece-2009", "argentina-2010"):
        edition = Edition.objects.get(code=code)
        HostingInterestFactory(
            forum=demonstration.forum, party=edition.chair, year=edition.year, edition=edition,
            state=HostingState.ACCEPTED, expressed_at="2008-04-01T00:00Z", over_at="2008-05-01T00:00Z",
        )
    assert verdict("om-16", demonstration).result == Result.PASS
    assert verdict("om-16", demonstration, dt.date(2008, 3, 1)).result == Result.CANNOT_SAY


def test_a_year_without_an_edition_is_a_finding(demonstration):
    Edition.objects.filter(code="argentina-2010").update(year=2011)
    found = verdict("om-90", demonstration)
    assert found.result == Result.FAIL
    assert ("2010", 0) in found.reasons[0].figures


# ------------------------------------------------------------------ bodies (BOD-1 to BOD-4)


def test_bod_1_two_meetings_of_the_friends_between_two_forums(friends, demonstration, manila):
    found = verdict("om-45", demonstration)
    assert found.result == Result.PASS
    assert found.reasons[0].figures == (("meetings held", 3),)
    assert verdict("om-45", demonstration, dt.date(2007, 2, 1)).result == Result.CANNOT_SAY
    assert verdict("om-45", demonstration, dt.date(2007, 4, 1)).result == Result.PASS
    assert verdict("om-45", manila).result == Result.CANNOT_SAY, "its meeting lies ahead"
    assert verdict("om-45", manila, dt.date(2008, 11, 1)).result == Result.FAIL
    bound("om-45", min=4)
    assert verdict("om-45", demonstration).result == Result.FAIL


def test_bod_1_a_cancelled_meeting_does_not_count(friends, demonstration):
    friends.meetings.filter(starts_on__gt="2007-02-01").update(state=MeetingState.CANCELLED)
    assert verdict("om-45", demonstration).result == Result.FAIL


def test_the_chair_chairs_the_friends_and_a_shared_chair_is_said(friends, demonstration):
    assert verdict("om-44", demonstration).result == Result.PASS
    assert "one of them for the Chair" in said("om-44", demonstration)
    friends.meetings.filter(starts_on="2007-03-27").update(chairs=["Conejos"])
    assert verdict("om-44", demonstration).result == Result.FAIL
    friends.meetings.filter(starts_on="2007-03-27").update(chairs=["Somebody Else"])
    assert verdict("om-44", demonstration).result == Result.CANNOT_SAY


def test_the_agenda_is_adopted_by_a_decision_of_the_friends(friends, demonstration):
    friends.meetings.first().decisions.all().delete()
    before = verdict("pr-26", demonstration).result
    assert before == Result.CANNOT_SAY
    MeetingDecisionFactory(meeting=friends.meetings.first(), text={"en": "The agenda is adopted."}, kind="decision")
    assert verdict("pr-26", demonstration).result == Result.PASS


def test_the_special_representative_at_the_meetings(friends, steering, demonstration):
    assert verdict("pr-29", demonstration).result == Result.CANNOT_SAY, "no meeting of the Steering Group"
    BodyMeetingFactory(
        body=steering, starts_on="2007-02-01", ends_on="2007-02-01", state=MeetingState.HELD,
        present=["Peter Sutherland"], place={"en": "Geneva"}, audience=Audience.PUBLIC,
    )
    assert verdict("pr-29", demonstration).result == Result.PASS
    assert verdict("om-31", demonstration).result == Result.PASS
    bound("om-31", equals="New York")
    assert verdict("om-31", demonstration).result == Result.FAIL


def test_bod_2_the_troika_sits_in_the_steering_group(steering, demonstration):
    assert verdict("om-22", demonstration).result == Result.PASS
    Body.objects.filter(pk=steering.pk).update(composition=Body.Composition.ENTERED)
    assert verdict("om-22", demonstration).result == Result.FAIL
    for code in ("bel", "phl", "grc"):
        BodyMemberFactory(body=steering, party=Party.objects.get(code=code))
    assert verdict("om-22", demonstration).result == Result.PASS


def test_bod_3_size_and_balance_of_the_steering_group_are_figures_until_a_number_is_set(steering, demonstration):
    BodyMember.objects.filter(body=steering).delete()
    assert verdict("om-21", demonstration).result == Result.CANNOT_SAY
    for code in ("fra", "mex", "ken"):
        BodyMemberFactory(body=steering, party=Party.objects.get(code=code), since="2008-01-01")
    assert verdict("om-21", demonstration).result == Result.INDICATOR
    assert verdict("om-21", demonstration).reasons[0].figures == (("governments", 6),)
    assert dict(verdict("om-23", demonstration).reasons[1].figures)
    assert verdict("om-21", demonstration, dt.date(2007, 12, 1)).result == Result.CANNOT_SAY
    bound("om-21", min=10)
    assert verdict("om-21", demonstration).result == Result.FAIL


def test_a_working_group_has_one_or_two_leads(demonstration):
    group = BodyFactory(forum=demonstration.forum, kind=Body.Kind.WORKING_GROUP)
    others = Party.objects.filter(code__in=("fra", "mex", "ken")).order_by("code")
    BodyMemberFactory(body=group, party=others[0], role=BodyMember.Role.LEAD)
    assert verdict("pr-21", demonstration).result == Result.PASS
    for party in others[1:]:
        BodyMemberFactory(body=group, party=party, role=BodyMember.Role.LEAD)
    assert verdict("pr-21", demonstration).result == Result.FAIL
    bound("pr-21", lead_max=3)
    assert verdict("pr-21", demonstration).result == Result.PASS


def test_bod_4_the_delegation_of_civil_society_was_circulated_before_the_meeting(demonstration, friends):
    SilenceProcedureFactory(
        edition=demonstration, body=friends, code="civil-society-delegates", state="adopted", checksum="a" * 64,
        circulated_at="2007-07-01T00:00Z", deadline="2007-07-06T00:00Z", over_at="2007-07-06T00:00Z",
    )
    assert verdict("pr-13", demonstration).result == Result.PASS
    assert verdict("pr-13", demonstration, actor=ANONYMOUS).result == Result.CANNOT_SAY
    assert verdict("pr-13", demonstration, dt.date(2007, 6, 1)).result == Result.CANNOT_SAY


# ------------------------------------------------------------------ outreach


def test_a_plan_backs_up_mail_with_every_means_of_the_rule(demonstration):
    plan = EscalationPlanFactory()
    for order, means in enumerate(("email", "phone", "mission")):
        EscalationStepFactory(plan=plan, order=order, means=means)
    assert verdict("pr-19", demonstration).result == Result.PASS
    assert verdict("pr-19", demonstration, actor=ANONYMOUS).result == Result.CANNOT_SAY


def test_who_was_sent_a_notice_is_counted_by_state(demonstration):
    france = Party.objects.get(code="fra")
    DeliveryFactory(party=france, state="sent", sent_at="2008-05-01T00:00Z")
    DeliveryFactory(party=france, state="bounced", sent_at="2008-05-01T00:00Z")
    found = verdict("om-43", demonstration)
    assert found.result == Result.CANNOT_SAY
    assert dict(found.reasons[0].figures)["reached by a notice"] >= 1


# ------------------------------------------------------------------ programme and outcomes


def test_a_changed_number_of_roundtables_changes_the_verdict(demonstration):
    bound("pr-06", roundtables=4)
    assert verdict("pr-06", demonstration).result == Result.FAIL
    bound("pr-06", roundtables=3, sessions_per_roundtable=5)
    assert verdict("pr-06", demonstration).result == Result.FAIL


def test_a_session_without_a_paper_is_named(demonstration):
    Document.objects.filter(code="P1.1-1").update(audience=Audience.TEAM)
    assert verdict("pr-08", demonstration).result == Result.PASS
    found = verdict("pr-08", demonstration, actor=ANONYMOUS)
    assert found.result == Result.FAIL
    assert [str(reason.thing) for reason in found.reasons] == ["1.1"]


def test_proposals_are_counted_by_session_against_the_rule(demonstration):
    bound("pr-09", min=6)
    found = verdict("pr-09", demonstration)
    assert found.result == Result.FAIL
    assert "1.2" in {str(reason.thing) for reason in found.reasons}
    assert Action.objects.filter(session__code="1.2", group="outcome").count() == 2


def test_the_session_without_all_roles_is_named(demonstration):
    session = Session.objects.get(edition=demonstration, code="3.3")
    found = verdict("pr-10", demonstration)
    assert [reason.thing for reason in found.reasons] == [session]
    person = session.panel.first().person
    for order, role in enumerate((Role.SPEAKER, Role.DISCUSSANT, Role.RAPPORTEUR), start=90):
        PanelRole.objects.create(session=session, person=person, role=role, order=order)
    assert verdict("pr-10", demonstration).result == Result.PASS


def test_new_topics_of_a_later_agenda(demonstration):
    bound("pr-20", new_min=0, new_max=4)
    assert verdict("pr-20", demonstration).result == Result.PASS
    bound("pr-20", new_min=5, new_max=6)
    assert verdict("pr-20", demonstration).result == Result.FAIL


def test_a_language_that_is_missing_is_named(demonstration):
    bound("pr-32", values=["English", "Arabic"])
    assert verdict("pr-32", demonstration).result == Result.FAIL
    assert "Not among them: Arabic." in said("pr-32", demonstration)


def test_a_session_open_to_all_does_not_meet_the_rule_on_access(demonstration):
    bound("pr-05", session="3.4")
    assert verdict("pr-05", demonstration).result == Result.FAIL
    bound("pr-05", session="9.9")
    assert verdict("pr-05", demonstration).result == Result.CANNOT_SAY


# ------------------------------------------------------------------ queries


def test_the_number_of_queries_does_not_depend_on_the_data(friends, steering, demonstration, queries):
    BodyMemberFactory(body=steering)
    group = BodyFactory(forum=demonstration.forum, kind=Body.Kind.WORKING_GROUP)
    BodyMemberFactory(body=group, role=BodyMember.Role.LEAD)
    plan = EscalationPlanFactory()
    EscalationStepFactory(plan=plan)
    MeetingDecisionFactory(meeting=friends.meetings.first())
    evaluate(OFFICE, demonstration, JUNE)  # the names of parties are remembered from now on
    few = queries(lambda: evaluate(OFFICE, demonstration, JUNE))
    for _number in range(5):
        BodyMemberFactory(body=steering)
        other = BodyFactory(forum=demonstration.forum, kind=Body.Kind.WORKING_GROUP)
        BodyMemberFactory(body=other, role=BodyMember.Role.LEAD)
        meeting = BodyMeetingFactory(
            body=friends, state=MeetingState.HELD, starts_on="2007-05-01", ends_on="2007-05-01", chairs=["Conejos"])
        MeetingDecisionFactory(meeting=meeting)
        HostingInterestFactory(forum=demonstration.forum, expressed_at="2008-01-01T00:00Z")
        EscalationStepFactory(plan=EscalationPlanFactory())
        PanelRole.objects.create(
            session=Session.objects.get(edition=demonstration, code="1.1"), order=200 + _number,
            person=PanelRole.objects.first().person, role=Role.SPEAKER,
        )
    assert queries(lambda: evaluate(OFFICE, demonstration, JUNE)) == few
    assert few <= 60


# ------------------------------------------------------------------ the command


def test_the_command_gives_every_verdict_as_data(demonstration, capsys):
    call_command("modalities", "brussels-2007", "--as-of", "2008-06-01", "--json")
    printed = json.loads(capsys.readouterr().out)
    assert (printed["edition"], printed["as_of"]) == ("brussels-2007", "2008-06-01")
    assert printed["rules_of"] == "brussels-2007"
    assert sum(printed["totals"].values()) == len(printed["modalities"]) == 88
    one = next(rule for rule in printed["modalities"] if rule["code"] == "om-15")
    assert one["verdict"] == "pass"
    assert one["reasons"][0]["about"] == {"type": "editions.edition", "key": "manila-2008"}
    assert one["sources"]


def test_the_command_prints_rules_by_section(demonstration, capsys):
    call_command("modalities", "brussels-2007")
    lines = capsys.readouterr().out.splitlines()
    assert "Steering Group" in lines
    assert any(line.startswith("  om-15  met") for line in lines)


@pytest.mark.parametrize(("arguments", "accepted"), [
    (["nowhere"], "brussels-2007, manila-2008"),
    (["brussels-2007", "--as-of", "2008-06-31"], "a date such as 2008-06-01"),
    (["brussels-2007", "--as-of", "June"], "a date such as 2008-06-01"),
])
def test_the_command_refuses_with_what_is_accepted(demonstration, arguments, accepted):
    with pytest.raises(CommandError, match=accepted) as refused:
        call_command("modalities", *arguments)
    assert refused.value.returncode == 2


# ------------------------------------------------------------------ bad input

MODALITIES = """
meta: {dataset: aldoria-2030, file: modalities.yaml, version: 1, conventions: none, strength: [shall],
  check_kind: none}
document: {id: rules, title: Rules, sections: [Preamble], prepared_by: [Aldoria], status: preliminary,
  review_due: "2031", source: {file: report.txt, lines: "1-2"}}
operating_modalities:
  - {id: om-13, section: SECTION, subject: troika, strength: shall, statement: Three chairs.,
    constraint: {type: composition, size: THREE}, checkable: true, check_kind: pass_fail,
    source: {file: report.txt, lines: "1-2"}REF}
"""


def written(section: str = "0", three: str = "3", ref: str = "") -> str:
    return MODALITIES.replace("SECTION", section).replace("THREE", three).replace("REF", ref)


@pytest.mark.parametrize(("given", "said"), [
    ({"section": "7"}, r"There is no section 7\. Accepted: a number from 0 to 0\."),
    ({"ref": ", variants_ref: edition.yaml#var-nothing"}, "There is no variant “edition.yaml#var-nothing”"),
])
def test_a_rule_that_points_nowhere_is_a_fault_with_its_place(folder, db, given, said):
    folder.write("modalities.yaml", written(**given))
    with pytest.raises(FaultyData, match=r"modalities.yaml:\d+: " + said):
        load_folder(actor=OFFICE, path=folder.path)


def test_a_number_that_is_none_is_taken_as_not_given(demonstration):
    bound("pr-09", min="many")
    assert verdict("pr-09", demonstration).result == Result.PASS
    bound("pr-06", roundtables=None)
    assert verdict("pr-06", demonstration).result == Result.FAIL


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_every_date_of_the_calendar_has_its_verdicts(demonstration, day):
    assert len(evaluate(OFFICE, demonstration, day)) == 88
