"""The office sets up the marketplace of an edition, and from when to when what is done on it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.editions.models import Edition
from convoke.editions.states import EditionState

from ..models import Marketplace, Service, Window
from ._common import Faults, words

SHORTEST, LONGEST = 5, 240
"""Minutes of a meeting."""


@dataclass(frozen=True)
class About:
    """What a marketplace is; texts are in one or more languages."""

    purpose: Mapping[str, str]
    services: Sequence[str]
    organiser: Mapping[str, str] = field(default_factory=dict)
    minutes: int = 60
    contact: str = ""


@dataclass(frozen=True)
class Days:
    """From when to when; what is not set stays open."""

    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


def set_marketplace(*, actor: Actor, edition: Edition, about: About) -> Marketplace:
    """Says what the marketplace of an edition is; the first time, it is set up with it.

    Raises Denied, and ValidationError for a closed edition and for what is missing or cannot stand, field by field.
    """
    require(actor, "set", Marketplace)
    with operation(
        actor=actor, verb="set-marketplace", on=edition, edition=edition.code, audience=Audience.PUBLIC
    ) as recording:
        present = _locked(edition)
        marketplace = Marketplace.objects.filter(edition=present).first() or Marketplace(edition=present)
        _write(marketplace, about)
        recording.facts = {"services": marketplace.services, "minutes": marketplace.minutes}
    return marketplace


def _write(marketplace: Marketplace, about: About) -> None:
    faults: Faults = {}
    marketplace.purpose = words(about.purpose, "purpose", faults)
    marketplace.organiser = words(about.organiser, "organiser", faults)
    if not marketplace.purpose:
        faults.setdefault("purpose", _("Say what the marketplace is for."))
    marketplace.services = [one for one in Service.values if one in set(about.services)]
    if not marketplace.services or not set(about.services) <= set(Service.values):
        faults["services"] = _("Choose the kinds of help that may be asked for.")
    marketplace.minutes = about.minutes
    if not SHORTEST <= about.minutes <= LONGEST:
        faults["minutes"] = _("A meeting lasts %(shortest)s to %(longest)s minutes.") % {
            "shortest": SHORTEST, "longest": LONGEST}
    marketplace.contact = about.contact.strip()
    try:
        if marketplace.contact:
            validate_email(marketplace.contact)
    except ValidationError as error:
        faults["contact"] = " ".join(error.messages)
    if faults:
        raise ValidationError(dict(faults))
    marketplace.full_clean(exclude=["edition"])
    marketplace.save()


def set_windows(*, actor: Actor, marketplace: Marketplace, windows: Mapping[str, Days]) -> list[Window]:
    """Sets from when to when things are done, by the kind of window; windows that are not named stay as they are.

    Raises Denied, and ValidationError for a closed edition, an unknown kind, and a window that ends before it begins.
    """
    require(actor, "set", marketplace)
    with operation(
        actor=actor, verb="set-windows", on=marketplace.edition, edition=marketplace.edition.code,
        audience=Audience.PUBLIC,
    ) as recording:
        _locked(marketplace.edition)
        _check(windows)
        known = {one.kind: one for one in Window.objects.select_for_update().filter(marketplace=marketplace)}
        changed = []
        for kind in Window.Kind.values:
            days = windows.get(kind)
            window = known.get(kind) or Window(marketplace=marketplace, kind=kind)
            if days is None or (window.starts_on, window.ends_on) == (days.starts_on, days.ends_on):
                continue
            window.starts_on, window.ends_on = days.starts_on, days.ends_on
            window.save()
            changed.append(window)
        recording.facts = {"windows": [one.kind for one in changed]}
    return changed


def _check(windows: Mapping[str, Days]) -> None:
    faults: Faults = {}
    for kind, days in windows.items():
        if kind not in Window.Kind.values:
            faults[kind] = _("Choose from: %(accepted)s.") % {"accepted": ", ".join(Window.Kind.values)}
        elif days.starts_on and days.ends_on and days.ends_on < days.starts_on:
            faults[kind] = _("A window ends on the day it begins, or later.")
    if faults:
        raise ValidationError(dict(faults))


def _locked(edition: Edition) -> Edition:
    present = Edition.objects.select_for_update().get(pk=edition.pk)
    if present.state == EditionState.CLOSED:
        raise ValidationError(_("This edition is closed; its marketplace stays as it is."))
    return present
