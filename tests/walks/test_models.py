"""Every model keeps the conventions; a new one is found here at once."""

from itertools import combinations

import pytest
from django.apps import apps
from django.db import models

from convoke.core.actors import ANONYMOUS, Actor, system
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.models import JournalEntry
from convoke.core.policy import policy_of, readable
from convoke.reporting.models import PublishedReport
from tests.factories import FACTORIES, EditionFactory

MODELS = [model for model in apps.get_models() if model.__module__.startswith("convoke.")]
OWN = [model for model in MODELS if not model._meta.auto_created]
INNER = {"core.journalhead"}
"""What only the journal itself reads and writes."""
PERIODS = [("since", "until"), ("un_since", "un_until"), ("starts_on", "ends_on")]
OFFICE = Actor(account_id=1, roles=frozenset({"task-force"}), audiences=frozenset({"public", "task-force"}))


def name(value: object) -> str:
    return value._meta.label if isinstance(value, type) else str(value)


def make(model: type[models.Model], **fields: object) -> models.Model:
    """A record of any model."""
    if model is JournalEntry:
        with operation(actor=system("tests"), verb="exercise", **fields):
            pass
        return JournalEntry.objects.latest("sequence")
    if model is PublishedReport:
        made = {"language": "en", "format": "pdf", "size": 1, "checksum": "0" * 64, "made_at": "2030-01-01T00:00Z"}
        return PublishedReport.objects.create(edition=EditionFactory(), **{**made, **fields})
    return FACTORIES[model](**fields)


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_lib_1_every_model_has_a_policy(model):
    if model in OWN and model._meta.label_lower not in INNER:
        assert policy_of(model).model is model


@pytest.mark.parametrize("model", OWN, ids=name)
def test_every_model_says_what_it_is(model):
    assert not model.__doc__.startswith(f"{model.__name__}("), "has no docstring"
    assert "verbose_name" in model._meta.original_attrs
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize("model", OWN, ids=name)
def test_every_model_can_be_made_and_named(db, model):
    if model._meta.label_lower not in INNER:
        assert str(make(model))


@pytest.mark.parametrize("model", OWN, ids=name)
def test_every_period_ends_after_it_began(model):
    fields = {field.name for field in model._meta.get_fields()}
    for period in PERIODS:
        if fields.issuperset(period):
            checks = [str(c.condition) for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
            assert any(f"{period[1]}__gt" in check and period[0] in check for check in checks), period


@pytest.mark.parametrize(
    "model", [model for model in OWN if any(f.name == "audience" for f in model._meta.get_fields())], ids=name
)
def test_lib_1_what_is_for_the_task_force_is_hidden_from_the_public(db, model):
    made = make(model, audience=Audience.TASK_FORCE)
    own = model._default_manager.filter(pk=made.pk)
    assert not readable(ANONYMOUS, own).exists()
    assert readable(OFFICE, own).count() == 1
    assert made not in readable(Actor(account_id=2, audiences=frozenset({"public", "friends"})), own)


@pytest.mark.parametrize("model", OWN, ids=name)
def test_lib_1_what_belongs_to_a_hidden_thing_has_a_policy_of_its_own(model):
    """A model that cannot be told without a thing with an audience is not readable by everyone."""
    needed = [
        field.remote_field.model
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and not field.null
    ]
    if any(f.name == "audience" for other in needed for f in other._meta.get_fields()):
        assert policy_of(model).readable(ANONYMOUS), f"{model.__name__} hangs on something that may be hidden"


def test_constraints_have_names_of_their_own():
    named = [constraint.name for model in OWN for constraint in model._meta.constraints]
    assert [pair for pair in combinations(sorted(named), 2) if pair[0] == pair[1]] == []
