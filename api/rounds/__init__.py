"""Rounds: opening the next one from the last, and what moved between the two."""
