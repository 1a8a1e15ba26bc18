"""How well questions are understood: scores of labelled questions, and a report with pictures."""
