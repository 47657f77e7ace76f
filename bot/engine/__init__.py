"""The dialogue engine: Rasa in an environment of its own, and what Rasa loads by import path."""
