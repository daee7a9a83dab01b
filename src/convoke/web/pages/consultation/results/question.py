"""The page of one question: its picture, by groups, as of a date; and the same as files."""


from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.consultation.analysis.asked import asked
from convoke.consultation.analysis.counting import Breakdown, breakdown
from convoke.consultation.form.model import Kind
from convoke.consultation.form.words import words
from convoke.consultation.operations.choosing import OF_WHICH_ONE_CHOOSES
from convoke.consultation.priorities.rules import ORDERS, RULES
from convoke.core.policy import Denied
from convoke.directory.roles import OFFICE

from ....errors import Missing
from ....pictures.plate import NARROW, Picture
from ...files import as_csv, as_file, as_xlsx, guarded
from ...frame import show
from . import overview
from .drawing import Easel, rule_or_plain
from .looks import Look, frame, look_at
from .names import group_label, party_name, view_label
from .sentences import headline

FORMATS = ("svg", "png", "csv", "xlsx")


def question(request: HttpRequest, edition: str, code: str, question: str) -> HttpResponse:
    """One question as a whole and by groups."""
    look = look_at(request, edition, code)
    if not look.is_open:
        return overview.closed(request, look)
    found = found_or_missing(request, look, question)
    easel, more = _easel(request, look), _query(request, found)
    drawn, narrow = easel.draw(found, "w"), easel.draw(found, "n", width=NARROW)
    return show(
        request, "web/consultation/results/question.html", found=found, question=found.whole.question,
        title=words(found.whole.question.label), headline=headline(found.whole, easel.name_of),
        pictures=[
            (picture, small, _files(look, question, more, place))
            for place, (picture, small) in enumerate(zip(drawn, narrow, strict=True))
        ],
        by=found.by, by_label=view_label(request, found.by) if found.by else "",
        choices_by=sorted(((view, view_label(request, view)) for view in found.views), key=lambda pair: pair[1]),
        rules=[(rule, RULES[rule].name) for rule in ORDERS], rule=easel.rule,
        is_ranking=found.whole.question.kind == Kind.RANKING,
        in_words=found.whole.question.kind in (Kind.SHORT, Kind.LONG, Kind.YES_NO),
        may_become=found.whole.question.kind in OF_WHICH_ONE_CHOOSES and look.eyes.is_office,
        beside=_beside(look, question), **frame(request, look),
    )


def file(request: HttpRequest, edition: str, code: str, question: str, format: str) -> HttpResponse:
    """The picture of a question as SVG or PNG, its table as CSV or XLSX; nothing the page would not show."""
    look = look_at(request, edition, code)
    if not look.is_open:
        raise Denied("publish-results", OFFICE)
    found = found_or_missing(request, look, question)
    easel = _easel(request, look)
    drawn = easel.draw(found, "p", titled=True)
    called = f"{edition}-{code}-{question}" + (f"-{found.by}" if found.by else "")
    if format in ("svg", "png") and drawn:
        return as_file(drawn[_place(request, drawn)], called, format, accent=look.edition.accent)
    if format not in ("csv", "xlsx"):
        known = [(f"{question}.{one}", reverse("results-file", args=[edition, code, question, one]))
                 for one in (FORMATS if drawn else ("csv", "xlsx"))]
        raise Missing(_("file"), f"{question}.{format}"[:80], known)
    sheets = {picture.title: picture.rows() for picture in drawn} or {
        words(found.whole.question.label): [(_("Answers"),), (found.whole.answered,)]
    }
    if format == "xlsx":
        return as_xlsx(called, {title: [list(row) for row in rows] for title, rows in sheets.items()})
    return as_csv(called, guarded(row for rows in sheets.values() for row in rows))


def found_or_missing(request: HttpRequest, look: Look, question: str) -> Breakdown:
    """What came of a question by the groups asked for; raises Missing with the questions there are.

    What is no view is told and left out.
    """
    by = request.GET.get("by", "")
    try:
        return breakdown(look.questionnaire, question, look.eyes, by=by, moment=look.asked)
    except KeyError:
        known = asked(look.questionnaire)
    if known.by_code(question) is None:
        near = [
            (words(one.label), reverse("results-question", args=[look.edition.code, look.questionnaire.code, one.code]))
            for one in known.questions[:12]
        ]
        raise Missing(_("question"), question, near)
    look.wrong.append(
        _("“%(word)s” is nothing by which answers can be shown; they are shown as a whole.") % {"word": by[:80]}
    )
    return breakdown(look.questionnaire, question, look.eyes, moment=look.asked)


def _easel(request: HttpRequest, look: Look) -> Easel:
    rule, wrong = rule_or_plain(request.GET.get("rule", ""))
    if wrong:
        look.wrong.append(_("“%(word)s” is not a rule that gives an order. Known: %(known)s.") % {
            "word": wrong[:80], "known": ", ".join(str(RULES[one].name) for one in ORDERS),
        })
    return Easel(party_name(), group_label(request), rule, with_ends=look.eyes.see_all(look.questionnaire))


def _query(request: HttpRequest, found: Breakdown) -> dict[str, str]:
    rule, wrong = rule_or_plain(request.GET.get("rule", ""))
    return {"by": found.by, "rule": "" if wrong or not request.GET.get("rule") else rule}


def _files(look: Look, question: str, more: dict[str, str], place: int) -> list[tuple[str, str]]:
    """The downloads of a picture; the tables of all pictures are in one file."""
    args = [look.edition.code, look.questionnaire.code, question]
    part = {**more, "part": str(place) if place else ""}
    drawn = [(one.upper(), reverse("results-file", args=[*args, one]) + look.query(**part)) for one in ("svg", "png")]
    tables = [(one.upper(), reverse("results-file", args=[*args, one]) + look.query(**more)) for one in ("csv", "xlsx")]
    return [*drawn, *([] if place else tables)]


def _place(request: HttpRequest, drawn: list[Picture]) -> int:
    word = request.GET.get("part", "0")
    return int(word) if word.isascii() and word.isdigit() and len(word) < 4 and int(word) < len(drawn) else 0


def _beside(look: Look, code: str) -> dict[str, tuple[str, str]]:
    """The question before and the one after."""
    questions = asked(look.questionnaire).questions
    place = next(at for at, one in enumerate(questions) if one.code == code)
    found = {"before": place - 1, "after": place + 1}
    return {
        way: (questions[at].code, words(questions[at].label))
        for way, at in found.items() if 0 <= at < len(questions)
    }
