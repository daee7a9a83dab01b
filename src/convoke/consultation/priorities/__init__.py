"""Priorities from rankings, by several stated rules, and how much they depend on the rule. Knows no database."""
