"""The languages that citizens are answered in: what is offered, and how English becomes each."""
