"""Reaching people: notices to mandates, escalation, what was said on the telephone, the newsletter."""
