"""Pages of bodies, their meetings, silence procedures and calendars."""
