"""Channels: one guarded way in for every message, and one way out for every answer."""
