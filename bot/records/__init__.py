"""What is kept of conversations: the tracker store, locks, ratings and gaps."""
