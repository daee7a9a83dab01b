"""Interest in a request, and what is said in the room of the two (MKT-1, MKT-2)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.files.operations import take_in
from convoke.core.journal.operations import operation
from convoke.core.languages import active_language
from convoke.core.models import StoredFile
from convoke.core.policy import require
from convoke.directory.models import Party
from convoke.editions.states import EditionState

from ..models import Interest, Message, Provider, Request
from ..phrases import TEXTS
from ..rooms import STANDING, closed_because, over_because, unread
from ..states import INTEREST, InterestState, ProviderState, RequestState
from ._common import locked_room, reason_given, side_for
from ._meetings import call_off_with

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LONGEST = 5000


@dataclass(frozen=True)
class Said:
    """What is written into a room: words in their language, a standard phrase by its code, a file; at least one."""

    text: str = ""
    phrase: str = ""
    upload: "UploadedFile[bytes] | None" = None
    language: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether it says nothing."""
        return not (self.text.strip() or self.phrase or self.upload)


def show_interest(
    *, actor: Actor, request: Request, provider: Provider, may_be_shown: bool = False, said: Said | None = None
) -> Interest:
    """A registered provider shows interest in a published request: the room of the two is there.

    ``may_be_shown`` is its consent to be shown to the other providers of the request (MKT-2); ``said`` a
    first message. Raises Denied for who does not act for the provider, and ValidationError for a request
    that is not published, a provider that is not registered or is the government itself, for interest
    shown before, and for a message that is not accepted.
    """
    require(actor, "show", Interest(request=request, provider=provider))
    with operation(actor=actor, verb="show-interest", on=request, edition=request.edition.code) as recording:
        present = Request.objects.select_for_update(of=("self",)).select_related("party", "edition").get(pk=request.pk)
        able = Provider.objects.select_related("party").get(pk=provider.pk)
        _check_pair(present, able)
        interest = Interest.objects.filter(request=present, provider=able).first() or Interest(
            request=present, provider=able, state=InterestState.WITHDRAWN)
        if interest.state != InterestState.WITHDRAWN:
            raise ValidationError(_("This provider has shown its interest already."))
        interest.state, interest.may_be_shown, interest.reason = InterestState.SHOWN, may_be_shown, ""
        interest.shown_at, interest.answered_at = clock.now(), None
        interest.save()
        if said and not said.is_nothing:
            _write(actor, interest, able.party, said)
        recording.facts = {"provider": able.party.code, "may_be_shown": may_be_shown}
    return interest


def answer_interest(*, actor: Actor, interest: Interest, accept: bool, reason: str = "") -> Interest:
    """The owner's side accepts a provider's interest, or declines it with a reason, which the provider reads.

    Raises Denied for others than the owner's side and the office, and ValidationError for an interest
    that cannot be answered so as it stands, and one that is declined without a reason.
    """
    require(actor, "answer", interest)
    with operation(
        actor=actor, verb="answer-interest", on=interest.request, edition=interest.request.edition.code
    ) as recording:
        present = locked_room(interest)
        if over := over_because(present):
            raise ValidationError(over)
        _step(present, InterestState.ACCEPTED if accept else InterestState.DECLINED)
        present.reason, present.answered_at = "" if accept else reason_given(reason, is_needed=False), clock.now()
        if not accept and not present.reason:
            raise ValidationError({"reason": _("An interest is declined with a reason.")})
        present.save(update_fields=["state", "reason", "answered_at"])
        if not accept:
            call_off_with(present.request.party, present.reason, interest=present)
        recording.facts = {"provider": present.provider.party.code, "accepted": accept}
    return present


def withdraw_interest(*, actor: Actor, interest: Interest, reason: str = "") -> Interest:
    """A provider withdraws its interest; it can show it again.

    Raises Denied for who does not act for the provider, and ValidationError where none stands any more.
    """
    require(actor, "withdraw", interest)
    with operation(
        actor=actor, verb="withdraw-interest", on=interest.request, edition=interest.request.edition.code
    ) as recording:
        present = locked_room(interest)
        _step(present, InterestState.WITHDRAWN)
        present.reason = reason_given(reason, is_needed=False)
        present.save(update_fields=["state", "reason"])
        call_off_with(
            present.provider.party, present.reason or _("The provider has withdrawn its interest."), interest=present)
        recording.facts = {"provider": present.provider.party.code}
    return present


