"""What stands between people and the API: the dialogue engine and the channels."""
