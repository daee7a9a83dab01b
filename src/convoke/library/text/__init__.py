"""The text of a paper as plain values: pieces, Markdown, numbers, languages, comparing, symbols; no database."""
