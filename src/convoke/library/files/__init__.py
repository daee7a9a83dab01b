"""Papers as files: made from their text, read when handed in, scanned; no database but in
``jobs`` and ``reading_jobs``."""
