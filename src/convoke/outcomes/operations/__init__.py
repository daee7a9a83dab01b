"""The operations on outcomes."""
