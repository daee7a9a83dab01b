"""What can be done with papers: the only way to change them."""
