"""Misunderstandings: messages that the assistant did not understand, for staff to learn from."""
