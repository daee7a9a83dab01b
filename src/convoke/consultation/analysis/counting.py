"""The answers to a questionnaire counted, as of any moment, as the reader may see them (CON-2).

Everything here reads. What was worked out is remembered until the next journal entry: a submission
writes one, the saves of drafts do not, and drafts are never counted.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from convoke.core import clock
from convoke.core.versioned import Memory

from ..form.model import Kind, Question
from ..models import Questionnaire, Response
from ..priorities.ballots import Ballot, Profile
from ..rules import SMALLEST_GROUP
from ..states import ResponseState
from .asked import Asked, asked
from .eyes import Eyes, stands_at
from .figures import Figures, figures_of, profile_of, ranking_of
from .groups import DEADLINE, GroupsAt, groups_at
from .suppression import Atom, Release
from .tallies import Given, Tally, given_to, submissions_at, tallies_by_party, together

_memory = Memory(256)


@dataclass(frozen=True)
class Counted:
    """What came of one question: its figures, or that they are withheld (CON-2)."""

    question: Question
    figures: Figures
    is_withheld: bool = False

    @property
    def answered(self) -> int:
        """How many answered."""
        return self.figures.answered


@dataclass(frozen=True)
class Totals:
    """What came of a questionnaire as a whole."""

    asked: Asked
    counted: Mapping[str, Counted]
    invited: int
    respondents: int
    late: int
    moment: dt.datetime | None
    """As of when; None: as of now."""
    is_fixed: bool
    """Whether these eyes see the totals as of this moment only."""


@dataclass(frozen=True)
class Group:
    """A group of respondents with what it answered; ``counted`` is None where that is withheld (CON-2)."""

    code: str
    counted: Counted | None

    @property
    def is_withheld(self) -> bool:
        """Whether it may not be shown."""
        return self.counted is None


@dataclass(frozen=True)
class Breakdown:
    """What came of one question, as a whole and by the groups of a view."""

    whole: Counted
    views: tuple[str, ...]
    """By what it can be shown."""
    by: str = ""
    groups: tuple[Group, ...] = ()
    on: dt.date | None = None
    """As of which date the groups are taken."""
    profile: Profile | None = None
    """Of a ranking: ballots with their groups, for what the order depends on; only groups that are shown."""
    shown: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The groups that are shown, by view, as far as that was asked."""


def totals(questionnaire: Questionnaire, eyes: Eyes, moment: dt.datetime | None = None) -> Totals:
    """What came of every question; six queries for any number of questions and answers."""
    at = stands_at(questionnaire, eyes, moment)
    return _memory.recall(
        ("totals", questionnaire.pk, eyes, at), lambda: _totals(questionnaire, eyes, at)
    )


def breakdown(
    questionnaire: Questionnaire, code: str, eyes: Eyes, *, by: str = "", moment: dt.datetime | None = None
) -> Breakdown:
    """What came of one question, by the groups of a view (none: only as a whole); four queries.

    The groups are those of the moment the answers are counted at. Raises KeyError for a question that is not
    asked, or a view there is none of.
    """
    at = stands_at(questionnaire, eyes, moment)
    return _memory.recall(
        ("breakdown", questionnaire.pk, code, by, eyes, at), lambda: _breakdown(questionnaire, code, by, eyes, at)
    )


def date_of(moment: dt.datetime | None) -> dt.date:
    """The date as of which groups are taken for a moment."""
    return moment.date() if moment else clock.today()


def _totals(questionnaire: Questionnaire, eyes: Eyes, at: dt.datetime | None) -> Totals:
    found = asked(questionnaire)
    given = given_to(questionnaire, found.questions, at)
    late = list(submissions_at(questionnaire, at).values_list("is_late", flat=True))
    return Totals(
        found,
        {question.code: _whole(question, given.get(question.code, Given()), eyes) for question in found.questions},
        Response.objects.filter(questionnaire=questionnaire).count(),
        len(late), sum(late), at, not eyes.see_all(questionnaire),
    )


def _whole(question: Question, given: Given, eyes: Eyes) -> Counted:
    """CON-2: the totals of few confidential answers are not shown, nor those with the disclosed ones added."""
    hidden = sum(number for disclosure, number in given.numbers.items() if not eyes.see(disclosure))
    if 0 < hidden < SMALLEST_GROUP:
        return Counted(question, Figures(0), is_withheld=True)
    return Counted(question, figures_of(question, given))


