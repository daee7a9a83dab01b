"""CON-3: what becomes of texts that were kept aside: one is used, or let go; none is deleted.

As for saving a draft, no journal entry is written: what a government weighs is its own.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.policy import Denied, holders, require

from ..models import AnswerEdit, Response
from ..rules import may_edit
from .answering import Given, Saved, save_answers


def use_kept(*, actor: Actor, edit: AnswerEdit) -> Saved:
    """Makes a text that was kept aside the answer; the one it replaces stays among the earlier texts.

    Gives what became of it: a text that its question does not accept stays aside. Raises Denied for a section
    that is somebody else's, ValidationError for a text settled already or a question that is asked no more.
    """
    _check(actor, edit)
    with transaction.atomic():
        _settled(edit)
        saved = save_answers(actor=actor, response=edit.response, given={edit.question: Given(edit.value)})
        one = saved[edit.question]
        if one.refused:
            transaction.set_rollback(True)  # it stays aside as it is, and is not kept a second time
    return one


def let_go(*, actor: Actor, edit: AnswerEdit) -> None:
    """Settles a text that was kept aside: it is shown no longer, and stays among the earlier texts.

    Raises as :func:`use_kept` does.
    """
    _check(actor, edit)
    with transaction.atomic():
        _settled(edit)


def _check(actor: Actor, edit: AnswerEdit) -> None:
    require(actor, "answer", edit.response)
    if not may_edit(actor, edit.response, edit.section):
        raise Denied("answer", holders(Response, "answer"))


def _settled(edit: AnswerEdit) -> None:
    if not AnswerEdit.objects.filter(pk=edit.pk, is_aside=True).update(is_aside=False):
        raise ValidationError(_("This text was settled already."))
