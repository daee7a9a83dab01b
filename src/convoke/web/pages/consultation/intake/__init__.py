"""Answers that come in as files and on paper: the forms to fill in offline, what was handed in, taking it in."""
