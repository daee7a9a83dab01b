"""The marketplace: what governments need, who can help, the rooms in which they talk."""
