"""How fast this bot is beside Rasa's own starter, in one run (`make bench`; docs/performance.md)."""
