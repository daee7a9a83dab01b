"""Requests: drafted by focal points, submitted in their window, reviewed, published, closed; who reads them when."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from convoke.core import clock, formats
from convoke.core.actors import ANONYMOUS
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Capacity
from convoke.directory.queries import actor_of_account
from convoke.marketplace.models import Request
from convoke.marketplace.operations import requests
from convoke.marketplace.queries import missing_of
from convoke.marketplace.states import REQUEST, RequestState
from tests.factories import (
    DocumentFactory,
    EditionFactory,
    MarketplaceFactory,
    PartyFactory,
    RequestFactory,
    ThemeFactory,
    WindowFactory,
)

from .market import DAY, OFFICE, actor_of, drafted, owner_of, project, published


def test_a_focal_point_drafts_and_the_codes_follow_one_another(edition, bermea, actor):
    first = requests.draft_request(actor=actor("focal-point"), edition=edition, party=bermea, project=project())
    second = drafted(edition, bermea)
    elsewhere = EditionFactory(state="preparing")
    MarketplaceFactory(edition=elsewhere)
    other = drafted(elsewhere, bermea)
    assert [one.code for one in (first, second, other)] == ["M-1", "M-2", "M-1"]
    assert (first.state, first.owner) == (RequestState.DRAFT, None)
    entry = JournalEntry.objects.get(verb="draft-request", edition=edition.code, object_key="M-1")
    assert (entry.party, entry.audience) == ("exercise-bermea", "party")


@pytest.mark.parametrize("role", ["contributor", "team-member", "delegate", "observer", "provider", "press"])
def test_mkt_3_a_request_comes_through_the_focal_point(edition, bermea, actor, role):
    with pytest.raises(Denied):
        requests.draft_request(actor=actor(role), edition=edition, party=bermea, project=project())


def test_mkt_3_nobody_posts_for_another_government_nor_for_an_organisation(edition, observatory, actor):
    with pytest.raises(Denied):
        requests.draft_request(actor=actor("focal-point"), edition=edition, party=PartyFactory(), project=project())
    with pytest.raises(ValidationError, match="MKT-3: a request comes from a government"):
        requests.draft_request(actor=actor("task-force"), edition=edition, party=observatory, project=project())


def test_there_is_no_request_without_a_marketplace_nor_in_a_closed_edition(edition, bermea):
    with pytest.raises(ValidationError, match="no marketplace yet"):
        drafted(EditionFactory(state="preparing"), bermea)
    request = drafted(edition, bermea)
    edition.state = "closed"
    edition.save()
    with pytest.raises(ValidationError, match="closed"):
        requests.submit_request(actor=OFFICE, request=request)


def test_what_is_missing_is_said_field_by_field(edition, bermea):
    request = requests.draft_request(
        actor=OFFICE, edition=edition, party=bermea, project=requests.Project(title={"en": "Roads"}))
    with pytest.raises(ValidationError) as refused:
        requests.submit_request(actor=OFFICE, request=request)
    said = refused.value.message_dict
    assert set(said) == {"need", "services", "beneficiaries", "place", "languages", "owner"}
    assert said["owner"] == ["MKT-3: a request names its owner, with whom providers talk."]
    assert Request.objects.get(pk=request.pk).state == RequestState.DRAFT
    assert not missing_of(drafted(edition, bermea))


def test_mkt_3_a_submitted_request_has_its_owner_in_the_database_too(edition, bermea):
    with pytest.raises(IntegrityError, match="mkt_3"), transaction.atomic():
        RequestFactory(edition=edition, party=bermea, owner=None, state="submitted")


def test_mkt_3_the_owner_acts_for_the_government_today(edition, bermea):
    with pytest.raises(ValidationError) as refused:
        drafted(edition, bermea, owner=owner_of(PartyFactory()))
    assert refused.value.message_dict == {"owner": ["Name a person who acts for this participant today."]}


@pytest.mark.parametrize(("more", "field", "said"), [
    ({"title": {"en": "  "}}, "title", "Give the project a title."),
    ({"title": {"en": "x" * 201}}, "title", "At most 200 signs"),
    ({"need": {"en": "x" * 5001}}, "need", "At most 5000 signs"),
    ({"services": ["alchemy"]}, "services", "Choose from: information"),
    ({"languages": ["tlh"]}, "languages", "Choose from: en, fr"),
    ({"starts_on": dt.date(2030, 5, 2), "ends_on": dt.date(2030, 5, 1)}, "ends_on", "ends on the day it begins"),
    ({"cost": Decimal(5)}, "currency", "FUN-1: an amount is stated in a currency."),
    ({"cost": Decimal(5), "currency": "XQX"}, "currency", "ISO 4217"),
    ({"cost": Decimal("5.001"), "currency": "EUR"}, "cost", "FUN-1: EUR has 2 decimals"),
    ({"cost": Decimal(-5), "currency": "EUR"}, "cost", "0 or more"),
    ({"cost": Decimal(5), "funded": Decimal(6), "currency": "EUR"}, "funded", "No more is funded"),
])
def test_what_cannot_stand_is_refused_beside_its_field(edition, bermea, more, field, said):
    with pytest.raises(ValidationError) as refused:
        drafted(edition, bermea, **more)
    assert set(refused.value.message_dict) == {field}
    assert said in refused.value.message_dict[field][0]
    assert not Request.objects.filter(edition=edition).exists()


def test_themes_and_papers_are_of_the_edition_and_readable(edition, bermea, actor):
    theme, paper = ThemeFactory(edition=edition), DocumentFactory(edition=edition)
    request = drafted(edition, bermea, themes=[theme], papers=[paper])
    assert (list(request.themes.all()), list(request.papers.all())) == ([theme], [paper])
    hidden = DocumentFactory(edition=edition, audience="task-force")
    with pytest.raises(ValidationError) as refused:
        requests.change_request(actor=actor("focal-point"), request=request, project=project(
            themes=[ThemeFactory()], papers=[hidden]))
    assert set(refused.value.message_dict) == {"themes", "papers"}


def test_only_the_kinds_of_help_of_this_marketplace_are_asked_for(edition, bermea):
    edition.marketplace.services = ["advice"]
    edition.marketplace.save()
    with pytest.raises(ValidationError) as refused:
        drafted(edition, bermea)
    assert refused.value.message_dict == {"services": ["Choose from: advice."]}


# ------------------------------------------------------------------ the window


def window(edition, starts: int | None, ends: int | None):
    today = clock.today()
    return WindowFactory(
        marketplace=edition.marketplace, starts_on=None if starts is None else today + starts * DAY,
        ends_on=None if ends is None else today + ends * DAY,
    )


@pytest.mark.parametrize(("starts", "ends", "said"), [
    (1, 9, "Requests are submitted in this time: {period}"), (-9, -1, "Requests are submitted in this time: {period}"),
    (1, None, "Requests are submitted from {first} on."), (None, -1, "Requests were submitted until {last}."),
])
def test_outside_its_window_a_request_waits_and_the_dates_are_said(edition, bermea, actor, starts, ends, said):
    made = window(edition, starts, ends)
    request = drafted(edition, bermea)
    with pytest.raises(ValidationError) as refused:
        requests.submit_request(actor=actor("focal-point"), request=request)
    wanted = said.format(
        period=formats.period(made.starts_on, made.ends_on) if made.starts_on and made.ends_on else "",
        first=formats.date(made.starts_on) if made.starts_on else "",
        last=formats.date(made.ends_on) if made.ends_on else "",
    )
    assert wanted in refused.value.messages[0]
    assert requests.submit_request(actor=actor("task-force"), request=request).state == RequestState.SUBMITTED


@pytest.mark.parametrize(("starts", "ends"), [(0, 0), (-1, None), (None, 0), (None, None)])
def test_within_its_window_a_request_is_submitted(edition, bermea, actor, starts, ends):
    window(edition, starts, ends)
    request = requests.submit_request(actor=actor("focal-point"), request=drafted(edition, bermea))
    assert request.state == RequestState.SUBMITTED
    assert request.submitted_at


# ------------------------------------------------------------------ review


def test_mkt_4_what_is_published_has_been_reviewed(edition, bermea, actor):
    request = drafted(edition, bermea)
    with pytest.raises(ValidationError, match="MKT-4"):
        requests.publish_request(actor=actor("task-force"), request=request)
    requests.submit_request(actor=actor("focal-point"), request=request)
    with pytest.raises(Denied):
        requests.publish_request(actor=actor("focal-point"), request=request)
    done = requests.publish_request(actor=actor("task-force"), request=request)
    assert (done.state, done.reviewed_by_id) == (RequestState.PUBLISHED, actor("task-force").account_id)
    assert JournalEntry.objects.latest("sequence").audience == "participants"


def test_mkt_4_a_request_is_read_by_participants_and_never_by_the_public(edition, bermea, actor):
    def readers(pk: int) -> set[str]:
        roles = ("chair", "task-force", "focal-point", "contributor", "delegate", "observer", "provider",
                 "civil-society", "press")
        found = {role for role in roles if readable(actor(role), Request).filter(pk=pk).exists()}
        return found | ({"public"} if readable(ANONYMOUS, Request).filter(pk=pk).exists() else set())

    request = drafted(edition, bermea)
    assert readers(request.pk) == {"chair", "task-force", "focal-point"}
    requests.submit_request(actor=OFFICE, request=request)
    assert readers(request.pk) == {"chair", "task-force", "focal-point"}
    requests.publish_request(actor=OFFICE, request=request)
    assert readers(request.pk) == {
        "chair", "task-force", "focal-point", "delegate", "observer", "provider", "civil-society"}


def test_mkt_3_the_owner_reads_the_draft_while_acting_for_the_government(edition, bermea, actor, account_of):
    request = drafted(edition, bermea, owner=account_of("contributor").person)
    assert readable(actor("contributor"), Request).filter(pk=request.pk).exists()
    account_of("contributor").person.mandates.update(until=clock.today())
    assert not readable(actor("contributor"), Request).filter(pk=request.pk).exists()


def test_a_request_is_sent_back_with_the_reason_written_further_and_submitted_again(edition, bermea, actor):
    request = requests.submit_request(actor=OFFICE, request=drafted(edition, bermea))
    with pytest.raises(ValidationError, match="Say the reason"):
        requests.send_back(actor=actor("task-force"), request=request, reason=" ")
    back = requests.send_back(actor=actor("task-force"), request=request, reason="For how many officers?")
    assert (back.state, back.reason) == (RequestState.DRAFT, "For how many officers?")
    requests.change_request(actor=actor("focal-point"), request=back, project=project(bermea, title={"en": "Ports"}))
    again = requests.submit_request(actor=actor("focal-point"), request=back)
    assert (again.state, again.reason, str(again.title)) == (RequestState.SUBMITTED, "", "Ports")


def test_the_office_corrects_what_was_submitted_and_nobody_what_is_published(edition, bermea, actor):
    request = requests.submit_request(actor=OFFICE, request=drafted(edition, bermea))
    corrected = project(bermea, title={"en": "Corrected"})
    with pytest.raises(ValidationError, match="written while it is a draft"):
        requests.change_request(actor=actor("focal-point"), request=request, project=corrected)
    done = requests.change_request(actor=actor("task-force"), request=request, project=corrected)
    assert (str(done.title), done.state) == ("Corrected", RequestState.SUBMITTED)
    with pytest.raises(ValidationError, match="MKT-3"):
        requests.change_request(actor=actor("task-force"), request=request, project=project())
    requests.publish_request(actor=OFFICE, request=request)
    with pytest.raises(ValidationError, match="written while it is a draft"):
        requests.change_request(actor=actor("task-force"), request=request, project=corrected)


# ------------------------------------------------------------------ its end


def test_a_published_request_is_closed_with_the_reason_and_opened_again(edition, bermea, actor):
    request, focal = published(edition, bermea), actor("focal-point")
    with pytest.raises(ValidationError, match="Say the reason"):
        requests.close_request(actor=focal, request=request, reason="")
    closed = requests.close_request(actor=focal, request=request, reason="Help was found.")
    assert (closed.state, closed.reason) == (RequestState.CLOSED, "Help was found.")
    assert readable(actor("delegate"), Request).filter(pk=request.pk).exists()
    opened = requests.reopen_request(actor=focal, request=request)
    assert (opened.state, opened.reason) == (RequestState.PUBLISHED, "")
    with pytest.raises(ValidationError, match="Only a closed request"):
        requests.reopen_request(actor=focal, request=request)


def test_a_request_is_withdrawn_for_good_with_the_reason_once_others_have_read_it(edition, bermea, actor):
    quiet = requests.withdraw_request(actor=actor("focal-point"), request=drafted(edition, bermea))
    assert (quiet.state, quiet.reason) == (RequestState.WITHDRAWN, "")
    request = published(edition, bermea)
    with pytest.raises(ValidationError, match="Say the reason"):
        requests.withdraw_request(actor=actor("focal-point"), request=request)
    requests.withdraw_request(actor=actor("focal-point"), request=request, reason="Plans have changed.")
    assert not readable(actor("delegate"), Request).filter(pk=request.pk).exists()
    with pytest.raises(ValidationError, match="This request is: withdrawn by its owner"):
        requests.submit_request(actor=actor("focal-point"), request=request)


@pytest.mark.parametrize("state", RequestState.values)
def test_a_request_goes_on_only_where_the_table_says(edition, bermea, state):
    request = RequestFactory(edition=edition, party=bermea, owner=owner_of(bermea), state=state, code="M-1",
                             beneficiaries={"en": "All"}, place={"en": "Here"}, languages=["en"])
    steps = {
        RequestState.SUBMITTED: lambda: requests.submit_request(actor=OFFICE, request=request),
        RequestState.DRAFT: lambda: requests.send_back(actor=OFFICE, request=request, reason="More."),
        RequestState.PUBLISHED: lambda: (
            requests.reopen_request(actor=OFFICE, request=request) if state == RequestState.CLOSED
            else requests.publish_request(actor=OFFICE, request=request)),
        RequestState.CLOSED: lambda: requests.close_request(actor=OFFICE, request=request, reason="Done."),
        RequestState.WITHDRAWN: lambda: requests.withdraw_request(actor=OFFICE, request=request, reason="No."),
    }
    for to, step in steps.items():
        Request.objects.filter(pk=request.pk).update(state=state)
        if to in REQUEST[RequestState(state)]:
            assert step().state == to
        else:
            with pytest.raises(ValidationError):
                step()


def test_a_deputy_posts_too_and_a_mandate_that_ended_does_not(edition, bermea):
    deputy = actor_of(bermea, Capacity.DEPUTY)
    assert requests.draft_request(actor=deputy, edition=edition, party=bermea, project=project()).code == "M-1"
    gone = actor_of(bermea, Capacity.DEPUTY)
    bermea.mandates.filter(person__account=gone.account_id).update(until=clock.today())
    gone = actor_of_account(gone.account_id)
    with pytest.raises(Denied):
        requests.draft_request(actor=gone, edition=edition, party=bermea, project=project())
