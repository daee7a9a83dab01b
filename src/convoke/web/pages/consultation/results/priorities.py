"""Priorities by several stated rules side by side: what each gives, how they differ, and what that depends on."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.consultation.analysis.counting import Breakdown, ballots
from convoke.consultation.analysis.groups import DEVELOPMENT, REGION
from convoke.consultation.form.words import words
from convoke.consultation.priorities.ballots import Profile
from convoke.consultation.priorities.rules import ORDERS, RULES, SETS, rank
from convoke.consultation.priorities.sensitivity import Sensitivity, sensitivity
from convoke.consultation.priorities.words import agreement_in_words, chosen_in_words, sensitivity_in_words
from convoke.core.policy import Denied
from convoke.core.versioned import Memory
from convoke.directory.roles import OFFICE

from ....errors import Missing
from ....pictures import bump
from ....pictures.lettering import number
from ....pictures.plate import NARROW, Picture
from ...files import as_csv, as_file, as_xlsx, guarded
from ...frame import show
from . import overview
from .drawing import rule_or_plain
from .looks import Look, frame, look_at
from .names import group_label, view_label
from .question import FORMATS
from .sentences import label_of, withheld

FIRST_SIZE, LARGEST = 5, 12
"""How many priorities are looked at where no number is asked for, and at most."""
PLAIN_SET = "equal-shares"
_memory = Memory(64)


@dataclass(frozen=True)
class Found:
    """What the rules give for a question, with what was asked of them."""

    breakdown: Breakdown
    size: int
    most: int
    rule: str
    set_rule: str
    by: str
    result: Sensitivity | None
    """None where nothing may be shown, or nothing was ranked."""

    @property
    def profile(self) -> Profile:
        """The ballots."""
        return self.breakdown.profile or Profile(())


def priorities(request: HttpRequest, edition: str, code: str, question: str) -> HttpResponse:
    """The rules side by side in a table and in one picture, with sentences on what they depend on."""
    look = look_at(request, edition, code)
    if not look.is_open:
        return overview.closed(request, look)
    found = _found(request, look, question)
    more = {"by": found.by, "size": str(found.size), "rule": found.rule, "set": found.set_rule}
    args = [edition, code, question]
    files = [(one.upper(), reverse("results-priorities-file", args=[*args, one]) + look.query(**more))
             for one in FORMATS]
    return show(
        request, "web/consultation/results/priorities.html", found=found, question=found.breakdown.whole.question,
        title=words(found.breakdown.whole.question.label), files=files,
        picture=_picture(request, found, "w"), narrow=_picture(request, found, "n", width=NARROW),
        rows=_rows(found), orders=[(one, RULES[one]) for one in ORDERS], sets=[(one, RULES[one]) for one in SETS],
        sizes=range(1, found.most + 1),
        views=[(view, view_label(request, view)) for view in found.breakdown.views if view in (REGION, DEVELOPMENT)],
        **_said(request, found), **{key: one for key, one in frame(request, look).items() if key != "views"},
        eyes_views=frame(request, look)["views"],
    )


def file(request: HttpRequest, edition: str, code: str, question: str, format: str) -> HttpResponse:
    """The picture of the orders as SVG or PNG, the table of the rules as CSV or XLSX."""
    look = look_at(request, edition, code)
    if not look.is_open:
        raise Denied("publish-results", OFFICE)
    found = _found(request, look, question)
    called = f"{edition}-{code}-{question}-priorities"
    if format in ("svg", "png"):
        return as_file(_picture(request, found, "p", titled=True), called, format, accent=look.edition.accent)
    if format not in FORMATS:
        raise Missing(_("file"), f"{question}.{format}"[:80], [
            (f"{question}.{one}", reverse("results-priorities-file", args=[edition, code, question, one]))
            for one in FORMATS
        ])
    rows = _table(found)
    if format == "csv":
        return as_csv(called, guarded(rows))
    return as_xlsx(called, {_("Priorities"): rows, _("Orders"): _picture(request, found, "p").rows()})


def _found(request: HttpRequest, look: Look, question: str) -> Found:
    by = request.GET.get("by", "") or REGION
    try:
        counted = ballots(look.questionnaire, question, look.eyes, by=by, moment=look.asked)
    except KeyError:
        look.wrong += [
            _("“%(word)s” is nothing by which answers can be shown; shown is: region.") % {"word": by[:80]}
        ] if by != REGION else []
        by = REGION
        counted = _ranking_or_missing(look, question)
    rule, wrong = rule_or_plain(request.GET.get("rule", ""))
    set_rule = request.GET.get("set", "") or PLAIN_SET
    for word in [wrong] if wrong else []:
        look.wrong.append(_("“%(word)s” is not a rule that gives an order. Known: %(known)s.") % {
            "word": word[:80], "known": ", ".join(str(RULES[one].name) for one in ORDERS)})
    if set_rule not in SETS:
        look.wrong.append(_("“%(word)s” is not a rule that gives a set. Known: %(known)s.") % {
            "word": set_rule[:80], "known": ", ".join(str(RULES[one].name) for one in SETS)})
        set_rule = PLAIN_SET
    profile = counted.profile or Profile(())
    most = max(1, min(LARGEST, len(profile.items) - 1))
    size = _size(request, look, most)
    result = _result(look, question, by, profile, size) if profile.voters and not counted.whole.is_withheld else None
    return Found(counted, size, most, rule, set_rule, by, result)


def _ranking_or_missing(look: Look, question: str) -> Breakdown:
    try:
        return ballots(look.questionnaire, question, look.eyes, by=REGION, moment=look.asked)
    except KeyError:
        address = reverse("results", args=[look.edition.code, look.questionnaire.code])
        raise Missing(_("ranking"), question, [(_("all results"), address)]) from None


def _size(request: HttpRequest, look: Look, most: int) -> int:
    word = request.GET.get("size", "")
    if word and not (word.isascii() and word.isdigit() and len(word) < 4 and 1 <= int(word) <= most):
        look.wrong.append(
            _("“%(word)s” is not a number of priorities that can be looked at. Accepted: 1 to %(most)s.")
            % {"word": word[:40], "most": most}
        )
        word = ""
    return int(word) if word else min(FIRST_SIZE, most)


def _result(look: Look, question: str, by: str, profile: Profile, size: int) -> Sensitivity:
    key = (look.questionnaire.pk, question, by, size, look.eyes, look.moment)
    return _memory.recall(key, lambda: sensitivity(profile, size))


def _picture(
    request: HttpRequest, found: Found, key: str, *, titled: bool = False, width: int = 1000
) -> Picture:
    """One picture: the orders by each rule, then by the rule looked at without each group, and without late answers."""
    question = found.breakdown.whole.question
    title = _("How the order changes: %(question)s") % {"question": words(question.label)}
    result = found.result
    if result is None:
        said = withheld() if found.breakdown.whole.is_withheld else ""
        return bump.draw(bump.Orders(title, (), (), withheld=said), key=key, width=width, titled=titled)
    profile, label = found.profile, group_label(request)
    orders = [
        bump.Order(rule, str(RULES[rule].name), rank(profile, rule).positions) for rule in ORDERS
    ]
    for group in profile.groups:
        rest = profile.without(group)
        if 0 < rest.voters < profile.voters:
            orders.append(bump.Order(
                f"without-{group}", _("without %(group)s") % {"group": label(found.by, group)},
                rank(rest, found.rule).positions,
            ))
    if result.without_late:
        orders.append(bump.Order(
            "in-time", _("without late answers"), rank(profile.in_time(), found.rule).positions
        ))
    items = tuple(bump.Item(item, label_of(question, item)) for item in profile.items if item in profile.ranked)
    ranked = {item.key for item in items}
    orders = [
        bump.Order(one.key, one.label, {item: place for item, place in one.places.items() if item in ranked})
        for one in orders
    ]
    notes = (_("Orders without a group or without late answers are by “%(rule)s”.") % {
        "rule": RULES[found.rule].name,
    },) if len(orders) > len(ORDERS) else ()
    return bump.draw(
        bump.Orders(title, tuple(orders), items, top=found.size,
                    chosen=frozenset(result.agreement.of(found.set_rule).chosen.items), notes=notes),
        key=key, width=width, titled=titled,
    )


def _rows(found: Found) -> list[tuple[str, list[tuple[int, str]], list[bool]]]:
    """Every item with its place and points by each rule that gives an order, and in which sets it is."""
    result = found.result
    if result is None:
        return []
    question, together = found.breakdown.whole.question, result.agreement
    first = together.of(found.rule).ranking
    rows = []
    for place in first.places if first else ():
        item = place.item
        orders = []
        for rule in ORDERS:
            ranking = together.of(rule).ranking
            if ranking:
                points = number(round(float(ranking.scores[item]), 1))
                orders.append((ranking.positions[item], points))
        sets = [item in together.of(rule).chosen.items for rule in SETS]
        rows.append((label_of(question, item), orders, sets))
    return rows


def _table(found: Found) -> list[list[object]]:
    head: list[object] = [_("Item")]
    for rule in ORDERS:
        head += [_("Place: %(rule)s") % {"rule": RULES[rule].name}, _("Points: %(rule)s") % {"rule": RULES[rule].name}]
    head += [
        _("%(rule)s, set of %(size)s") % {"rule": RULES[rule].name, "size": found.size} for rule in SETS
    ]
    rows: list[list[object]] = [head]
    for label, orders, sets in _rows(found):
        rows.append([label, *(cell for pair in orders for cell in pair), *(_("yes") if one else "" for one in sets)])
    return rows


def _said(request: HttpRequest, found: Found) -> dict[str, Any]:
    """What is said in words, and whom the set represents."""
    result = found.result
    if result is None:
        return {"agreement": [], "depends": [], "chosen": [], "represented": [], "chosen_items": []}
    question, label = found.breakdown.whole.question, group_label(request)

    def name_of(code: str) -> str:
        return label(found.by, code) if code in found.profile.groups else label_of(question, code)

    together = result.agreement
    chosen = together.of(found.set_rule).chosen
    return {
        "agreement": agreement_in_words(together, name_of),
        "depends": sensitivity_in_words(result, found.rule, name_of),
        "set_depends": sensitivity_in_words(result, found.set_rule, name_of),
        "chosen": chosen_in_words(chosen, name_of),
        "chosen_items": [label_of(question, item) for item in chosen.items],
        "represented": [
            (label(found.by, one.group) if one.group else _("All"), one.voters, one.with_at_least(1),
             one.with_at_least(2), one.without_any)
            for one in chosen.represented
        ],
        "rule_name": RULES[found.rule].name, "set_name": RULES[found.set_rule].name,
        "set_explanation": RULES[found.set_rule].explanation,
    }
