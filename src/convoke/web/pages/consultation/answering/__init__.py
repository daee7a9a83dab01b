"""Pages of answering, delegating and clearing."""
