"""Reading the marketplace."""
