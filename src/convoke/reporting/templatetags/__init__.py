"""What the templates of reports load."""
