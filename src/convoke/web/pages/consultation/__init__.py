"""The pages of questionnaires: written, put, answered, read."""
