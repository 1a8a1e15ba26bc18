"""A question becomes an Answer: statements chosen and cited, then rendered for each channel."""
