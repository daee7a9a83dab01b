"""The states of a version of a document and of a comment on it, and the only ways between them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class VersionState(models.TextChoices):
    """Where a version of a document stands."""

    DRAFT = "draft", pgettext_lazy("version", "being written")
    CIRCULATED = "circulated", pgettext_lazy("version", "circulated for comment")
    PUBLISHED = "published", pgettext_lazy("version", "published")
    SET_ASIDE = "set-aside", pgettext_lazy("version", "set aside")


VERSION: dict[VersionState, tuple[VersionState, ...]] = {
    VersionState.DRAFT: (VersionState.CIRCULATED, VersionState.PUBLISHED, VersionState.SET_ASIDE),
    VersionState.CIRCULATED: (VersionState.PUBLISHED, VersionState.SET_ASIDE),
    VersionState.PUBLISHED: (),
    VersionState.SET_ASIDE: (),
}


class CommentState(models.TextChoices):
    """What became of a comment."""

    OPEN = "open", pgettext_lazy("comment", "to be answered")
    TAKEN = "taken", pgettext_lazy("comment", "taken")
    PARTLY = "partly", pgettext_lazy("comment", "taken in part")
    NOT_TAKEN = "not-taken", pgettext_lazy("comment", "not taken")
    WITHDRAWN = "withdrawn", pgettext_lazy("comment", "withdrawn by its party")


COMMENT: dict[CommentState, tuple[CommentState, ...]] = {
    CommentState.OPEN: (
        CommentState.TAKEN, CommentState.PARTLY, CommentState.NOT_TAKEN, CommentState.WITHDRAWN,
    ),
    CommentState.TAKEN: (CommentState.PARTLY, CommentState.NOT_TAKEN),
    CommentState.PARTLY: (CommentState.TAKEN, CommentState.NOT_TAKEN),
    CommentState.NOT_TAKEN: (CommentState.TAKEN, CommentState.PARTLY),
    CommentState.WITHDRAWN: (),
}


class ReadState(models.TextChoices):
    """What is known of a file handed in, and of its text."""

    WAITING = "waiting", pgettext_lazy("file", "it is being read")
    REFUSED = "refused", pgettext_lazy("file", "it cannot be taken")

    READ = "read", pgettext_lazy("file", "its text can be searched")
    NO_TEXT = "no-text", pgettext_lazy("file", "it holds no text, only pictures of pages")
    LOCKED = "locked", pgettext_lazy("file", "it is protected by a password")
    HELD = "held", pgettext_lazy("file", "held back until it has been checked")


UNREAD = (ReadState.WAITING, ReadState.REFUSED)
"""States of a file that is not part of its version yet."""
UNSHOWN = (*UNREAD, ReadState.HELD)
"""States of a file that only those see who write."""
