"""What consultation takes from a data folder: questionnaires, counts of replies, priorities."""

from collections.abc import Iterator

from convoke.core.loading.rows import Folder, Kind, Loader, Ref, Row, passages, place
from convoke.editions.loading import check_days, edition_ref, span

from .models import Priority, Questionnaire, ReplyCount

FILE = "surveys.yaml"
QUESTIONNAIRE = Kind("questionnaire", Questionnaire, ("edition__code", "code"))
REPLY_COUNT = Kind(
    "count of replies", ReplyCount, ("questionnaire__edition__code", "questionnaire__code", "code")
)
PRIORITY = Kind("priority", Priority, ("questionnaire__edition__code", "questionnaire__code", "code"))


def _rows(folder: Folder) -> Iterator[Row]:
    for order, survey in enumerate(folder.get(FILE).get("surveys", [])):
        key = (folder.dataset, survey["id"])
        sent, deadline = survey.get("sent") or {}, survey.get("deadline") or {}
        sent_on = span(sent.get("date"), None)[0]
        check_days(folder, place(FILE, survey), sent_on)
        yield Row(
            "questionnaire",
            key,
            place(FILE, survey),
            {
                "edition": edition_ref(folder),
                "code": survey["id"],
                "order": order,
                **{
                    field: folder.translated("survey", survey["id"], field, survey[field])
                    for field in ("name", "sender", "purpose")
                },
                "state": "closed",
                "sent_on": sent_on,
                "sent_precision": sent.get("precision", "day"),
                "deadline": deadline.get("date"),
                "recipients": survey["recipients"].get("number"),
                "items": survey.get("themes_total"),
                "passages": passages(survey),
            },
        )
        own = Ref("questionnaire", key)
        for number, count in enumerate(survey["counts"], 1):
            date = count.get("date")
            counted_on = span(date, None)[0]
            check_days(folder, place(FILE, count), counted_on)
            yield Row(
                "count of replies",
                (*key, f"count-{number}"),
                place(FILE, count),
                {
                    "questionnaire": own,
                    "code": f"count-{number}",
                    "counted_on": counted_on,
                    "precision": "month" if date and len(date) == 7 else "day",
                    "what": count["what"],
                    "qualifier": count.get("qualifier", "exact"),
                    "value": count.get("value"),
                    "passages": passages(count),
                },
            )
        for number, theme in enumerate(survey.get("themes_known", []), 1):
            code = theme.get("id") or f"{survey['id']}-p{number}"
            yield Row(
                "priority",
                (*key, code),
                place(FILE, theme),
                {
                    "questionnaire": own,
                    "code": code,
                    "order": number,
                    "item": theme.get("item"),
                    "rank": theme.get("rank"),
                    "rank_group": theme.get("rank_group") or "",
                    "text": folder.translated("priority", code, "text", theme["text"]),
                    "passages": passages(theme),
                },
            )


LOADER = Loader("consultation", (QUESTIONNAIRE, REPLY_COUNT, PRIORITY), _rows)
