"""Reading practices: lists and filters, the map's counts, and who may see what."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convoke.core.actors import ANONYMOUS
from convoke.core.audiences import Audience
from convoke.directory.models import Party
from convoke.outcomes.thread import trace
from convoke.practices.models import Instrument, Practice, PracticeParty, Sector, Side, Stage
from convoke.practices.queries import (
    PracticeFilter,
    by_country,
    practice,
    practices,
    practices_of_party,
    practices_of_session,
    total,
)
from convoke.programme.models import Session
from tests.factories import (
    EditionFactory,
    FindingFactory,
    PartyFactory,
    PracticeFactory,
    PracticePartyFactory,
    SessionFactory,
    ThemeFactory,
)


def test_the_demonstration_has_118_practices(demonstration):
    assert total(ANONYMOUS, demonstration) == practices(ANONYMOUS, demonstration).count() == 118
    assert [one.order for one in practices(ANONYMOUS, demonstration)] == list(range(118))


def test_a_practice_comes_from_one_session_or_one_horizontal_issue(demonstration):
    for one in practices(ANONYMOUS, demonstration):
        assert bool(one.session_id) != bool(one.theme_id)
    edition = EditionFactory()
    for places in (
        {"session": None},
        {"session": SessionFactory(edition=edition), "theme": ThemeFactory(edition=edition)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PracticeFactory(edition=edition, **places)


FILTERS = st.builds(
    PracticeFilter,
    country=st.sampled_from(["", "bel", "phl", "can", "nobody"]),
    sector=st.sampled_from(["", *Sector.values]),
    side=st.sampled_from(["", *Side.values]),
    stage=st.sampled_from(["", *Stage.values]),
    session=st.sampled_from(["", "1.4", "2.1", "gender"]),
    instrument=st.sampled_from(["", "co-development", "loans"]),
)


def meets(one: Practice, narrowed: PracticeFilter) -> bool:
    """What a filter means, said once more in Python."""
    return (
        (not narrowed.country or any(party.party.code == narrowed.country for party in one.parties.all()))
        and all(not getattr(narrowed, name) or getattr(one, name) == getattr(narrowed, name)
                for name in ("sector", "side", "stage"))
        and (
            not narrowed.session
            or narrowed.session in {getattr(one.session, "code", ""), getattr(one.theme, "code", "")}
            or narrowed.session in {session.code for session in one.also_in.all()}
        )
        and (not narrowed.instrument or narrowed.instrument in {used.code for used in one.instruments.all()})
    )


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(narrowed=FILTERS)
def test_a_filter_leaves_what_meets_it_each_once(demonstration, narrowed):
    found = list(practices(ANONYMOUS, demonstration, narrowed))
    everything = practices(ANONYMOUS, demonstration).prefetch_related("instruments", "also_in")
    assert found == [one for one in everything if meets(one, narrowed)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(narrowed=FILTERS)
def test_the_map_counts_what_the_list_shows(demonstration, narrowed):
    counts = by_country(ANONYMOUS, demonstration, narrowed)
    listed = [
        (one.pk, party.party.iso3)
        for one in practices(ANONYMOUS, demonstration, narrowed)
        for party in one.parties.all()
        if party.role == "country" and party.party.iso3
    ]
    assert counts == {iso3: len({pk for pk, code in listed if code == iso3}) for _pk, iso3 in listed}


def test_a_practice_is_read_with_parties_instruments_sessions_and_findings(demonstration):
    code = Practice.objects.filter(edition=demonstration, findings__isnull=False).values_list("code", flat=True)[0]
    found = practice(ANONYMOUS, demonstration, code)
    assert found.findings.all()
    assert found.instruments.all()
    assert practice(ANONYMOUS, demonstration, "nothing") is None


def test_a_session_lists_the_practices_reported_there_first_or_again(db):
    one = PracticeFactory()
    elsewhere = SessionFactory(edition=one.edition)
    one.also_in.add(elsewhere)
    for meeting in (one.session, elsewhere):
        assert list(practices_of_session(ANONYMOUS, meeting)) == [one]


def test_a_party_has_the_practices_it_has_a_part_in_each_once(db):
    party = PartyFactory()
    one = PracticeFactory()
    PracticePartyFactory(practice=one, party=party)
    PracticePartyFactory(practice=one, party=party, role=PracticeParty.Role.FROM)
    assert list(practices_of_party(ANONYMOUS, party)) == [one]


def test_every_practice_of_the_demonstration_names_known_parties(demonstration):
    assert not Party.objects.filter(practices__practice__edition=demonstration, is_exercise=True).exists()
    assert Instrument.objects.filter(practices__isnull=True).count() == 0


def test_lib_1_an_unreviewed_practice_is_for_the_task_force_alone(db, actor):
    hidden = PracticeFactory(audience=Audience.TASK_FORCE)
    party = PracticePartyFactory(practice=hidden, party=Party.objects.get(code="bel")).party
    edition, office = hidden.edition, actor("task-force")
    assert not practices(ANONYMOUS, edition).exists()
    assert total(ANONYMOUS, edition) == 0
    assert by_country(ANONYMOUS, edition) == {}
    assert practice(ANONYMOUS, edition, hidden.code) is None
    assert not practices_of_session(ANONYMOUS, hidden.session).exists()
    assert hidden not in practices_of_party(ANONYMOUS, party)
    assert ("practice", hidden.pk) not in trace(ANONYMOUS, ("session", hidden.session_id)).nodes
    assert list(practices(office, edition)) == [hidden]
    assert by_country(office, edition) == {"BEL": 1}


def test_lib_1_a_practice_does_not_show_a_finding_its_reader_may_not_see(db, actor):
    one = PracticeFactory()
    one.findings.add(FindingFactory(edition=one.edition, audience=Audience.TASK_FORCE))
    assert not practice(ANONYMOUS, one.edition, one.code).findings.all()
    assert practice(actor("chair"), one.edition, one.code).findings.all()


def test_one_practice_and_many_take_the_same_number_of_queries(queries, db):
    few, many = EditionFactory(), EditionFactory()
    for edition, number in ((few, 1), (many, 5)):
        for one in PracticeFactory.create_batch(number, edition=edition):
            PracticePartyFactory.create_batch(2, practice=one)

    def read(edition) -> None:
        for one in practices(ANONYMOUS, edition, PracticeFilter(sector="general")):
            assert [(party.party.code, party.role) for party in one.parties.all()]
            assert one.session.code

    assert queries(lambda: read(few)) == queries(lambda: read(many)) == 2
    assert queries(lambda: by_country(ANONYMOUS, many)) == 1


def test_sessions_of_the_demonstration_have_practices(demonstration):
    with_practices = Session.objects.filter(edition=demonstration, practices__isnull=False).distinct().count()
    assert with_practices >= 10
