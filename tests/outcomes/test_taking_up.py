"""What an earlier edition left to be done is taken up by a later agenda, and the thread goes on (PRO-5)."""

import pytest
from django.core.exceptions import ValidationError

from convoke.core.policy import Denied
from convoke.editions.models import Edition
from convoke.outcomes.models import Action
from convoke.outcomes.operations.taking_up import take_up
from convoke.outcomes.queries import with_taken_up
from convoke.outcomes.thread.walk import trace
from convoke.programme.models import AgendaChange, Theme
from tests.factories import ActionFactory, AgendaAdoptionFactory


@pytest.fixture
def manila(demonstration):
    return Edition.objects.get(code="manila-2008")


@pytest.fixture
def action(demonstration):
    return Action.objects.get(edition=demonstration, code="R1.4-1")


def test_pro_5_a_new_theme_takes_up_actions_and_says_so(actor, manila, action):
    made = take_up(actor=actor("task-force"), edition=manila, actions=[action], title={"en": "Circular migration"})
    found = Theme.objects.prefetch_related(with_taken_up(actor("press"))).get(pk=made.pk)
    assert [one.action for one in found.taken_up.all()] == [action]
    with pytest.raises(ValidationError, match="already"):
        take_up(actor=actor("task-force"), edition=manila, actions=[action], theme=made)


def test_the_thread_of_an_action_leads_to_the_theme_that_took_it_up(actor, manila, action):
    made = take_up(actor=actor("task-force"), edition=manila, actions=[action], title={"en": "Circular migration"})
    found = trace(actor("press"), ("action", action.pk))
    assert ("next-theme", made.pk) in found.nodes


def test_pro_5_only_earlier_editions_of_the_forum_are_taken_up(actor, manila, action):
    office = actor("task-force")
    for actions in ([], [ActionFactory()], [ActionFactory(edition=manila)], [action, ActionFactory()]):
        with pytest.raises(ValidationError, match="PRO-5"):
            take_up(actor=office, edition=manila, actions=actions, title={"en": "Theme"})
    with pytest.raises(ValidationError, match="title"):
        take_up(actor=office, edition=manila, actions=[action])
    with pytest.raises(Denied):
        take_up(actor=actor("focal-point"), edition=manila, actions=[action], title={"en": "Theme"})


def test_pro_4_an_adopted_agenda_takes_up_more_with_a_reason_only(actor, manila, action):
    theme = Theme.objects.get(edition=manila, code="focus-1")
    AgendaAdoptionFactory(edition=manila)
    with pytest.raises(ValidationError, match="PRO-4"):
        take_up(actor=actor("task-force"), edition=manila, actions=[action], theme=theme)
    take_up(actor=actor("task-force"), edition=manila, actions=[action], theme=theme, reason="It was due.")
    change = AgendaChange.objects.get()
    assert (change.before["takes_up"], change.after["takes_up"]) == ([], ["R1.4-1"])
