"""The journal: append-only, chained by hash, one entry for each operation."""
