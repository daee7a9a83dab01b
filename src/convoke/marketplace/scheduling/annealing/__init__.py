"""A fast search for a good schedule, by annealing; it proves nothing."""

from .search import COLD, EVEN, HOT, Annealing, Prices, cooling, get_ready

__all__ = ["COLD", "EVEN", "HOT", "Annealing", "Prices", "cooling", "get_ready"]
