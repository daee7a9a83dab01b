"""One-time codes of invitations: worked out from a key that only this installation has, kept as a hash alone."""

import hashlib

from django.utils.crypto import salted_hmac

from .models import Invitation

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that are not taken for one another when read from paper."""
LENGTH = 16


def code_of(invitation: Invitation) -> str:
    """The code of a stored invitation, as it is printed: four groups of four (``K7QM-…``)."""
    word = seal("convoke.directory.invitation", str(invitation.pk))
    return "-".join(word[start:start + 4] for start in range(0, LENGTH, 4))


def seal(purpose: str, text: str) -> str:
    """A keyed digest of a text for one purpose, as :data:`LENGTH` signs to be read from paper."""
    digest = salted_hmac(purpose, text, algorithm="sha256")
    number = int.from_bytes(digest.digest(), "big")
    signs = []
    for _place in range(LENGTH):
        number, rest = divmod(number, len(LETTERS))
        signs.append(LETTERS[rest])
    return "".join(signs)


def hash_of(code: str) -> str:
    """What is stored of a code, however it was typed: spaces, hyphens and small letters do not matter."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
