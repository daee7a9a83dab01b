"""Pages of what came of questionnaires, and choosing themes."""
