"""Maturity frameworks as data: what is assessed, on what scale, read from YAML files."""
