"""PRO-5: what parties suggest for the agenda becomes a theme, joins one, or is answered with why not."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from convoke.core.actors import ANONYMOUS
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.editions.states import EditionState
from convoke.outcomes.thread.walk import trace
from convoke.programme.agenda.backing import backing
from convoke.programme.agenda.continuity import Limits, limits
from convoke.programme.agenda.reading import agenda, suggestions
from convoke.programme.models import AgendaChange, Theme, ThemeReason, ThemeSuggestion
from convoke.programme.operations import suggesting as operations
from convoke.programme.states import SuggestionState
from tests.factories import (
    AgendaAdoptionFactory,
    AgendaVersionFactory,
    EditionFactory,
    PartyFactory,
    PriorityFactory,
    QuestionnaireFactory,
    ThemeFactory,
    ThemeReasonFactory,
    ThemeSuggestionFactory,
)

GIVEN = {"title": {"en": "Skills partnerships"}, "reasons": {"en": "Many negotiate them (exercise)."}}


@pytest.fixture
def suggest(focal_point, edition, party):
    """A suggestion of the exercise's focal point."""
    return lambda **more: operations.suggest_theme(
        actor=focal_point, edition=edition, **{"party": party, **GIVEN, **more}
    )


def test_a_party_suggests_for_itself_alone(suggest, actor, edition, party):
    made = suggest()
    assert (made.number, made.state, made.code) == (1, SuggestionState.OPEN, "1")
    assert suggest().number == 2
    for role in ("press", "delegate", "task-force"):
        with pytest.raises(Denied):
            operations.suggest_theme(actor=actor(role), edition=edition, party=party, **GIVEN)
    with pytest.raises(Denied):
        suggest(party=PartyFactory())
    entry = JournalEntry.objects.filter(verb="suggest-theme").latest("sequence")
    assert (entry.party, entry.audience) == (party.code, "party")


@pytest.mark.parametrize(("given", "said"), [
    ({"title": {"en": " "}}, "title"), ({"reasons": {"en": ""}}, "PRO-5"), ({"title": {"en": "x" * 201}}, "200"),
])
def test_a_suggestion_without_title_or_reasons_is_refused(suggest, given, said):
    with pytest.raises(ValidationError, match=said):
        suggest(**given)
    assert not ThemeSuggestion.objects.exists()


def test_nothing_is_suggested_once_the_agenda_is_circulated_adopted_or_the_meeting_has_begun(suggest, edition):
    AgendaVersionFactory(edition=edition)
    with pytest.raises(ValidationError, match="was circulated"):
        suggest()
    AgendaAdoptionFactory(edition=edition)
    with pytest.raises(ValidationError, match="was adopted"):
        suggest()
    edition.state = EditionState.MEETING
    edition.save()
    with pytest.raises(ValidationError, match="has begun"):
        suggest()


def test_pro_5_a_suggestion_taken_up_is_the_ground_of_its_theme_and_on_its_thread(office, suggest, edition):
    made = suggest(may_be_named=True)
    theme = operations.take_up_suggestion(actor=office, suggestion=made, answer="Widely shared.")
    made.refresh_from_db()
    assert (made.state, made.answer, dict(theme.title)) == ("taken-up", "Widely shared.", GIVEN["title"])
    assert ThemeReason.objects.get(theme=theme).suggestion == made
    assert ("suggestion", made.pk) in trace(ANONYMOUS, ("theme", theme.pk)).nodes
    with pytest.raises(ValidationError, match="can no longer be done"):
        operations.decline_suggestion(actor=office, suggestion=made, answer="No.")


def test_lib_1_a_party_is_named_to_others_with_its_agreement_only(office, focal_point, actor, suggest, edition, party):
    hidden, named = suggest(), suggest(title={"en": "Diaspora"}, may_be_named=True)
    others = (ANONYMOUS, actor("delegate"), actor("observer"))
    for one in others:
        assert suggestions(one, edition) == []
    assert len(suggestions(focal_point, edition)) == len(suggestions(office, edition)) == 2
    themes = [operations.take_up_suggestion(actor=office, suggestion=one) for one in (hidden, named)]
    for one in others:
        assert suggestions(one, edition) == [named]
        grounds = {theme.pk: theme.reasons.all()[0] for theme in agenda(one, edition).themes}
        assert (grounds[themes[0].pk].suggestion, grounds[themes[1].pk].suggestion) == (None, named)
        assert ("suggestion", hidden.pk) not in trace(one, ("theme", themes[0].pk)).nodes
    for entry in JournalEntry.objects.filter(verb="take-up-suggestion"):
        assert (entry.party, party.code in str(entry.facts)) == ("", False), "the public entry names nobody"


def test_a_suggestion_joins_a_theme_of_its_edition(office, suggest, edition):
    made, theme = suggest(), ThemeFactory(edition=edition)
    with pytest.raises(ValidationError, match="this edition"):
        operations.join_suggestion(actor=office, suggestion=made, theme=ThemeFactory())
    operations.join_suggestion(actor=office, suggestion=made, theme=theme)
    assert theme.reasons.get().suggestion == made
    assert not AgendaChange.objects.exists(), "the agenda is the same, its grounds are more"


