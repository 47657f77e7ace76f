"""Reports: charts, as pure functions from figures to pictures."""
