"""The shapes in which directories come: each reader brings one into that of ORUK v3."""
