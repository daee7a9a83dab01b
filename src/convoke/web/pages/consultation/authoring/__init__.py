"""Pages of writing and correcting questionnaires."""
