"""Changing what goes out and what was said: one noun a file."""
