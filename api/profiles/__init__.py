"""Profiles: where an area stands on each aspect of an index that describes its levels."""
