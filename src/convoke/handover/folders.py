"""Reading a data folder: every file against its schema, then the rows of every app."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from convoke.core.loading import rows, schema, source
from convoke.core.loading.rows import Folder, Row
from convoke.core.loading.source import Fault, FaultyData, Place
from convoke.core.work.registry import Progress

from .schemas import REQUIRED, known_files, schema_for


def read_folder(path: Path, progress: Progress) -> Folder:
    """Reads and checks all files of a folder.

    Raises :class:`FaultyData` with every fault found: no such folder, a missing or
    unknown file, invalid YAML, or content that its schema does not accept.
    """
    if not path.is_dir():
        raise FaultyData([Fault(Place(str(path), 1), _("There is no such folder."))])
    names = sorted(str(file.relative_to(path)) for file in path.rglob("*.yaml"))
    faults = [
        Fault(Place(name, 1), _("This file is missing.")) for name in REQUIRED if name not in names
    ]
    files: dict[str, Any] = {}
    progress.start(len(names), _("Reading and checking the files"))
    for name in names:
        progress.advance(_("Checking %(file)s") % {"file": name})
        try:
            wanted = schema_for(name)
        except LookupError:
            known = ", ".join(known_files())
            faults.append(
                Fault(Place(name, 1), _("No file of this name is known. Accepted: %(known)s.") % {"known": known})
            )
            continue
        content, found = source.read(path / name, name)
        if not found:
            found = schema.check(content, wanted, name)
        faults += found
        files[name] = content
    if faults:
        raise FaultyData(faults)
    return Folder(dataset_of(files), files, _texts(files))


def dataset_of(files: dict[str, Any]) -> str:
    """The edition a folder is about, by the code its programme gives."""
    return str(files["programme.yaml"]["edition"]["code"])


def _texts(files: dict[str, Any]) -> dict[str, Any]:
    return {
        content["meta"]["language"]: content["texts"]
        for name, content in files.items()
        if name.startswith("translations/")
    }


def rows_of(folder: Folder) -> list[Row]:
    """The rows all apps take from a folder; raises :class:`FaultyData` for what they cannot place."""
    found = [row for loader in rows.loaders() for row in loader.rows(folder)]
    if folder.faults:
        raise FaultyData(folder.faults)
    return found


def demonstration() -> Path:
    """The folder of the demonstration forum that comes with the project."""
    path: Path = settings.CONVOKE_DATA / "brussels-2007"
    return path
