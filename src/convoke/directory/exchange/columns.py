"""The columns of the tables, the same for what is handed in and what is given out."""

COLUMNS = (
    "person", "honorific", "name", "language", "party", "capacity", "function", "since", "until", "designation",
    "note_date", "email", "phone", "official", "gender",
)
"""``person`` is the code of someone known; empty for someone new, who is then known by name and party."""
NEEDED = ("name", "party", "capacity")
"""What a row must give; an office of the forum itself may be held for no party."""
DATES = ("since", "until", "note_date")
LARGEST = 20_000
"""The most rows taken in at once."""
NOT_STATED = "not-stated"
"""Takes back a gender that was stated; an empty cell leaves it as it is."""
YES, NO = frozenset({"yes", "1", "true", "x"}), frozenset({"", "no", "0", "false"})
