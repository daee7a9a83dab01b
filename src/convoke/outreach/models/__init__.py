from .contacts import ContactLogEntry, Escalation, EscalationPlan, EscalationStep
from .newsletter import NewsletterIssue, Subscription
from .notices import Delivery, Notice
from .outbox import OutboxMessage

__all__ = [
    "ContactLogEntry",
    "Delivery",
    "Escalation",
    "EscalationPlan",
    "EscalationStep",
    "NewsletterIssue",
    "Notice",
    "OutboxMessage",
    "Subscription",
]
