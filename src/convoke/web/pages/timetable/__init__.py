"""Pages of panels and the timetable."""
