"""What every app stands on. Core knows no domain and imports no other app."""
