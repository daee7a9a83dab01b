"""The only way to change bodies, their meetings, silence procedures and calendar addresses."""
