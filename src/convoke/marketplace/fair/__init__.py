"""The fair: slots and tables, who can meet when, meetings and their schedules."""
