"""The timetable: what clashes, how it stands, what changed. Only ``standing`` and ``rights`` ask a database."""
