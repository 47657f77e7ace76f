"""The Signpost service: every rule of the domain, and the only code that touches the database."""
