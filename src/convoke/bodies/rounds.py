"""What bodies look for by themselves, again and again."""

from convoke.core.work.periodic import Round

from .operations.silence import close_due

ROUNDS = (Round("silence-procedures", 20.0, close_due),)
