"""A walk over every template and style sheet: the conventions nobody may forget."""

import re
from pathlib import Path

import allauth
import pytest
from django.template import engines
from django.template.loader import get_template

import convoke
from convoke.web.assets import style_sheet

SOURCE = Path(convoke.__file__).parent
WEB = SOURCE / "web" / "templates"
TEMPLATES = sorted(path for folder in SOURCE.glob("*/templates") for path in folder.rglob("*") if path.is_file())
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]
SHEETS = sorted([*SOURCE.rglob("*.css")])
UPSTREAM = Path(allauth.__file__).parent / "templates"

TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
BLOCKTRANSLATE = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
COMMENT = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
CODE = re.compile(r"<(script|style|code)\b.*?</\1>", re.DOTALL)
SPOKEN = re.compile(r"""\b(?:aria-label|alt|title|placeholder|aria-description|summary|label)\s*=\s*"([^"]*)\"""")
PROPER = {
    "Convoke", "PDF", "DOCX", "HTML", "CSV", "SVG", "CSS", "UTF", "UTC", "ISO", "M49",  # names
    "XLSX", "Popolo", "JSON",  # names of formats
    "deep", "accent", "paper", "ink",  # the names of the design tokens in the style guide
    "R1.4-1",  # a code
}


def name_of(path: Path) -> str:
    """How a template is called."""
    return str(path.relative_to(next(parent for parent in path.parents if parent.name == "templates")))


def words(text: str) -> list[str]:
    """The words of a language in a text that was left of a template."""
    text = re.sub(r"&#?\w+;", " ", text)
    return [word for word in re.findall(r"[^\W\d_][\w.-]*[^\W_]", text) if word not in PROPER]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_compiles(path: Path) -> None:
    get_template(name_of(path))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_inline_style_or_script(path: Path) -> None:
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    if path.parts[-3:-1] == ("templates", "pictures") or name_of(path) == "reporting/page.html":
        text = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)  # files that stand alone carry their sheet
    plain = TAG.sub(lambda tag: "x" * len(tag[0]), text)
    assert not re.findall(r"<[^>]*\sstyle\s*=[^>]*>", plain)
    assert not re.findall(r"<[^>]*\son[a-z]+\s*=[^>]*>", plain)
    assert "javascript:" not in plain
    assert "<style" not in plain
    for script in re.findall(r"<script\b[^>]*>", plain):
        assert " src=" in script or 'type="application/json"' in script, script
    assert not re.findall(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", plain), "loads from another host"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_what_people_read_is_translated(path: Path) -> None:
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    text = BLOCKTRANSLATE.sub("", CODE.sub("", text))
    spoken = [TAG.sub("", value) for value in SPOKEN.findall(TAG.sub(lambda tag: tag[0].replace('"', "'"), text))]
    visible = re.sub(r"<[^>]*>", " ", TAG.sub("", text))
    found = words(visible) + [word for value in spoken for word in words(value)]
    assert not found, f"not translated: {found}"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_sentences_are_not_glued(path: Path) -> None:
    """A placeholder never stands between two translated pieces of one sentence without a sign between them."""
    text = path.read_text(encoding="utf-8")
    glued = re.findall(
        r'{%\s*translate "[^"]*[a-z] ?"\s*%}\s*{{[^}]*}}\s*{%\s*translate "[a-z][^"]*"\s*%}', text
    )
    assert not glued, glued


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: str(path.relative_to(SOURCE)))
def test_style_sheets_know_no_left_and_right(path: Path) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    physical = re.findall(
        r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b[^;]*"
        r"|(?<![\w-])(?:left|right)\s*:[^;]*"
        r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
        r"|border-(?:top|bottom)-(?:left|right)-radius[^;]*",
        sheet,
    )
    assert not physical, f"use logical properties: {physical}"
    assert not re.findall(r"url\(\s*[\"']?(?:https?:)?//|@import", sheet)


def test_every_class_of_the_templates_is_known_to_a_style_sheet() -> None:
    sheet = style_sheet() + "".join(path.read_text(encoding="utf-8") for path in SHEETS)
    scripts = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("web/static/web/*.js"))
    unknown = set()
    for path in PAGES:
        if WEB not in path.parents:
            continue
        for value in re.findall(r'\bclass="([^"]*)"', TAG.sub(lambda tag: tag[0].replace('"', "'"), path.read_text())):
            for one in TAG.sub("\0", value).split():
                if "\0" not in one and f".{one}" not in sheet and one not in scripts:
                    unknown.add(f"{one} ({name_of(path)})")
    assert not unknown, sorted(unknown)


def test_every_template_is_used() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in SOURCE.rglob("*") if path.suffix in (".py", ".html", ".js")
    )
    unused = [
        name_of(path)
        for path in TEMPLATES
        if f'"{name_of(path)}"' not in sources
        and not (UPSTREAM / name_of(path)).exists()  # takes the place of one of the library's
        and not re.search(rf"f\"[\w/{{}}.()\"']*{re.escape(path.parent.name)}/{{", sources)
    ]
    assert not unused


OFF = re.compile("email|messages|snippets|partials|base|verif|signup|phone|(?:login|reset|by|confirm)_code|trust")
"""Of the library's templates: those of what is switched off, and those that are no pages."""


def test_every_page_of_the_library_has_a_face_of_ours() -> None:
    kinds = [UPSTREAM / kind for kind in ("account", "mfa")]
    upstream = {str(path.relative_to(UPSTREAM)) for kind in kinds for path in kind.rglob("*.html")}
    lacking = {name for name in upstream - {name_of(path) for path in PAGES} if not OFF.search(name)}
    assert not lacking, sorted(lacking)


def test_every_component_stands_in_the_style_guide() -> None:
    def included(path: Path, seen: set[str]) -> set[str]:
        for name in re.findall(r'{%\s*(?:include|extends) "([^"]+)"', path.read_text(encoding="utf-8")):
            if name not in seen:
                seen.add(name)
                included(WEB / name if (WEB / name).exists() else Path(get_template(name).origin.name), seen)
        return seen

    shown = included(WEB / "web" / "public" / "styleguide.html", set())
    lacking = sorted(
        name_of(path) for path in (WEB / "components").rglob("*.html") if name_of(path) not in shown
    )
    assert not lacking, f"add to web/public/styleguide.html: {lacking}"


def test_every_component_says_what_it_takes() -> None:
    lacking = [
        name_of(path) for path in (WEB / "components").rglob("*.html")
        if not re.search(r"{# (?:Takes|A |The )[^#]+#}", path.read_text(encoding="utf-8"))
    ]
    assert not lacking, lacking


def test_templates_find_every_tag_without_loading_it() -> None:
    """The tags of every page are built in, so that none has to be loaded page by page."""
    builtins = engines["django"].engine.builtins
    assert "convoke.web.templatetags.convoke" in builtins
