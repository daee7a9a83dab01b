"""A fast search for a good schedule, by annealing; it proves nothing."""

from .search import Annealing, cooling

__all__ = ["Annealing", "cooling"]
