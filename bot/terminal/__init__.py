"""The terminal channel: a conversation at the command line, through the same gateway as all."""