def test_what_is_not_taken_up_is_answered_with_a_reason_and_may_be_taken_up_later(office, suggest):
    made = suggest()
    with pytest.raises(ValidationError, match="why it is not taken up"):
        operations.decline_suggestion(actor=office, suggestion=made, answer="  ")
    assert operations.decline_suggestion(actor=office, suggestion=made, answer="Too wide.").state == "not-taken"
    assert operations.take_up_suggestion(actor=office, suggestion=made).code == "skills-partnerships"
    with pytest.raises(IntegrityError), transaction.atomic():
        ThemeSuggestionFactory(state="not-taken")


def test_pro_4_a_theme_from_a_suggestion_needs_a_reason_once_the_agenda_is_adopted(office, suggest, edition):
    made = suggest()
    AgendaAdoptionFactory(edition=edition)
    with pytest.raises(ValidationError, match="PRO-4"):
        operations.take_up_suggestion(actor=office, suggestion=made)
    assert ThemeSuggestion.objects.get().state == SuggestionState.OPEN, "nothing of it was done"
    operations.take_up_suggestion(actor=office, suggestion=made, reason="Asked for again.")
    assert AgendaChange.objects.get().key == "skills-partnerships"


def test_a_party_withdraws_its_own_suggestion_until_it_is_answered(focal_point, actor, office, suggest):
    made = suggest()
    for one in (office, actor("press")):
        with pytest.raises(Denied):
            operations.withdraw_suggestion(actor=one, suggestion=made)
    assert operations.withdraw_suggestion(actor=focal_point, suggestion=made).state == "withdrawn"
    with pytest.raises(ValidationError, match="can no longer be done"):
        operations.take_up_suggestion(actor=office, suggestion=made)


@pytest.mark.parametrize("role", ["focal-point", "observer", "press"])
def test_the_office_alone_answers(actor, suggest, role):
    made = suggest()
    for call in (
        lambda one: operations.take_up_suggestion(actor=one, suggestion=made),
        lambda one: operations.decline_suggestion(actor=one, suggestion=made, answer="No."),
        lambda one: operations.join_suggestion(actor=one, suggestion=made, theme=ThemeFactory(edition=made.edition)),
    ):
        with pytest.raises(Denied):
            call(actor(role))


def test_a_theme_that_came_from_a_suggestion_can_be_taken_off_again(office, suggest):
    from convoke.programme.operations.agenda import remove

    made = suggest()
    remove(actor=office, thing=operations.take_up_suggestion(actor=office, suggestion=made))
    assert not Theme.objects.filter(edition=made.edition).exists()
    assert not made.grounds.exists()


def test_the_survey_backs_a_suggestion_by_the_words_both_have(office, edition, suggest, queries):
    survey = QuestionnaireFactory(edition=edition)
    texts = ("Migration and skills", "Partnership on skills, migration", "Migration data", "Migration and remittances",
             "Migration and health", "Return migration")
    named = [PriorityFactory(questionnaire=survey, text={"en": one}, order=at) for at, one in enumerate(texts)]
    made = suggest(title={"en": "Skill partnerships in migration", "fr": "Partenariats de compétences"})
    other = suggest(title={"en": "Fisheries"})
    found = backing(office, edition, [made, other])
    assert found[made.pk] == [named[1], named[0]], "what stands everywhere, such as migration, tells nothing"
    assert found[other.pk] == []
    assert queries(lambda: backing(office, edition, [made])) == queries(lambda: backing(office, edition, [made, other]))


def test_the_list_costs_the_same_for_one_suggestion_and_for_many(office, suggest, edition, queries):
    operations.take_up_suggestion(actor=office, suggestion=suggest())
    one = queries(lambda: [each.grounds.all() for each in suggestions(office, edition)])
    for number in range(4):
        operations.take_up_suggestion(actor=office, suggestion=suggest(title={"en": f"Topic {number}"}))
    assert queries(lambda: [each.grounds.all() for each in suggestions(office, edition)]) == one


def test_a_reason_is_readable_with_what_it_names_alone(db):
    ThemeReasonFactory(questionnaire=None, suggestion=ThemeSuggestionFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        ThemeReasonFactory(suggestion=ThemeSuggestionFactory())
    assert readable(ANONYMOUS, ThemeReason).filter(suggestion__isnull=False).count() == 1


def test_the_limits_of_new_topics_are_those_of_the_rule(office, demonstration):
    from convoke.editions.models import Edition, Modality

    rule = Modality.objects.get(code="pr-20", edition=demonstration)
    manila = Edition.objects.get(code="manila-2008")
    assert limits(office, manila) == Limits(1, 2) == Limits.of({"new_min": None})
    Modality.objects.filter(pk=rule.pk).update(constraint={**rule.constraint, "new_min": 0, "new_max": 5})
    assert limits(office, manila) == Limits(0, 5)
    assert limits(office, EditionFactory()) == Limits(), "a forum without the rule"
