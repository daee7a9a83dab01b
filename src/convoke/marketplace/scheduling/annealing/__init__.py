"""A fast search for a good schedule, by annealing; it proves nothing."""

from .search import EVEN, Annealing, Prices, cooling, get_ready

__all__ = ["EVEN", "Annealing", "Prices", "cooling", "get_ready"]
