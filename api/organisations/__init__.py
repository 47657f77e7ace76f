"""Organisations: neighbourhoods (PCNs), places and integrated care systems."""
