"""The scheduler: an instance goes in as data, a schedule comes out with what is proved of it. Knows no database."""
