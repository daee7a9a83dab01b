"""What came of a questionnaire: counted, ordered, found, and never shown so that one answer can be guessed (CON-2)."""
