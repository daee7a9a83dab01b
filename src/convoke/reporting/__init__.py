"""The outcome report of an edition and the figures on it."""
