"""Participants: who answers for an organisation, and the links that let them in."""
