"""Subjects, themes and why they are on the agenda (PRO-5)."""

from collections.abc import Iterator, Mapping

from convoke.core.loading.rows import Folder, Ref, Row, passages, place
from convoke.core.loading.source import Place
from convoke.editions.loading import edition_codes

from ..models import Basis, Theme
from .references import FILE, forum_code, theme_ref


def rows(folder: Folder) -> Iterator[Row]:
    """The vocabulary and the agenda of an edition, each theme with its reasons."""
    yield from _subjects(folder)
    yield from _themes(folder)
    yield from _reasons(folder)


def _subjects(folder: Folder) -> Iterator[Row]:
    forum, seen = forum_code(folder), set()
    for file, sections in (
        ("outcomes.yaml", ("outcomes", "process_actions", "suggestions")),
        ("findings.yaml", ("findings", "general_conclusions")),
    ):
        for section in sections:
            for entry in folder.get(file).get(section, []):
                for code in entry["themes"]:
                    if code in seen:
                        continue
                    seen.add(code)
                    title = code[0].upper() + code[1:].replace("-", " ")
                    yield Row(
                        "subject",
                        (forum, code),
                        place(file, entry),
                        {
                            "forum": Ref("forum", (forum,)),
                            "code": code,
                            "title": folder.translated("theme", code, "title", title),
                        },
                    )


def _themes(folder: Folder) -> Iterator[Row]:
    for entry in folder.get(FILE).get("roundtables", []):
        code = f"RT{entry['number']}"
        title = folder.translated("roundtable", code, "title", entry["title"])
        yield _theme(folder.dataset, code, Theme.Kind.AGENDA, entry["number"], title, place(FILE, entry),
                     passages(entry, folder.report))
    file = "horizontal.yaml"
    for order, entry in enumerate(folder.get(file).get("issues", []), 1):
        row = _theme(
            folder.dataset, entry["id"], Theme.Kind.HORIZONTAL, order,
            folder.translated("issue", entry["id"], "title", entry["title"]),
            place(file, entry), passages(entry, folder.report),
        )
        row.fields["scope"] = folder.translated("issue", entry["id"], "scope", entry.get("scope"))
        yield row
    codes = edition_codes(folder)
    for successor in folder.get("edition.yaml").get("successors", []):
        for number, text in enumerate(successor.get("focus", []), 1):
            title = folder.translated("focus", f"{successor['id']}-focus-{number}", "text", text)
            title = {language: words[0].upper() + words[1:] for language, words in title.items()}
            yield _theme(codes[successor["id"]], f"focus-{number}", Theme.Kind.AGENDA, number, title,
                         place("edition.yaml", successor), passages(successor))


def _theme(
    edition: str,
    code: str,
    kind: Theme.Kind,
    order: int,
    title: Mapping[str, str],
    where: Place,
    cited: list[dict[str, str]],
) -> Row:
    return Row(
        "theme",
        (edition, code),
        where,
        {
            "edition": Ref("edition", (edition,)), "code": code, "kind": kind.value, "order": order,
            "title": dict(title), "passages": cited,
        },
    )


def _reasons(folder: Folder) -> Iterator[Row]:
    """PRO-5: the survey as a whole, the priorities of the same rank, and what threads.yaml adds."""
    survey = next((s for s in folder.get("surveys.yaml").get("surveys", []) if s.get("themes_total")), None)
    themes = [f"RT{entry['number']}" for entry in folder.get(FILE).get("roundtables", [])]
    issues = folder.get("horizontal.yaml").get("issues", [])
    if survey:
        where, key = place("surveys.yaml", survey), (folder.dataset, survey["id"])
        for code in [*themes, *(issue["id"] for issue in issues)]:
            yield _reason(theme_ref(folder, code), where, Basis.STATED, questionnaire=Ref("questionnaire", key))
        ranks = {
            entry["rank"]: entry.get("id") or f"{survey['id']}-p{number}"
            for number, entry in enumerate(survey.get("themes_known", []), 1)
            if entry.get("rank")
        }
        for issue in issues:
            if issue.get("survey_rank") in ranks:
                ref = Ref("priority", (*key, ranks[issue["survey_rank"]]))
                yield _reason(theme_ref(folder, issue["id"]), place("horizontal.yaml", issue), Basis.STATED,
                              priority=ref)
    yield from _given_reasons(folder)


def _given_reasons(folder: Folder) -> Iterator[Row]:
    file, codes = "threads.yaml", edition_codes(folder)
    for entry in folder.get(file).get("theme_reasons", []):
        where, basis = place(file, entry), Basis(entry["basis"])
        theme = Ref("theme", (codes.get(entry["edition"], entry["edition"]), entry["theme"]))
        if "priority" in entry:
            ref = Ref("priority", (folder.dataset, entry["questionnaire"], entry["priority"]))
            yield _reason(theme, where, basis, priority=ref, cited=passages(entry))
        else:
            yield _reason(theme, where, basis, earlier=theme_ref(folder, entry["earlier"]), cited=passages(entry))


def _reason(
    theme: Ref,
    where: Place,
    basis: Basis,
    *,
    questionnaire: Ref | None = None,
    priority: Ref | None = None,
    earlier: Ref | None = None,
    cited: list[dict[str, str]] | None = None,
) -> Row:
    parts = [ref.key[-1] if ref else "None" for ref in (questionnaire, priority, earlier)]
    return Row(
        "reason for a theme",
        (*theme.key, *parts),
        where,
        {
            "theme": theme, "questionnaire": questionnaire, "priority": priority, "earlier": earlier,
            "basis": basis.value, "passages": cited or [],
        },
    )
