"""PRO-5: parties suggest what the agenda takes up; the office takes it up, joins it to a theme, or says why not."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.directory.models import Party
from convoke.editions.models import Edition

from ..agenda.changing import LONGEST_REASON, LONGEST_TEXT, changing, new_theme, next_number, texts, title_of
from ..agenda.reading import entry_of, why_not_suggested
from ..models import AgendaChange, Basis, Theme, ThemeReason, ThemeSuggestion
from ..states import SUGGESTION, SuggestionState


def suggest_theme(
    *, actor: Actor, edition: Edition, party: Party, title: Mapping[str, str], reasons: Mapping[str, str],
    may_be_named: bool = False,
) -> ThemeSuggestion:
    """A party suggests a theme or topic with its reasons; until the agenda is circulated, its own party and the office
    read it, and once it is taken up everyone, where the party agrees to be named.

    Raises Denied for a party one does not speak for, and ValidationError without title or reasons, and once the
    agenda was circulated or adopted.
    """
    suggestion = ThemeSuggestion(edition=edition, party=party, by_id=actor.account_id, may_be_named=may_be_named)
    require(actor, "suggest", suggestion)
    with operation(
        actor=actor, verb="suggest-theme", edition=edition.code, party=party.code, audience=Audience.PARTY
    ) as recording:
        present = Edition.objects.select_for_update().get(pk=edition.pk)
        if why := why_not_suggested(present):
            raise ValidationError(why)
        suggestion.title, suggestion.reasons = title_of(title), texts(reasons, LONGEST_TEXT, "reasons")
        if not suggestion.reasons:
            raise ValidationError({"reasons": _("PRO-5: say why the agenda should take it up.")})
        suggestion.number = next_number(ThemeSuggestion.objects.filter(edition=present), "number")
        suggestion.at = clock.now()
        suggestion.save()
        recording.on = suggestion
    return suggestion


def withdraw_suggestion(*, actor: Actor, suggestion: ThemeSuggestion) -> ThemeSuggestion:
    """A party withdraws what it suggested. Raises Denied for another's, and ValidationError once it was answered."""
    require(actor, "withdraw", suggestion)
    with operation(
        actor=actor, verb="withdraw-suggestion", on=suggestion, edition=suggestion.edition.code,
        party=suggestion.party.code, audience=Audience.PARTY,
    ):
        present = _take_on(suggestion, SuggestionState.WITHDRAWN)
        present.save(update_fields=["state"])
    return present


def take_up_suggestion(
    *, actor: Actor, suggestion: ThemeSuggestion, title: Mapping[str, str] | None = None,
    scope: Mapping[str, str] | None = None, answer: str = "", reason: str = "",
) -> Theme:
    """PRO-5: a new theme of the agenda that has the suggestion as its reason; under its own title where none is given.

    Raises ValidationError for a suggestion that was taken up or withdrawn, and without a reason once the agenda is
    adopted (PRO-4).
    """
    require(actor, "answer", suggestion)
    with changing(
        actor=actor, edition=suggestion.edition, verb="take-up-suggestion", what=AgendaChange.What.ADDED, reason=reason
    ) as change:
        present = _answered(actor, suggestion, SuggestionState.TAKEN_UP, answer)
        made = new_theme(present.edition, Theme.Kind.AGENDA, title or dict(present.title), scope)
        ThemeReason.objects.create(theme=made, suggestion=present, basis=Basis.STATED)
        change.on, change.after, change.facts = made, entry_of(made), {"suggestion": present.number}
    return made


def join_suggestion(*, actor: Actor, suggestion: ThemeSuggestion, theme: Theme, answer: str = "") -> Theme:
    """PRO-5: a theme that is on the agenda has the suggestion among its reasons.

    Raises ValidationError for a theme of another edition, and for a suggestion that was taken up or withdrawn.
    """
    require(actor, "answer", suggestion)
    with operation(
        actor=actor, verb="join-suggestion", on=theme, edition=suggestion.edition.code, audience=Audience.PUBLIC
    ) as recording:
        present = _answered(actor, suggestion, SuggestionState.JOINED, answer)
        if theme.edition_id != present.edition_id:
            raise ValidationError({"theme": _("Choose a theme of this edition's agenda.")})
        ThemeReason.objects.create(theme=theme, suggestion=present, basis=Basis.STATED)
        recording.facts = {"suggestion": present.number}
    return theme


def decline_suggestion(*, actor: Actor, suggestion: ThemeSuggestion, answer: str) -> ThemeSuggestion:
    """Says to its party why the agenda does not take up a suggestion. Raises ValidationError without a reason."""
    require(actor, "answer", suggestion)
    with operation(
        actor=actor, verb="decline-suggestion", on=suggestion, edition=suggestion.edition.code,
        party=suggestion.party.code, audience=Audience.PARTY,
    ):
        if not answer.strip():
            raise ValidationError({"answer": _("Say why it is not taken up; its party reads it.")})
        return _answered(actor, suggestion, SuggestionState.NOT_TAKEN, answer)


def _answered(actor: Actor, suggestion: ThemeSuggestion, to: SuggestionState, answer: str) -> ThemeSuggestion:
    present = _take_on(suggestion, to)
    present.answer, present.answered_at = answer.strip()[:LONGEST_REASON], clock.now()
    present.answered_by_id = actor.account_id
    present.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    return present


def _take_on(suggestion: ThemeSuggestion, to: SuggestionState) -> ThemeSuggestion:
    """The suggestion locked and in its next state; raises ValidationError where no way leads there."""
    held = ThemeSuggestion.objects.select_for_update(of=("self",)).select_related("edition", "party")
    present = held.get(pk=suggestion.pk)
    if to not in SUGGESTION[SuggestionState(present.state)]:
        raise ValidationError(
            _("The suggestion is “%(state)s”; this can no longer be done."),
            params={"state": present.get_state_display()},
        )
    present.state = to
    return present
