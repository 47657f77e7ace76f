"""Thin custom actions: read the turn, call the API, utter by key. The rules live in the API."""
