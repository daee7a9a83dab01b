"""A fast search for a good schedule, by annealing; it proves nothing."""

from .search import COLD, HOT, Annealing, cooling, get_ready

__all__ = ["COLD", "HOT", "Annealing", "cooling", "get_ready"]
