"""Pages of the agenda: as it stands and why, its versions; for the office composing, changing and adopting it."""
