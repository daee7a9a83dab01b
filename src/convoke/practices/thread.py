"""Practices on the thread: reported in a session, illustrating findings, cited by policy directions."""

from convoke.outcomes.thread.graph import Stage
from convoke.outcomes.thread.kinds import LinkKind, NodeKind

from .models import Practice

KINDS = (
    NodeKind("practice", Stage.PRACTICE, Practice, lambda p: p.title, order=("order",)),
    LinkKind("session", "practice", "reported", Practice, "session", "pk"),
    LinkKind("session", "practice", "reported", Practice, "also_in", "pk"),
    LinkKind("theme", "practice", "reported", Practice, "theme", "pk"),
    LinkKind("finding", "practice", "illustrated", Practice, "findings", "pk"),
    LinkKind("practice", "action", "cited", Practice, "pk", "cross_references__action"),
)
