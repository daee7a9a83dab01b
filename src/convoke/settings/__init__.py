"""Settings: base, and one module for each kind of installation."""
