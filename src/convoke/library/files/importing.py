"""Taking an office file over into the editor: its text as Markdown."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import pandoc
from .reading import checked
from .scanning import Scan, scan

_NUMBER = re.compile(r"^(\d+)\\?\.[ \t\u00a0]+(?=\S)", re.MULTILINE)
_MARKDOWN = "--to=commonmark+footnotes+pipe_tables"


def markdown_of(content: bytes, name: str) -> str:
    """The Markdown of a DOCX or ODT file: headings, lists, quotations, tables, footnotes; no pictures.

    Numbers of paragraphs that are typed as text, running 1, 2, 3 …, are left out: the editor numbers anew.
    Raises ValidationError, with a sentence, for a PDF, for a file that may not be opened, and for one in which
    the scanner finds something.
    """
    found = checked(content, name)
    if found == "pdf":
        raise ValidationError(_("The text of a PDF cannot be taken over. Accepted: DOCX, ODT."))
    if scan(content) is not Scan.CLEAN:
        raise ValidationError(_("The file is held back until it has been checked, so that it is not opened."))
    try:
        made = pandoc.convert(content, f"--from={found}", _MARKDOWN, "--wrap=none", "--markdown-headings=atx")
    except ValueError as error:
        raise ValidationError(_("The file is damaged, so that it cannot be read.")) from error
    return _without_numbers(_without_marks(made.decode()))


def _without_marks(markdown: str) -> str:
    """Without raw HTML and pictures, which the editor does not take, and without the comments between lists."""
    text = re.sub(r"<!--.*?-->\n*", "", markdown, flags=re.DOTALL)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    return re.sub(r"</?(?:span|div|u|sup|sub|img|a)\b[^>]*>", "", text).strip() + "\n"


def _without_numbers(markdown: str) -> str:
    blocks = markdown.split("\n\n")
    starts = [(place, _NUMBER.match(block)) for place, block in enumerate(blocks)]
    numbered = [(place, match) for place, match in starts if match and "\n" not in blocks[place].strip()]
    if len(numbered) < 2 or [int(match[1]) for _place, match in numbered] != list(range(1, len(numbered) + 1)):
        return markdown
    for place, match in numbered:
        blocks[place] = blocks[place][match.end():]
    return "\n\n".join(blocks)
