"""The pages: each view reads with queries, changes with operations, decides nothing."""
