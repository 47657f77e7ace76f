"""Assessments: the statements answered, what comes next, and the scores."""
