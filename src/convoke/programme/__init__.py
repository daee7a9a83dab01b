"""Themes, roundtables, sessions, panels and teams of an edition."""
