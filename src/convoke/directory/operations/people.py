"""Entering people, correcting what is known of them, and merging duplicates."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..models import Account, Channel, Mandate, Person
from ..rules import overlap
from . import _records
from ._records import NewPerson

__all__ = ["NewPerson", "correct_person", "enter_person", "merge", "move_references"]


def enter_person(*, actor: Actor, new: NewPerson) -> Person:
    """Enters someone who is not in the directory yet.

    Raises Denied for who may not, ValidationError for a name without letters or an unknown language.
    """
    require(actor, "enter", Person)
    with operation(actor=actor, verb="enter-person") as recording:
        person = _records.entered(new)
        recording.on = person
        recording.facts = {"name": person.name}
    return person


def correct_person(
    *, actor: Actor, person: Person, name: str, honorific: str = "", language: str = "", gender: str | None = None
) -> Person:
    """Corrects how a person is called and in which language they are addressed, and what gender they state.

    A gender of None stays as it is; an empty one takes back what was stated. The journal does not say which it is,
    so that what is taken back stands nowhere. Raises Denied for who may not, ValidationError for what is not accepted.
    """
    require(actor, "correct", person)
    plain = _records.clean_name(name)
    _records.check_language(language)
    stated = person.gender if gender is None else gender
    _records.check_gender(stated)
    with operation(actor=actor, verb="correct-person", on=person) as recording:
        recording.facts = {"before": str(person)}
        person.name, person.honorific, person.language = plain, honorific.strip()[:60], language
        person.gender = stated
        person.save(update_fields=["name", "honorific", "language", "gender"])
        recording.facts["name"] = str(person)
    return person


def merge(*, actor: Actor, keep: Person, duplicate: Person) -> Person:
    """Makes two records of one person into one: all that hangs on the duplicate moves to the one kept.

    Mandates for the same party and capacity whose days overlap become one. The duplicate stays, points
    to the person kept and is found no more. Raises Denied for who is not of the office, ValidationError
    when both have an account, are the same, or one was merged before.
    """
    require(actor, "merge", keep)
    with operation(actor=actor, verb="merge-people", on=keep) as recording:
        locked = {one.pk: one for one in Person.objects.select_for_update().filter(pk__in=[keep.pk, duplicate.pk])}
        _check_merge([locked[pk] for pk in (keep.pk, duplicate.pk)])
        recording.facts = {"kept": str(keep), "duplicate": str(duplicate), "code": duplicate.code}
        recording.facts["joined"] = _join_mandates(keep, duplicate)
        _join_channels(keep, duplicate)
        move_references(actor=actor, old=duplicate, new=keep)
        kept = locked[keep.pk]
        kept.honorific = kept.honorific or duplicate.honorific
        kept.language = kept.language or duplicate.language
        kept.gender = kept.gender or locked[duplicate.pk].gender
        kept.is_published = kept.is_published or duplicate.is_published
        kept.save(update_fields=["honorific", "language", "gender", "is_published"])
        Person.objects.filter(pk=duplicate.pk).update(merged_into=keep, is_published=False, gender="")
    keep.refresh_from_db()
    return keep


def move_references(*, actor: Actor, old: models.Model, new: models.Model) -> int:
    """Has whatever refers to one record refer to another of the same model, in every app; gives how many did.

    Runs inside an operation of the caller, who has asked for the right. Raises ValidationError when
    something may refer to it only once.
    """
    moved = 0
    for relation in old._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        field: Any = relation.remote_field
        if field.name == "merged_into" and isinstance(old, Person):
            continue
        try:
            with transaction.atomic():
                moved += field.model._base_manager.filter(**{field.name: old}).update(**{field.name: new})
        except IntegrityError as error:
            raise ValidationError(
                _("Both have something that one alone can have: %(what)s.") % {"what": field.model._meta.verbose_name}
            ) from error
    return moved


def _check_merge(people: list[Person]) -> None:
    if len({person.pk for person in people}) < 2:
        raise ValidationError(_("Please choose two different people."))
    if any(person.merged_into_id for person in people):
        raise ValidationError(_("One of the two was merged into another person already."))
    if Account.objects.filter(person__in=people).count() > 1:
        raise ValidationError(
            _("Both have an account to sign in with. Please have one account closed first; then they can be merged.")
        )


def _join_mandates(keep: Person, duplicate: Person) -> int:
    """Mandates of both that overlap for one party and capacity become the one of the person kept."""
    joined = 0
    own = list(Mandate.objects.filter(person=keep).select_for_update())
    for mandate in Mandate.objects.filter(person=duplicate).select_related("party"):
        _records.lock(mandate.party)
        for kept in own:
            same = (kept.party_id, kept.capacity) == (mandate.party_id, mandate.capacity)
            if same and overlap((kept.since, kept.until), (mandate.since, mandate.until)):
                _join(kept, mandate)
                joined += 1
                break
    return joined


def _join(kept: Mandate, other: Mandate) -> None:
    _records.revoke_open([other.pk])
    for relation in Mandate._meta.related_objects:
        field: Any = relation.remote_field
        field.model._base_manager.filter(**{field.name: other}).update(**{field.name: kept})
    kept.since = min(kept.since, other.since) if kept.since and other.since else None
    kept.until = max(kept.until, other.until) if kept.until and other.until else None
    for name in ("title", "designation", "note_date", "scan", "passages"):
        setattr(kept, name, getattr(kept, name) or getattr(other, name))
    other.delete()
    kept.save()


def _join_channels(keep: Person, duplicate: Person) -> None:
    """A channel both have is kept once."""
    own = {(channel.kind, channel.address): channel for channel in Channel.objects.filter(person=keep, until=None)}
    for channel in Channel.objects.filter(person=duplicate, until=None):
        same = own.get((channel.kind, channel.address))
        if same is None:
            continue
        for relation in Channel._meta.related_objects:
            field: Any = relation.remote_field
            field.model._base_manager.filter(**{field.name: channel}).update(**{field.name: same})
        channel.delete()
