"""Reading what came of questionnaires: each area of pages has a module of its own."""
