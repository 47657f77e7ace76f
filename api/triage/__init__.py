"""Triage by the Social Prescribing Motivation Model: where a person is, and what support fits."""