def _breakdown(questionnaire: Questionnaire, code: str, by: str, eyes: Eyes, at: dt.datetime | None) -> Breakdown:
    question = asked(questionnaire).by_code(code)
    if question is None:
        raise KeyError(code)
    given = tallies_by_party(questionnaire, [question], at).get(code, [])
    groups = groups_at(date_of(at))
    whole = _whole(question, together(given), eyes)
    views = _views(groups, given)
    if by and by not in groups.views:
        raise KeyError(by)
    if whole.is_withheld or not by:
        return Breakdown(whole, views)
    shown = shown_groups(groups, given, eyes, upto=by)
    parts: dict[str, list[Tally]] = {}
    for tally in given:
        parts.setdefault(groups.group(by, tally), []).append(tally)
    made = [
        Group(one, Counted(question, figures_of(question, together(parts[one]))) if one in shown[by] else None)
        for one in sorted(parts, key=lambda one: (not one, one))
    ]
    return Breakdown(whole, views, by, tuple(made), groups.on, shown=shown)


def _views(groups: GroupsAt, given: list[Tally]) -> tuple[str, ...]:
    """The views in which there is more than one group."""
    return tuple(
        view for view in groups.views if len({groups.group(view, tally) for tally in given}) > 1
    )


def shown_groups(
    groups: GroupsAt, given: list[Tally], eyes: Eyes, *, upto: str
) -> dict[str, frozenset[str]]:
    """CON-2: of each view up to one, the groups that are shown, decided in the order of the views.

    The whole is taken as shown: it was decided before. What is shown of a view does not depend on which one a
    reader happens to look at.
    """
    before = groups.views[: groups.views.index(upto) + 1]
    if eyes.is_office:
        return {view: frozenset(groups.group(view, tally) for tally in given) for view in before}
    hidden: dict[Atom, int] = {}
    numbers: dict[str, dict[str, int]] = {view: {} for view in before}
    members: dict[str, dict[str, set[Atom]]] = {view: {} for view in before}
    for tally in given:
        atom = tuple(groups.group(view, tally) for view in before)
        number = 0 if eyes.see(tally.disclosure) else tally.number
        hidden[atom] = hidden.get(atom, 0) + number
        for view, group in zip(before, atom, strict=True):
            numbers[view][group] = numbers[view].get(group, 0) + number
            members[view].setdefault(group, set()).add(atom)
    release = Release(hidden)
    release.offer(hidden)
    shown: dict[str, frozenset[str]] = {}
    for view in before:
        largest_first = sorted((-number, group) for group, number in numbers[view].items())
        shown[view] = frozenset(group for _number, group in largest_first if release.offer(members[view][group]))
    return shown


def ballots(
    questionnaire: Questionnaire, code: str, eyes: Eyes, *, by: str, moment: dt.datetime | None = None
) -> Breakdown:
    """Of a ranking: as :func:`breakdown`, with ballots that carry the groups of a view and whether they were late.

    A group that may not be shown is none of a ballot's groups, so that nothing is said of it; ballots are not told
    apart by the deadline where that may not be shown.
    """
    at = stands_at(questionnaire, eyes, moment)
    return _memory.recall(
        ("ballots", questionnaire.pk, code, by, eyes, at), lambda: _ballots(questionnaire, code, by, eyes, at)
    )


def _ballots(questionnaire: Questionnaire, code: str, by: str, eyes: Eyes, at: dt.datetime | None) -> Breakdown:
    question = asked(questionnaire).by_code(code)
    if question is None or question.kind != Kind.RANKING:
        raise KeyError(code)
    given = tallies_by_party(questionnaire, [question], at).get(code, [])
    groups = groups_at(date_of(at))
    whole = _whole(question, together(given), eyes)
    if by not in groups.views:
        raise KeyError(by)
    if whole.is_withheld:
        return Breakdown(whole, _views(groups, given))
    last = max(by, DEADLINE, key=groups.views.index)
    shown = shown_groups(groups, given, eyes, upto=last)
    made = []
    for tally in given:
        group = groups.group(by, tally)
        named = frozenset((group,)) if group and group in shown[by] else frozenset()
        is_late = tally.is_late and len(shown[DEADLINE]) > 1
        made.append(Ballot("", ranking_of(tally.value), named, is_late=is_late, weight=tally.number))
    return Breakdown(
        whole, _views(groups, given), by, on=groups.on, shown=shown,
        profile=profile_of(question, made),
    )


def declined(questionnaire: Questionnaire) -> int:
    """How many said that they would not answer."""
    return Response.objects.filter(questionnaire=questionnaire, state=ResponseState.DECLINED).count()
