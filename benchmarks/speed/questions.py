"""What the clients of a load ask."""

from __future__ import annotations

from itertools import product

_KINDS = ("carcinoid", "a neuroendocrine tumor", "a pancreatic NET", "a lung NET", "an insulinoma", "a gut NET")
_ASKED = (
    "what is {}",
    "which signs does {} give",
    "what causes {}",
    "how do doctors find {}",
    "how is {} treated",
    "who is at risk of {}",
    "where in the body does {} start",
    "can {} be prevented",
    "what is the outlook with {}",
    "which types of {} are there",
)

OURS = tuple(question.format(kind) for kind, question in product(_KINDS, _ASKED))
"""Sixty different ones, so that nothing profits from a question asked twice in a row."""

STARTERS = ("hello", "i am sad", "no", "i am doing great", "are you a bot", "yes", "good morning", "bye")
"""What Rasa's starter was trained on. It answers with a sentence, calls no action, cites nothing."""
