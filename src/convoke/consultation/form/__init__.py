"""The form of a questionnaire: its questions, their expressions, what an answer may be. Knows no database."""
