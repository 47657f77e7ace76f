"""The starter kit: what a new installation begins with."""
