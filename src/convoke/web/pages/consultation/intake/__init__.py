"""Pages of answers handed in as files and on paper."""
