"""Parties, groupings, people and the mandates under which people act for parties."""
