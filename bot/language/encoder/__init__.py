"""Sentences to vectors: one encoder folder on disk, one loader, however the folder was made."""

from bot.language.encoder.sentence_encoder import EncoderMissingError, SentenceEncoder

__all__ = ["EncoderMissingError", "SentenceEncoder"]
