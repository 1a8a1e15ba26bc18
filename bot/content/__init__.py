"""The content store: what may be said, where it comes from and whether it was reviewed."""
