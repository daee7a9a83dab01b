"""What the priorities depend on, in sentences."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from babel.numbers import format_percent
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.formats import locale_for, phrase

from .results import Chosen, Proof
from .rules import RULES
from .sensitivity import Agreement, Margin, Sensitivity, Shift

NameOf = Callable[[str], str]
"""The name of an item or a group by its code."""


def _named(items: Iterable[str], name_of: NameOf) -> str:
    return phrase([name_of(item) for item in items])


def agreement_in_words(agreement: Agreement, name_of: NameOf) -> list[str]:
    """What is the same under all rules, what is not, and which two orders differ most."""
    if not agreement.under:
        return [_("Nothing has been ranked yet.")]
    always, sometimes = agreement.in_all, agreement.in_some
    if not sometimes:
        said = [
            ngettext(
                "The first is the same under all rules: %(items)s.",
                "The first %(number)d are the same under all rules: %(items)s.",
                len(always),
            )
            % {"number": len(always), "items": _named(always, name_of)}
        ]
    else:
        said = [_("No item is among the priorities under all rules.")]
        if always:
            said = [
                ngettext(
                    "%(items)s is among the priorities under all rules.",
                    "%(items)s are among the priorities under all rules.",
                    len(always),
                )
                % {"items": _named(always, name_of)}
            ]
        said.append(
            ngettext(
                "%(items)s is among the priorities under some rules only.",
                "%(items)s are among the priorities under some rules only.",
                len(sometimes),
            )
            % {"items": _named(sometimes, name_of)}
        )
    if agreement.farthest:
        one, other = agreement.farthest
        said.append(
            _("The orders by “%(one)s” and “%(other)s” differ most: on %(share)s of all pairs of items.")
            % {"one": RULES[one].name, "other": RULES[other].name, "share": _share(agreement.distances[one, other])}
        )
    elif agreement.distances:
        said.append(_("All rules that give an order give the same order."))
    return said


def _share(part: Fraction) -> str:
    return str(format_percent(float(part), locale=locale_for()))


def shift_in_words(shift: Shift, name_of: NameOf) -> str:
    """What changes without a group, or without those who answered after the deadline.

    Never do more items enter than leave: with fewer answers no more items are ranked.
    """
    names = {
        "group": name_of(shift.group) if shift.group is not None else "",
        "leaving": _named(shift.leaving, name_of),
        "entering": _named(shift.entering, name_of),
    }
    return (_without_late(shift) if shift.group is None else _without_group(shift)) % names


def _without_group(shift: Shift) -> str:
    if shift.leaving and shift.entering:
        return ngettext(
            "Without the answers from %(group)s, %(leaving)s leaves the priorities and %(entering)s takes its place.",
            "Without the answers from %(group)s, %(leaving)s leave the priorities; new among them: %(entering)s.",
            len(shift.leaving),
        )
    if shift.leaving:
        return ngettext(
            "Without the answers from %(group)s, %(leaving)s leaves the priorities.",
            "Without the answers from %(group)s, %(leaving)s leave the priorities.",
            len(shift.leaving),
        )
    return _("Without the answers from %(group)s, the priorities stay the same.")


def _without_late(shift: Shift) -> str:
    if shift.leaving and shift.entering:
        return ngettext(
            "Without the answers received after the deadline, %(leaving)s leaves the priorities and %(entering)s "
            "takes its place.",
            "Without the answers received after the deadline, %(leaving)s leave the priorities; new among them: "
            "%(entering)s.",
            len(shift.leaving),
        )
    if shift.leaving:
        return ngettext(
            "Without the answers received after the deadline, %(leaving)s leaves the priorities.",
            "Without the answers received after the deadline, %(leaving)s leave the priorities.",
            len(shift.leaving),
        )
    return _("The answers received after the deadline do not change the priorities.")


def move_in_words(shift: Shift, name_of: NameOf) -> str:
    """The largest move in an order; empty where nothing moves or the rule gives no order."""
    move = shift.largest
    if move is None:
        return ""
    if shift.group is None:
        text = _(
            "Without the answers received after the deadline, %(item)s moves most: from place %(before)d to place "
            "%(after)d."
        )
    else:
        text = _("Without the answers from %(group)s, %(item)s moves most: from place %(before)d to place %(after)d.")
    return text % {
        "group": name_of(shift.group) if shift.group is not None else "",
        "item": name_of(move.item), "before": move.before, "after": move.after,
    }


def doubt_in_words(shift: Shift) -> str:
    """Why a shift is to be read with care: the sets are not proved, or equals stood at the edge; else empty."""
    if not shift.is_proved:
        return _("The search did not go through all sets; it compares the best that were found.")
    if shift.is_tied:
        return _("Some items are level at the edge of the priorities; the order of the form decided between them.")
    return ""


def margin_in_words(margin: Margin, name_of: NameOf) -> str:
    """How near another set of priorities is."""
    return ngettext(
        "By “%(rule)s”, %(number)d more answer could bring %(next)s before %(last)s.",
        "By “%(rule)s”, it would take at least %(number)d more answers to bring %(next)s before %(last)s.",
        margin.to_change,
    ) % {
        "rule": RULES[margin.rule].name, "number": margin.to_change,
        "next": name_of(margin.next), "last": name_of(margin.last),
    }


def chosen_in_words(chosen: Chosen, name_of: NameOf) -> list[str]:
    """What is known of a set: whether it is proved, what does as well, how it was filled, whom it represents."""
    if not chosen.items:
        return [_("Nothing has been ranked yet.")]
    said = [*_proof(chosen), *_equals(chosen, name_of)]
    if len(chosen.items) < chosen.size:
        said.append(
            ngettext(
                "Only %(number)d item was ranked by anybody.",
                "Only %(number)d items were ranked by anybody.",
                len(chosen.items),
            )
            % {"number": len(chosen.items)}
        )
    if filled := [step.item for step in chosen.steps if step.is_completion]:
        said.append(
            ngettext(
                "%(items)s was added to fill the set, by Phragmén’s rule.",
                "%(items)s were added to fill the set, by Phragmén’s rule.",
                len(filled),
            )
            % {"items": _named(filled, name_of)}
        )
    everybody = chosen.of()
    said.append(
        ngettext(
            "Of %(all)d answers, %(number)d ranks at least one of these items.",
            "Of %(all)d answers, %(number)d rank at least one of these items.",
            everybody.with_at_least(1),
        )
        % {"all": everybody.voters, "number": everybody.with_at_least(1)}
    )
    return said


def _proof(chosen: Chosen) -> list[str]:
    if chosen.proof == Proof.OPTIMAL:
        return [_("No other set does better by this rule; this is proved.")]
    if chosen.proof == Proof.BEST_FOUND:
        return [_("This is the best set that was found; the search did not go through all sets.")]
    return []


def _equals(chosen: Chosen, name_of: NameOf) -> list[str]:
    if chosen.equals:
        number = len(chosen.equals)
        return [
            (
                ngettext("%(number)d other set does as well.", "%(number)d other sets do as well.", number)
                if chosen.equals_are_all
                else ngettext(
                    "At least %(number)d other set does as well.", "At least %(number)d other sets do as well.", number
                )
            )
            % {"number": number}
        ]
    tied = dict.fromkeys(item for step in chosen.steps for item in step.tied if item not in chosen.items)
    if not tied:
        return []
    return [
        ngettext(
            "%(items)s could have been chosen just as well; the order of the form decided.",
            "%(items)s could each have been chosen just as well; the order of the form decided.",
            len(tied),
        )
        % {"items": _named(tied, name_of)}
    ]


def sensitivity_in_words(sensitivity: Sensitivity, rule: str, name_of: NameOf) -> list[str]:
    """All that is to be said of one rule: late answers, each group that changes something, and the margin.

    Groups that change nothing are told together. Raises ``KeyError`` for a rule that was not asked for.
    """
    said: list[str] = []
    shifts = sensitivity.without_group[rule]
    said += [shift_in_words(shift, name_of) for shift in shifts if shift.changes]
    same = [shift.group for shift in shifts if not shift.changes and shift.group is not None]
    if shifts and len(same) == len(shifts):
        said.append(_("The priorities stay the same whichever one group is left out."))
    elif same:
        said.append(
            _("The priorities stay the same without any one of these groups: %(groups)s.")
            % {"groups": _named(same, name_of)}
        )
    if late := sensitivity.without_late.get(rule):
        said.append(shift_in_words(late, name_of))
    if near := sensitivity.margins.get(rule):
        said.append(margin_in_words(near, name_of))
    doubts = [doubt_in_words(shift) for shift in (*shifts, *([late] if late else [])) if shift.changes]
    return [*said, *dict.fromkeys(doubt for doubt in doubts if doubt)]
