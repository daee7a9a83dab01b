"""Finding everything a reader may see, in the reader's language."""
