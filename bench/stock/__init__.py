"""The peer: a form bot as Rasa's own documentation leads one to write it."""
