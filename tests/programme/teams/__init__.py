"""Partnership teams: who prepares a session, what is owed, balance, suggestions, calls."""
