"""The states of a notice, of its delivery to one recipient, and of an escalation; and the only ways between them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class NoticeState(models.TextChoices):
    """Where a notice stands."""

    DRAFT = "draft", pgettext_lazy("notice", "being drafted")
    QUEUED = "queued", pgettext_lazy("notice", "being sent")
    SENT = "sent", pgettext_lazy("notice", "sent")
    CANCELLED = "cancelled", pgettext_lazy("notice", "cancelled")


NOTICE: dict[NoticeState, tuple[NoticeState, ...]] = {
    NoticeState.DRAFT: (NoticeState.QUEUED, NoticeState.CANCELLED),
    NoticeState.QUEUED: (NoticeState.SENT, NoticeState.CANCELLED),
    NoticeState.SENT: (),
    NoticeState.CANCELLED: (),
}


class DeliveryState(models.TextChoices):
    """What became of a notice for one recipient."""

    QUEUED = "queued", pgettext_lazy("delivery", "queued")
    SENDING = "sending", pgettext_lazy("delivery", "being handed over")
    SENT = "sent", pgettext_lazy("delivery", "sent")
    OPENED = "opened", pgettext_lazy("delivery", "link opened")
    ANSWERED = "answered", pgettext_lazy("delivery", "answered")
    BOUNCED = "bounced", pgettext_lazy("delivery", "came back")
    UNREACHABLE = "unreachable", pgettext_lazy("delivery", "no channel")
    UNCERTAIN = "uncertain", pgettext_lazy("delivery", "interrupted while being handed over")
    CANCELLED = "cancelled", pgettext_lazy("delivery", "cancelled")


DELIVERY: dict[DeliveryState, tuple[DeliveryState, ...]] = {
    DeliveryState.QUEUED: (DeliveryState.SENDING, DeliveryState.CANCELLED),
    DeliveryState.SENDING: (DeliveryState.SENT, DeliveryState.QUEUED, DeliveryState.BOUNCED, DeliveryState.UNCERTAIN),
    DeliveryState.SENT: (DeliveryState.OPENED, DeliveryState.ANSWERED, DeliveryState.BOUNCED),
    DeliveryState.OPENED: (DeliveryState.ANSWERED,),
    DeliveryState.UNCERTAIN: (
        DeliveryState.SENT, DeliveryState.OPENED, DeliveryState.ANSWERED, DeliveryState.BOUNCED, DeliveryState.QUEUED,
    ),
    DeliveryState.ANSWERED: (),
    DeliveryState.BOUNCED: (),
    DeliveryState.UNREACHABLE: (),
    DeliveryState.CANCELLED: (),
}


class EscalationState(models.TextChoices):
    """Where an escalation with one party stands."""

    OPEN = "open", pgettext_lazy("escalation", "open")
    ANSWERED = "answered", pgettext_lazy("escalation", "answered")
    CLOSED = "closed", pgettext_lazy("escalation", "closed")


ESCALATION: dict[EscalationState, tuple[EscalationState, ...]] = {
    EscalationState.OPEN: (EscalationState.ANSWERED, EscalationState.CLOSED),
    EscalationState.ANSWERED: (),
    EscalationState.CLOSED: (),
}
