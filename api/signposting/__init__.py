"""Signposts: from needs and a triage to a few things that a person can really use."""
