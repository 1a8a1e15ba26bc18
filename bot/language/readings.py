"""A message as the search encoder reads it: whole and, where it has several, by its sentences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.language.contractions import written_out
from bot.language.encoder import SentenceEncoder
from bot.language.encoder.sentence_encoder import Vectors
from bot.language.passages import passages


@dataclass(frozen=True)
class Readings:
    """The vectors of a message.

    Attributes:
        sentences: a row for each, where there are several and they are short enough together.
        whole: one row; where the sentences are read, their mean by tokens, so that nothing is encoded twice.
    """

    sentences: Vectors | None
    whole: Vectors

    @classmethod
    def of(cls, text: str, encoder: SentenceEncoder) -> Readings:
        """Read ``text``."""
        asked = written_out(text)
        sentences = passages(asked)[1:]
        together = encoder.encode_together(sentences) if sentences else None
        return cls(*together) if together else cls(None, encoder.encode([asked]))

    @property
    def rows(self) -> Vectors:
        """All vectors, one a row."""
        return self.whole if self.sentences is None else np.vstack([self.sentences, self.whole])
