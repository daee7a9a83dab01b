"""ED-2: a government tells the Troika that it would chair; the Chair takes it up, ED-1 is shown."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.core.actors import ANONYMOUS, Actor, system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Party
from convoke.directory.queries import memberships
from convoke.editions.models import Edition, HostingInterest
from convoke.editions.operations import accept_interest, express_interest, withdraw_interest
from convoke.editions.queries import editions, hosting_interests
from convoke.editions.rules import ed_1_candidate, in_the_troika
from convoke.editions.states import HostingState
from tests.factories import EditionFactory, HostingInterestFactory, PartyFactory

OFFICE = system("tests")
JUNE = dt.date(2008, 6, 1)


@pytest.fixture(autouse=True)
def standing_at(settings):
    """The clock of the demonstration."""
    settings.CONVOKE_DATE = JUNE


def focal_point(code: str) -> Actor:
    """Somebody who acts for a government as its focal point."""
    return Actor(name="focal point", roles=frozenset({"focal-point"}), parties=frozenset({code}))


def express(edition, party="mex", **given):
    given = {"year": 2011, "text": "We should like to chair.", "city": "Puerto Vallarta", **given}
    return express_interest(
        actor=focal_point(party), forum=edition.forum, party=Party.objects.get(code=party), **given
    )


def test_ed_2_an_expression_of_interest_goes_to_the_troika_and_into_the_journal(demonstration):
    interest = express(demonstration)
    assert (interest.state, interest.year, interest.city) == (HostingState.EXPRESSED, 2011, "Puerto Vallarta")
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.party, entry.audience, entry.object_key) == (
        "express-interest", "mex", "party", "mex-2011")
    for member in ("bel", "phl", "grc"):
        assert readable(focal_point(member), HostingInterest).filter(pk=interest.pk).exists()


def test_ed_2_who_is_neither_troika_nor_office_nor_the_government_does_not_read_it(demonstration):
    interest = express(demonstration)
    assert readable(focal_point("mex"), HostingInterest).filter(pk=interest.pk).exists()
    for other in (ANONYMOUS, focal_point("fra"), Actor(roles=frozenset({"delegate"}), parties=frozenset({"bel"}))):
        assert not readable(other, HostingInterest).filter(pk=interest.pk).exists()


def test_bod_2_the_troika_of_today_reads_and_that_of_another_day_does_not(demonstration, settings):
    assert in_the_troika(focal_point("grc"))
    assert not in_the_troika(focal_point("arg")), "its edition comes after the next"
    settings.CONVOKE_DATE = dt.date(2007, 7, 1)
    assert not in_the_troika(focal_point("grc"))
    settings.CONVOKE_DATE = dt.date(2009, 1, 1)
    assert in_the_troika(focal_point("arg"))


@pytest.mark.parametrize(("given", "field"), [
    ({"year": 2007}, "year"), ({"year": 2040}, "year"), ({"year": 2009}, "year"), ({"text": "  "}, "text"),
])
def test_ed_2_what_is_not_accepted_is_named_by_field(demonstration, given, field):
    before = JournalEntry.objects.count()
    with pytest.raises(ValidationError) as refused:
        express(demonstration, **given)
    assert field in refused.value.message_dict
    assert JournalEntry.objects.count() == before


def test_ed_2_the_chair_of_an_announced_edition_may_put_its_expression_on_record(demonstration):
    assert express(demonstration, "arg", year=2010).year == 2010


def test_ed_2_a_second_time_is_refused_until_the_first_is_withdrawn(demonstration):
    first = express(demonstration)
    with pytest.raises(ValidationError, match="ED-2"):
        express(demonstration)
    withdraw_interest(actor=focal_point("mex"), interest=first)
    assert express(demonstration).pk != first.pk


def test_ed_2_a_government_speaks_for_itself(demonstration):
    mexico = Party.objects.get(code="mex")
    for other in (ANONYMOUS, focal_point("fra"), Actor(roles=frozenset({"delegate"}), parties=frozenset({"mex"}))):
        with pytest.raises(Denied):
            express_interest(actor=other, forum=demonstration.forum, party=mexico, year=2011, text="x")
    interest = express(demonstration)
    with pytest.raises(Denied):
        withdraw_interest(actor=focal_point("fra"), interest=interest)


def test_ed_2_an_organisation_does_not_chair(demonstration):
    with pytest.raises(ValidationError, match="a state"):
        express(demonstration, "iom")


def test_ed_2_the_chair_takes_one_up_and_the_edition_is_announced(demonstration, actor):
    interest = express(demonstration)
    with pytest.raises(Denied):
        accept_interest(actor=actor("task-force"), interest=interest)
    edition = accept_interest(actor=actor("chair"), interest=interest)
    assert (edition.code, edition.year, edition.ordinal, edition.state) == (
        "puerto-vallarta-2011", 2011, 5, "announced")
    assert edition.chair == edition.host == interest.party
    interest.refresh_from_db()
    assert (interest.state, interest.edition) == (HostingState.ACCEPTED, edition)
    assert JournalEntry.objects.latest("sequence").facts == {"year": 2011, "edition": "puerto-vallarta-2011"}
    with pytest.raises(ValidationError, match="no longer before the Troika"):
        accept_interest(actor=actor("chair"), interest=interest)
    with pytest.raises(ValidationError, match="no longer before the Troika"):
        withdraw_interest(actor=focal_point("mex"), interest=interest)
    assert Edition.objects.filter(year=2011).count() == 1


def test_ed_2_an_edition_that_is_announced_is_linked(demonstration, actor):
    edition = accept_interest(actor=actor("chair"), interest=express(demonstration, "arg", year=2010))
    assert edition.code == "argentina-2010"
    assert edition.hosting_interest.party.code == "arg"


def test_ed_2_a_year_that_meanwhile_has_another_chair_is_refused(demonstration, actor):
    interest = express(demonstration)
    EditionFactory(forum=demonstration.forum, year=2011, ordinal=5, starts_on=None, ends_on=None)
    with pytest.raises(ValidationError, match="another chair"):
        accept_interest(actor=actor("chair"), interest=interest)
    interest.refresh_from_db()
    assert interest.state == HostingState.EXPRESSED


def test_ed_1_what_a_candidate_would_mean_is_shown(demonstration):
    known, groups = list(editions(OFFICE).filter(forum=demonstration.forum)), memberships(JUNE)
    assert ed_1_candidate(express(demonstration, "mex"), known, groups).alternates is False, "after Argentina"
    assert ed_1_candidate(express(demonstration, "che"), known, groups).alternates is True
    unknown = HostingInterestFactory.build(party=PartyFactory(), forum=demonstration.forum, year=2011)
    assert ed_1_candidate(unknown, known, groups).alternates is None
    assert ed_1_candidate(HostingInterestFactory.build(party=PartyFactory(), year=1990), known, groups) is None


def test_expressions_are_read_at_a_constant_number_of_queries_open_ones_first(demonstration, queries):
    def read():
        return [str(one.party) for one in hosting_interests(OFFICE, demonstration.forum)]

    withdraw_interest(actor=focal_point("mex"), interest=express(demonstration))
    last = express(demonstration, "che", year=2015)
    few = queries(read)
    assert hosting_interests(OFFICE, demonstration.forum)[0].state == HostingState.EXPRESSED
    for _number in range(5):
        HostingInterestFactory(forum=demonstration.forum)
    assert queries(read) == few
    assert last.pk
