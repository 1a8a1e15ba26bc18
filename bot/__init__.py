"""NET Guide: cited answers to questions about neuroendocrine tumors."""
