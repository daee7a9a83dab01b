"""Carrying a forum in and out: data folders and their schemas; exercise accounts."""
