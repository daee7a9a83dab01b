"""Pages of reaching who was asked, and what a questionnaire is."""
