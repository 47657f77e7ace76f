"""The chat gateway: the one public way into a conversation."""
