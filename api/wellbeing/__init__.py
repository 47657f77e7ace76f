"""Personal wellbeing by the four questions of the Office for National Statistics (ONS4)."""
