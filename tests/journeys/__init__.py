"""Journeys: a real browser against a real server, as people use the forum."""
