"""What comes after the meetings: outcome forms, progress of projects, counts that name nobody, IATI."""
