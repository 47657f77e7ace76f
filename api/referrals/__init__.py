"""Asking for a link worker: the person's own form, and the link workers' list."""
