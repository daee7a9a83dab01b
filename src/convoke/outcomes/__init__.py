"""Findings, recommended actions, commitments and reports due; and the thread through it all."""
