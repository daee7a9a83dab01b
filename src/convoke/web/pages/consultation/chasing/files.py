"""The standing as files: the list and the rates as CSV and XLSX, the pictures as SVG and PNG."""



from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.consultation.reading.standing import Rate, Row

from ....errors import Missing
from ....lookups import lookups
from ...files import as_csv, as_file, as_xlsx, guarded
from . import drawing
from .standing import DEVELOPMENT, OTHERS, REGION, Look, label, look

FORMATS = {"list": ("csv", "xlsx"), "map": ("svg", "png"), "rates": ("svg", "png", "csv")}
Rows = list[list[object]]


@login_required
def standing_file(request: HttpRequest, edition: str, code: str, name: str, format: str) -> HttpResponse:
    """The list (as filtered), the map or the rates as of a day, as a file."""
    seen = look(request, edition, code)
    if format not in FORMATS.get(name, ()):
        raise Missing(_("file"), f"{name}.{format}", [
            (f"{one}.{ending}", reverse("questionnaire-standing-file", args=[edition, code, one, ending]))
            for one, endings in FORMATS.items() for ending in endings
        ])
    called = f"{edition}-{code}-{name}-{seen.found.on:%Y-%m-%d}"
    if name == "list":
        return _list(request, seen, called, format)
    return _picture(request, seen, called, name, format)


def _picture(request: HttpRequest, seen: Look, called: str, name: str, format: str) -> HttpResponse:
    if seen.questionnaire.opened_at is None:
        raise Missing(_("picture"), f"{name}.{format}", [
            (seen.questionnaire.code, reverse("questionnaire", args=[seen.edition.code, seen.questionnaire.code]))
        ])
    base, accent = request.build_absolute_uri("/").rstrip("/"), seen.edition.accent
    picture = (
        drawing.world(seen.found, lookups(request).parties) if name == "map"
        else drawing.rates(seen.found, key=name, titled=True)
    )
    return as_file(picture, called, format, base=base, accent=accent)


def _list(request: HttpRequest, seen: Look, called: str, format: str) -> HttpResponse:
    rows: Rows = [
        [
            _("Code"), _("Name"), _("Standing"), _("Since (UTC)"), _("First submitted (UTC)"),
            _("After the deadline"), _("Received"), _("Region"), _("Development"), _("Reach"), _("Next step"),
            _("Next step on"), _("Last contact"),
        ],
        *(_line(request, row) for row in seen.rows),
    ]
    if format == "csv":
        return as_csv(called, guarded(rows))
    rates: Rows = [
        [_("Grouping"), _("Kind"), _("Asked"), _("Answered"), _("Declined"), _("Per cent")],
        *(_rate(one) for one in (seen.found.overall, *seen.found.by(REGION, DEVELOPMENT, *OTHERS))),
    ]
    days: Rows = [
        [_("Day"), _("Answered by its end")], *([day, number] for day, number in seen.found.over_time())
    ]
    return as_xlsx(called, {_("Standing"): rows, _("Response rates"): rates, _("Over time"): days})


def _line(request: HttpRequest, row: Row) -> list[object]:
    region, development = row.group(REGION), row.group(DEVELOPMENT)
    step = row.escalation.next_step if row.escalation else None
    return [
        row.party.code if row.party else "", label(request, row), str(row.standing.label),
        row.since.isoformat(sep=" ", timespec="minutes"),
        row.first.isoformat(sep=" ", timespec="minutes") if row.first else "",
        _("yes") if row.is_late else "", row.channel_label, str(region.name) if region else "",
        str(development.name) if development else "", str(row.gap.reason.label) if row.gap else "",
        step.get_means_display() if step else "",
        row.escalation.next_on if row.escalation else None,
        row.contact.get_result_display() if row.contact else "",
    ]


def _rate(rate: Rate) -> list[object]:
    group = rate.grouping
    return [
        str(group.name) if group else _("All who were asked"), group.get_kind_display() if group else "", rate.asked,
        rate.answered, rate.declined, round(100 * rate.share, 1),
    ]
