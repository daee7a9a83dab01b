"""LIB-2: a version published for good, with its checksum; a version set aside."""

import hashlib
import json
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..models import DocumentVersion
from ..states import VersionState
from ._common import check_has_content, locked_document, take_on, words


def publish(
    *, actor: Actor, version: DocumentVersion, what_changed: Mapping[str, str] | None = None
) -> DocumentVersion:
    """LIB-2: publishes a version to the document's audience; it never changes again.

    A version after a published one says what changed. Raises Denied, and ValidationError for a version without
    text and file, one that is neither a draft nor circulated, or one that does not say what it must.
    """
    require(actor, "publish", version.document)
    with operation(
        actor=actor, verb="publish-version", on=version.document, edition=version.document.edition.code
    ) as recording:
        document = locked_document(version.document)
        present = take_on(version, VersionState.PUBLISHED)
        if what_changed is not None:
            present.what_changed = words(what_changed)
        published = document.versions.filter(state=VersionState.PUBLISHED)
        if published.filter(number__gt=present.number).exists():
            raise ValidationError(_("LIB-2: a later version is published already."))
        if published.exists() and not present.what_changed:
            raise ValidationError({"what_changed": _("LIB-2: say what changed since the version published before.")})
        check_has_content(present)
        present.published_at, present.checksum = clock.now(), checksum_of_version(version=present, actor=actor)
        present.save(update_fields=["state", "what_changed", "published_at", "checksum"])
        recording.facts = {
            "version": present.number, "checksum": present.checksum, "correction": present.is_correction,
            "audience": document.audience,
        }
    return present


def set_aside(*, actor: Actor, version: DocumentVersion, reason: str = "") -> DocumentVersion:
    """Sets a draft or a circulated version aside; its text is kept. What was circulated the office alone sets aside.

    Raises Denied, and ValidationError for a version that is published or set aside already.
    """
    verb = "write" if version.state == VersionState.DRAFT else "circulate"
    require(actor, verb, version.document)
    with operation(
        actor=actor, verb="set-version-aside", on=version.document, edition=version.document.edition.code
    ) as recording:
        present = take_on(version, VersionState.SET_ASIDE)
        if present.circulated_at is not None:
            require(actor, "circulate", present.document)
        present.save(update_fields=["state"])
        recording.facts = {"version": present.number, "reason": reason.strip()[:500]}
    return present


def checksum_of_version(*, actor: Actor, version: DocumentVersion) -> str:
    """LIB-2: SHA-256 of the text in all languages and of the files handed in; anyone can work it out again."""
    said = {
        "text": [
            {"key": one.key, "kind": one.kind, "level": one.level, "numbered": one.is_numbered, "texts": one.texts}
            for one in version.paragraphs.order_by("order")
        ],
        "files": sorted(
            [one.language, one.format, one.file.checksum]
            for one in version.renditions.filter(is_made=False).select_related("file")
        ),
    }
    written = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
