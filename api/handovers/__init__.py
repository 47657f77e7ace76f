"""Hand-overs: statements that a participant leaves to somebody who knows better."""
