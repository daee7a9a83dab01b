"""What countries and partnerships do: practices, with corridor, sector, side and figures."""
