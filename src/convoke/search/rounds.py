"""What the index looks for by itself: what has changed since a second ago, and what makes it slow."""

from convoke.core.work.periodic import Round

from .indexing import follow, tidy

ROUNDS = (Round("search-index", 1.0, follow), Round("search-tidy", 5.0, tidy))
