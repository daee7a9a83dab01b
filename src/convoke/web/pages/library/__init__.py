"""The pages of papers: reading, writing, translating, commenting, comparing, publishing."""
