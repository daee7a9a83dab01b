"""Pictures drawn on the server as SVG, each with its table and its text."""
