"""OUT-2 and OUT-3: where an action comes from, and that it stays."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from convoke.outcomes.models import Action, Finding
from convoke.outcomes.models.actions import Level, NeverDeletedError
from convoke.outcomes.models.origin import Part
from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    CrossReferenceFactory,
    EditionFactory,
    FindingFactory,
    RoundtableFactory,
    SessionFactory,
    SessionReferenceFactory,
    ThemeFactory,
)

PLACES = {
    "session": lambda edition: {"session": SessionFactory(edition=edition)},
    "roundtable": lambda edition: {"roundtable": RoundtableFactory(edition=edition)},
    "theme": lambda edition: {"theme": ThemeFactory(edition=edition)},
    "part": lambda edition: {"part": Part.MARKETPLACE},
}


@pytest.mark.parametrize("maker", [ActionFactory, FindingFactory])
@pytest.mark.parametrize("place", PLACES)
def test_out_2_an_outcome_comes_from_one_place(db, maker, place):
    edition = EditionFactory()
    made = maker(edition=edition, **{"session": None, **PLACES[place](edition)})
    made.refresh_from_db()
    assert made.origin == (Part.MARKETPLACE.label if place == "part" else getattr(made, place))


@pytest.mark.parametrize("maker", [ActionFactory, FindingFactory])
@pytest.mark.parametrize("one", PLACES)
@pytest.mark.parametrize("other", PLACES)
def test_out_2_an_outcome_does_not_come_from_two_places(db, maker, one, other):
    if one == other:
        return
    edition = EditionFactory()
    places = {"session": None, **PLACES[one](edition), **PLACES[other](edition)}
    with pytest.raises(IntegrityError, match="has_one_origin"), transaction.atomic():
        maker(edition=edition, **places)


@pytest.mark.parametrize("maker", [ActionFactory, FindingFactory])
def test_out_2_an_outcome_does_not_come_from_nowhere(db, maker):
    with pytest.raises(IntegrityError, match="has_one_origin"), transaction.atomic():
        maker(session=None)


def test_out_2_an_action_names_its_passage(db):
    with pytest.raises(IntegrityError, match="out_2_action_names_its_passage"), transaction.atomic():
        ActionFactory(passages=[])


def test_out_2_the_rule_is_cited_to_who_breaks_it(db):
    made = ActionFactory()
    made.passages, made.session = [], None
    with pytest.raises(ValidationError) as refused:
        made.validate_constraints()
    assert [message[:6] for message in refused.value.messages] == ["OUT-2:", "OUT-2:"]


def test_out_2_every_action_of_the_demonstration_names_a_passage(demonstration):
    for action in Action.objects.filter(edition=demonstration):
        assert all(passage["file"] and passage["lines"] for passage in action.passages)


def test_out_3_an_action_is_not_deleted(db):
    action = ActionFactory()
    with pytest.raises(NeverDeletedError, match="OUT-3"):
        action.delete()
    with pytest.raises(NeverDeletedError, match="OUT-3"):
        Action.objects.filter(pk=action.pk).delete()
    with pytest.raises(NeverDeletedError, match="OUT-3"):
        action.edition.actions.all().delete()
    assert Action.objects.filter(pk=action.pk).exists()


def test_out_3_an_action_does_not_go_with_its_edition_or_session(db):
    action = ActionFactory()
    general = ActionFactory(session=None, part=Part.GENERAL)
    for place in (action.edition, action.session, general.edition):
        with pytest.raises(ProtectedError), transaction.atomic():
            place.delete()
    assert Action.objects.filter(pk__in=[action.pk, general.pk]).count() == 2


def test_an_action_lists_its_levels_from_national_to_global():
    assert Action(is_global=True, is_national=True).levels == [Level.NATIONAL, Level.GLOBAL]


def test_a_party_takes_a_role_in_an_action_once(db):
    commitment = CommitmentFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentFactory(action=commitment.action, party=commitment.party)


def test_a_cross_reference_has_one_source_and_one_target(db):
    edition = EditionFactory()
    action, theme = ActionFactory(edition=edition), ThemeFactory(edition=edition)
    CrossReferenceFactory(edition=edition, finding=None, action=action)
    CrossReferenceFactory(edition=edition, to_session=None, to_theme=theme)
    for wrong in (
        {"finding": None},
        {"action": action},
        {"to_session": None},
        {"to_theme": theme},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CrossReferenceFactory(edition=edition, **wrong)


def test_a_reference_to_horizontal_issues_comes_from_a_session_or_a_roundtable(db):
    edition = EditionFactory()
    SessionReferenceFactory(edition=edition, session=None, roundtable=RoundtableFactory(edition=edition))
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionReferenceFactory(edition=edition, session=None)


def test_flo_1_a_finding_has_no_place_for_who_said_it():
    assert not {field.name for field in Finding._meta.get_fields()} & {"person", "party", "speaker", "said_by"}
