"""Meetings between those who ask and those who can help: so far, how they are scheduled."""
