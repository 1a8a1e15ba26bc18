"""Running a sentence encoder with CTranslate2: tokens in, unit vectors out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import ctranslate2
import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from bot.errors import NetGuideError

Vectors = npt.NDArray[np.float32]

MOST_TOKENS = 128
"""Of one text, special tokens included. Of a longer one the beginning and the end are kept:
people tell their story first and ask last."""

_THREADS = os.cpu_count() or 1
_FILES = ("model.bin", "tokenizer.json")


class EncoderMissingError(NetGuideError):
    """The encoder folder is not there or not whole."""


class SentenceEncoder:
    """A BERT-like encoder in CTranslate2's format, mean pooled (Reimers and Gurevych 2019)."""

    def __init__(self, model: ctranslate2.Encoder, tokenizer: Tokenizer) -> None:
        self._model = model
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, folder: Path) -> SentenceEncoder:
        """Load the encoder that stands in ``folder``.

        Raises:
            EncoderMissingError: where the folder lacks a file.
        """
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise EncoderMissingError(f"The sentence encoder lacks {', '.join(missing)}: run `make train`.")
        # One thread a batch: a question is too short to gain from a second. Several batches go side by side.
        model = ctranslate2.Encoder(str(folder), device="cpu", inter_threads=_THREADS, intra_threads=1)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(model, tokenizer)

    def encode(self, texts: Sequence[str], batch: int = 32) -> Vectors:
        """The vectors of ``texts``: one row of unit length each, shape (len(texts), dimensions)."""
        rows = [_shortened(encoding.tokens) for encoding in self._tokenizer.encode_batch(list(texts))]
        # Texts of like length together waste no time on padding.
        order = sorted(range(len(rows)), key=lambda row: len(rows[row]))
        parts = [order[start : start + batch] for start in range(0, len(order), batch)]
        if len(parts) == 1:
            pooled = [self._pooled([rows[row] for row in order])]
        else:
            with ThreadPoolExecutor(_THREADS) as threads:
                pooled = list(threads.map(self._pooled, ([rows[row] for row in part] for part in parts)))
        vectors = sorted(zip(order, chain.from_iterable(pooled)), key=lambda pair: pair[0])
        return np.stack([vector for _, vector in vectors])

    def _pooled(self, rows: list[list[str]]) -> list[Vectors]:
        # Token type 0 for every token: CTranslate2 asks for the second embedding's ids as well.
        states = np.asarray(self._model.forward_batch(rows).last_hidden_state)
        means = [states[index, : len(row)].mean(axis=0) for index, row in enumerate(rows)]
        return [mean / np.linalg.norm(mean) for mean in means]


def _shortened(tokens: list[str]) -> list[str]:
    if len(tokens) <= MOST_TOKENS:
        return tokens
    head = MOST_TOKENS // 4
    return tokens[:head] + tokens[head - MOST_TOKENS :]
