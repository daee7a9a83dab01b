"""What is measured, and how; ``make bench`` prints it and keeps it in ``results.md``."""
