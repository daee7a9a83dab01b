"""The pages of partnership teams: all at a glance, the space of one, its calls."""
