"""Rasa custom actions: a tracker in, a rendered answer out. No wording, no SQL."""
