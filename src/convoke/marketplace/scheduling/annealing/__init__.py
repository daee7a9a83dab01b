"""A fast search for a good schedule, by annealing; it proves nothing."""

from .search import Annealing, Slice

__all__ = ["Annealing", "Slice"]
