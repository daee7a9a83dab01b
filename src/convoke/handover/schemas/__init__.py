"""The published JSON Schemas (draft 2020-12), one for each file of a data folder.

All translations share one schema; the languages it lists are the translations a
folder may have.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

REQUIRED = ("edition.yaml", "programme.yaml")
"""The files a folder cannot do without."""

_SUFFIX = ".schema.json"
_TRANSLATIONS = "translations"


@cache
def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _schemas(folder: Path) -> dict[str, Path]:
    """The schema of every file, by the name of the file in a data folder."""
    found = {path.name.removesuffix(_SUFFIX): path for path in sorted(folder.glob(f"*{_SUFFIX}"))}
    translations = found.pop(_TRANSLATIONS)
    languages = _read(translations)["properties"]["meta"]["properties"]["language"]["enum"]
    schemas = {f"{name}.yaml": path for name, path in found.items()}
    schemas |= {f"{_TRANSLATIONS}/{language}.yaml": translations for language in sorted(languages)}
    return schemas


SCHEMAS: dict[str, Path] = _schemas(Path(__file__).parent)
"""Where the schema of each file is, by its name in a data folder (``translations/fr.yaml``)."""


def schema_for(file_name: str) -> dict[str, Any]:
    """The schema a file has to follow.

    Takes the name of the file relative to the data folder, with ``/`` between folder
    and file. Raises :class:`LookupError` for a name that no schema is published for.
    """
    if file_name not in SCHEMAS:
        raise LookupError(file_name)
    return _read(SCHEMAS[file_name])


def known_files() -> list[str]:
    """The names of all files a data folder may have, in the order of the alphabet."""
    return sorted(SCHEMAS)
