"""The form of a questionnaire: sections and questions, their expressions, and what an answer may be. Knows no database."""
