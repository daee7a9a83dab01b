"""The style sheet as one file: the parts in ``css/`` in the order of their names."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

PARTS = Path(__file__).parent / "css"
NAME = "web/convoke.css"


def style_sheet() -> str:
    """All parts joined, without comments and needless white space."""
    text = "\n".join(part.read_text(encoding="utf-8") for part in sorted(PARTS.glob("*.css")))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?", r"\1", text).replace(";}", "}").strip() + "\n"


class StyleSheetFinder(BaseFinder):
    """Offers the joined style sheet to ``collectstatic`` and to tests."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.CONVOKE_HOME / "assets")

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The path of the joined style sheet; nothing for any other file."""
        if path != NAME:
            return []
        found = self._written()
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """The one file there is."""
        self._written()
        yield NAME, self.storage

    def _written(self) -> str:
        target = Path(self.storage.path(NAME))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(style_sheet(), encoding="utf-8")
        return str(target)
