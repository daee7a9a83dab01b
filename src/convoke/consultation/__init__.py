"""Questionnaires to governments, their replies, and the priorities that come of them."""
