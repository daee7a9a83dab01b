"""References into the programme by the words the data files use."""

from django.utils.text import slugify

from convoke.core.loading.rows import Folder, Ref

FILE = "programme.yaml"
OPENING = "opening"


def forum_code(folder: Folder) -> str:
    """The code of the forum a folder belongs to."""
    return str(slugify((folder.get("edition.yaml").get("edition") or {}).get("acronym", "forum")))


def session_ref(folder: Folder, code: str) -> Ref:
    """A session of the folder's edition; the data files call the opening one “plenary”."""
    return Ref("session", (folder.dataset, OPENING if code == "plenary" else code))


def theme_ref(folder: Folder, code: str) -> Ref:
    """A theme of the folder's edition."""
    return Ref("theme", (folder.dataset, code))


def roundtable_ref(folder: Folder, code: str) -> Ref:
    """A roundtable of the folder's edition (``RT2``)."""
    return Ref("roundtable", (folder.dataset, code))


def horizontal_codes(folder: Folder) -> set[str]:
    """The codes of the horizontal issues of a folder."""
    return {issue["id"] for issue in folder.get("horizontal.yaml").get("issues", [])}
