"""What counts as an address or a number of a channel."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ..models import Channel

NUMBER = re.compile(r"\+?[0-9][0-9 ()./-]{4,38}(?: ?(?:ext|x)\.? ?[0-9]{1,6})?")
NUMBERS = frozenset({Channel.Kind.PHONE, Channel.Kind.FAX})


def clean_address(*, kind: str, address: str) -> str:
    """An address or number as it is stored; raises ValidationError that says what is accepted for its kind."""
    plain = " ".join(address.split())
    if kind not in Channel.Kind.values:
        accepted = ", ".join(Channel.Kind.values)
        raise ValidationError({"kind": _("Accepted kinds: %(accepted)s.") % {"accepted": accepted}})
    if not plain or len(plain) > 300:
        raise ValidationError({"address": _("Please give the address or number: 300 signs at most.")})
    if kind == Channel.Kind.EMAIL:
        try:
            validate_email(plain)
        except ValidationError as error:
            raise ValidationError(
                {"address": _("This is no e-mail address. Accepted: an address such as office@example.org.")}
            ) from error
        local, _at, domain = plain.rpartition("@")
        return f"{local}@{domain.lower()}"
    if kind in NUMBERS and not NUMBER.fullmatch(plain):
        raise ValidationError(
            {"address": _("This is no number. Accepted: digits with the code of the country, such as +32 2 501 81 11.")}
        )
    return plain
