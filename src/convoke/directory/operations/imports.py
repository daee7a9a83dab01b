"""Handing a table of people and mandates in, and storing what it changes: all of it or nothing."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.files.operations import LARGEST, TYPES, clean_name
from convoke.core.journal.operations import operation
from convoke.core.models import StoredFile
from convoke.core.policy import require
from convoke.core.work.registry import JobFailed, Progress, Silent

from ..exchange.planning import Plan, Planner
from ..exchange.reading import Faults, Line
from ..models import Channel, Mandate, Party, Person

TABLES = {"csv": "text/csv", "xlsx": TYPES["xlsx"]}


def hand_in(*, actor: Actor, upload: "UploadedFile[bytes]") -> StoredFile:
    """Keeps a table as it was handed in, for the background to read.

    Raises Denied for who is not of the office, ValidationError for a file that is empty, too large
    or of another type.
    """
    require(actor, "import", Mandate)
    content = upload.read(LARGEST + 1)
    name = clean_name(upload.name or "")
    ending = name.lower().rpartition(".")[2]
    if ending not in TABLES:
        raise ValidationError({"table": _("Accepted: a CSV file in UTF-8 or an XLSX file.")})
    if not content:
        raise ValidationError({"table": _("The file is empty.")})
    if len(content) > LARGEST:
        size = LARGEST // 1024**2
        raise ValidationError({"table": _("The file is too large. Accepted: up to %(size)s MB.") % {"size": size}})
    with operation(actor=actor, verb="hand-in-table") as recording:
        stored = StoredFile(
            name=name, content_type=TABLES[ending], size=len(content), checksum=hashlib.sha256(content).hexdigest(),
            audience=Audience.TASK_FORCE, handed_in_by_id=actor.account_id,
        )
        if not default_storage.exists(stored.place):
            default_storage.save(stored.place, ContentFile(content))
        stored.save(force_insert=True)
        recording.on, recording.facts = stored, {"name": name}
    return stored


def import_people(*, actor: Actor, lines: list[Line], seen: str, progress: Progress) -> Plan:
    """Stores what the rows of a table change, if it is what was looked at (``seen``, the digest of its plan).

    Raises Denied for who is not of the office, JobFailed with the faults by row and column, or when the
    directory changed since; nothing is stored then.
    """
    require(actor, "import", Mandate)
    progress.start(0, _("Storing"))
    with operation(actor=actor, verb="import-people") as recording:
        list(Party.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
        faults = Faults()
        plan = Planner(lines, faults).work(Silent())
        if faults.number:
            raise JobFailed(_("Nothing was imported: please correct the table and hand it in again."),
                            faults.sentences())
        if plan.digest() != seen:
            raise JobFailed(_("Nothing was imported: the directory changed since the table was looked at. Please look "
                              "at what it changes once more."))
        _store(plan)
        recording.facts = {**plan.tally(), "rows": len(lines)}
    return plan


def _store(plan: Plan) -> None:
    known = set(Person.objects.values_list("code", flat=True))
    for person in plan.people:
        stem, number = slugify(person.name)[:100] or "person", 2
        person.code = stem
        while person.code in known:
            person.code, number = f"{stem}-{number}", number + 1
        known.add(person.code)
    Person.objects.bulk_create(plan.people, batch_size=500)
    Person.objects.bulk_update(plan.corrected.values(), ["name", "honorific", "language", "gender"], batch_size=200)
    for mandate in plan.mandates:
        mandate.person_id = mandate.person.pk
    for channel in plan.channels:
        channel.person_id = channel.person.pk if channel.person else None
    # mandates that end come first, so that a successor never meets an open one (DIR-1)
    fields = ["until", "title", "designation", "note_date"]
    Mandate.objects.bulk_update(plan.changed.values(), fields, batch_size=200)
    Mandate.objects.bulk_create(plan.mandates, batch_size=500)
    Channel.objects.bulk_create(plan.channels, batch_size=500)
