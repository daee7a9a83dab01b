"""Bodies of the forum: who sits in them, their meetings, and the silence procedure."""
