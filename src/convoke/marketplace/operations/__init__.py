"""The only ways to change a marketplace."""
