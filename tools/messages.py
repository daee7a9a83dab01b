"""The message catalogues: extract from sources, compile, check. Needs no gettext on the machine.

    messages.py update    bring every catalogue up to date with the sources
    messages.py compile   write the binary catalogues
    messages.py check     fail on a string that is missing, untranslated, fuzzy or out of date
"""

import argparse
import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "convoke"
LOCALE = SOURCE / "locale"
LANGUAGES = ("fr", "es", "nl", "ar")
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = re.compile(r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To|'
                    r'Project-Id-Version|Generated-By): .*\n', re.MULTILINE)
"""Lines of a catalogue's head that say nothing and change at every update."""
ALIAS = re.compile(r"\bn?p?gettext(?:_lazy|_noop)? as (\w+)")
"""Another name for a function that marks strings; one that is not among :data:`KEYWORDS` would hide them."""
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def template() -> Catalog:
    """All translatable strings of the sources, each with where it stands."""
    import django
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
        django.setup()
    catalog = Catalog(project="Convoke", charset="utf-8")
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if "migrations" in path.parts or (path.suffix != ".py" and "templates" not in path.parts):
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
        stream = io.BytesIO(text.encode())
        place = str(path.relative_to(ROOT))
        for line, message, comments, context in extract(extract_python, stream, KEYWORDS, ("Translators:",)):
            catalog.add(message, None, [(place, line)], auto_comments=comments, context=context)
    return catalog


def path_of(language: str) -> Path:
    """The catalogue of a language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands; empty when there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Convoke", charset="utf-8")
    with path.open("rb") as handle:
        return read_po(handle, locale=language)


def update() -> None:
    """Adds new strings to every catalogue and drops those no longer used."""
    source = template()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(source, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.header_comment = f"# Convoke in {catalog.locale.english_name}. Licence: Apache-2.0."
        catalog.fuzzy = False
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as handle:
            write_po(handle, catalog, width=110, include_lineno=False, sort_by_file=True)
        path.write_text(HEADER.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")


def compile_all() -> None:
    """Writes the binary catalogues beside the texts."""
    for language in LANGUAGES:
        if path_of(language).exists():
            with path_of(language).with_suffix(".mo").open("wb") as handle:
                write_mo(handle, read(language))


def faults(language: str, source: Catalog) -> list[str]:
    """What is wrong with a catalogue: one sentence for each string."""
    catalog, found = read(language), []
    for message in source:
        if not message.id:
            continue
        known = catalog.get(message.id, message.context)
        name = message.id if isinstance(message.id, str) else message.id[0]
        if known is None:
            found.append(f"{language}: missing: {name!r}")
        elif known.fuzzy:
            found.append(f"{language}: fuzzy: {name!r}")
        elif not all(strings(known)):
            found.append(f"{language}: untranslated: {name!r}")
        else:
            found += [f"{language}: {fault}: {name!r}" for fault in placeholder_faults(known)]
    wanted = {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in source}
    for message in catalog:
        if message.id and (message.context, message.id if isinstance(message.id, str) else message.id[0]) not in wanted:
            found.append(f"{language}: no longer used: {message.id!r}")
    return found


def strings(message: Message) -> tuple[str, ...]:
    """The translations of a message, one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def placeholder_faults(message: Message) -> list[str]:
    """Placeholders a translation adds or, apart from plural forms, leaves out."""
    ids = (message.id,) if isinstance(message.id, str) else message.id
    wanted = set(PLACEHOLDER.findall(" ".join(ids)))
    found = []
    for text in strings(message):
        given = set(PLACEHOLDER.findall(text))
        if given - wanted:
            found.append(f"unknown placeholder {sorted(given - wanted)}")
        if isinstance(message.id, str) and wanted - given:
            found.append(f"placeholder left out {sorted(wanted - given)}")
    return found


def hidden() -> list[str]:
    """Where the sources give a marking function a name under which its strings are not found."""
    return [
        f"{path.relative_to(ROOT)}: strings marked with “{name}” are not found; accepted: {', '.join(KEYWORDS)}"
        for path in sorted(SOURCE.rglob("*.py")) for name in ALIAS.findall(path.read_text(encoding="utf-8"))
        if name not in KEYWORDS
    ]


def check() -> int:
    """Prints every fault of every catalogue and of how strings are marked; gives 1 when there is one."""
    source = template()
    found = [*hidden(), *(fault for language in LANGUAGES for fault in faults(language, source))]
    for fault in found:
        print(fault)
    print(f"translations: {len(source)} strings, {len(LANGUAGES)} languages, {len(found)} faults")
    return bool(found)


def main() -> int:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["update", "compile", "check"])
    what = parser.parse_args().what
    if what == "check":
        return check()
    (update if what == "update" else compile_all)()
    return 0


if __name__ == "__main__":
    sys.exit(main())