def set_consent(*, actor: Actor, interest: Interest, may_be_shown: bool) -> Interest:
    """MKT-2: a provider says whether it may be shown to the other providers of the request.

    Raises Denied for who does not act for the provider, and ValidationError where its interest does not stand.
    """
    require(actor, "consent", interest)
    with operation(
        actor=actor, verb="set-consent", on=interest.request, edition=interest.request.edition.code
    ) as recording:
        present = locked_room(interest)
        if present.state not in STANDING:
            raise ValidationError(_("This interest no longer stands: %(state)s.") % {
                "state": present.get_state_display()})
        present.may_be_shown = may_be_shown
        present.save(update_fields=["may_be_shown"])
        recording.facts = {"provider": present.provider.party.code, "may_be_shown": may_be_shown}
    return present


def write_message(*, actor: Actor, room: Interest, said: Said, party: Party | None = None) -> Message:
    """MKT-1: one of the two sides writes in their room; what is written stays as it is.

    ``party`` is for whom, where the actor speaks for both sides; the government otherwise. Raises Denied
    for who is of neither side, and ValidationError for a message without anything in it, one that is too
    long, an unknown phrase or language, a file that is not accepted, and a room that is closed.
    """
    require(actor, "write", Message(room=room))
    with operation(
        actor=actor, verb="write-message", on=room.request, edition=room.request.edition.code
    ) as recording:
        present = locked_room(room)
        side = side_for(actor, present, party, Message, "write")
        if closed := closed_because(present):
            raise ValidationError(closed)
        message = _write(actor, present, side, said)
        recording.facts = {"provider": present.provider.party.code, "party": message.party.code}
    return message


def mark_read(*, actor: Actor, room: Interest) -> int:
    """Marks what the other side wrote as read by the actor's side; gives how many messages were unread.

    Raises Denied for who is of neither side: the office reads a room without leaving a mark.
    """
    require(actor, "read", Message(room=room))
    new = Message.objects.filter(unread(actor, ""), room=room)
    if not new.exists():
        return 0
    with operation(
        actor=actor, verb="read-messages", on=room.request, edition=room.request.edition.code
    ) as recording:
        marked = Message.objects.filter(pk__in=list(new.values_list("pk", flat=True)), read_at=None).update(
            read_at=clock.now())
        recording.facts = {"provider": room.provider.party.code, "messages": marked}
    return marked


def _check_pair(request: Request, provider: Provider) -> None:
    if request.edition.state == EditionState.CLOSED:
        raise ValidationError(_("This edition is closed; its marketplace takes nothing more."))
    if request.state != RequestState.PUBLISHED:
        raise ValidationError(_("MKT-4: interest is shown in a request that is published."))
    if provider.edition_id != request.edition_id:
        raise ValidationError({"provider": _("This provider is registered for another edition.")})
    if provider.state != ProviderState.REGISTERED:
        raise ValidationError({"provider": _("Interest is shown by a provider that is registered; this one is not.")})
    if provider.party_id == request.party_id:
        raise ValidationError({"provider": _("A government shows no interest in its own request.")})


def _step(interest: Interest, to: InterestState) -> None:
    if to not in INTEREST[InterestState(interest.state)]:
        raise ValidationError(_("The interest stands otherwise now: %(state)s.") % {
            "state": interest.get_state_display()})
    interest.state = to


def _write(actor: Actor, room: Interest, party: Party, said: Said) -> Message:
    text, language = said.text.strip(), said.language or active_language()
    if said.is_nothing:
        raise ValidationError({"text": _("Write some words, choose a standard phrase or add a file.")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("A message has at most %(number)s signs.") % {"number": LONGEST}})
    if said.phrase and said.phrase not in TEXTS:
        raise ValidationError({"phrase": _("Choose one of the standard phrases listed.")})
    known = dict(settings.CONVOKE_CONTENT_LANGUAGES)
    if language not in known:
        raise ValidationError({"language": _("Unknown language: %(unknown)s. Accepted: %(accepted)s.") % {
            "unknown": language, "accepted": ", ".join(known)}})
    return Message.objects.create(
        room=room, party=party, by_id=actor.account_id, at=clock.now(), language=language, text=text,
        phrase=said.phrase, file=_kept(actor, said.upload) if said.upload else None,
    )


def _kept(actor: Actor, upload: "UploadedFile[bytes]") -> StoredFile:
    """A file of a room is read through its message alone: it is of an audience nobody has (MKT-1)."""
    try:
        return take_in(actor=actor, upload=upload, audience=Audience.NAMED)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
