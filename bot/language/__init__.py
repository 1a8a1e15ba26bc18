"""Understanding: phrases of the store's vocabulary, sentence vectors, topics asked (Rasa graph components)."""
