"""Changing the directory: one noun a file."""
