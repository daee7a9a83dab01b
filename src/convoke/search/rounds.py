"""What the index looks for by itself: what has changed since a second ago."""

from convoke.core.work.periodic import Round

from .indexing import follow

ROUNDS = (Round("search-index", 1.0, follow),)
