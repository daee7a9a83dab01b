"""Files that people hand in: kept by their checksum, seen by an audience, never run, never shown in place."""
