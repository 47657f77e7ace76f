"""Bring a directory in: check it, keep it, and say what was refused."""
