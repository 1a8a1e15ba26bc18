"""Running a sentence encoder with CTranslate2: tokens in, unit vectors out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import chain
from pathlib import Path

import ctranslate2
import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from bot.errors import NetGuideError
from bot.language.condensing import condensed
from bot.language.encoder.instructions import allow_the_widest

allow_the_widest()

Vectors = npt.NDArray[np.float32]

MOST_TOKENS = 128
"""Of one text, special tokens included; a longer one is condensed to whole sentences."""

_SPECIAL_TOKENS = 2
_BATCH_COSTS = 10
"""Tokens that cost as much time as a further batch: with fewer of padding, texts of unlike length share one."""

_THREADS = os.cpu_count() or 1
_FILES = ("model.bin", "tokenizer.json")


class EncoderMissingError(NetGuideError):
    """The encoder folder is not there or not whole."""


class SentenceEncoder:
    """A BERT-like encoder in CTranslate2's format, mean pooled (Reimers and Gurevych 2019)."""

    def __init__(self, model: ctranslate2.Encoder, tokenizer: Tokenizer, most_tokens: int = MOST_TOKENS) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._most_tokens = most_tokens

    @classmethod
    def load(cls, folder: Path, most_tokens: int = MOST_TOKENS) -> SentenceEncoder:
        """Load the encoder that stands in ``folder``; its weights only once in a process.

        Args:
            folder: with the model and its tokenizer.
            most_tokens: read of one text, special tokens included; MOST_TOKENS are what it was trained with.

        Raises:
            EncoderMissingError: where the folder lacks a file.
        """
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise EncoderMissingError(f"The sentence encoder lacks {', '.join(missing)}: run `make train`.")
        return cls(*_opened(folder), most_tokens)

    def encode(self, texts: Sequence[str], batch: int = 32) -> Vectors:
        """The vectors of ``texts``: one row of unit length each, shape (len(texts), dimensions)."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return _unit(self._means([self._tokens(text) for text in texts], batch))

    def encode_together(self, parts: Sequence[str]) -> tuple[Vectors, Vectors] | None:
        """The vectors of the parts of a text, and that of the text (one row): the mean over the tokens of all of them.

        Returns:
            None where the parts have together more tokens than are read of one text.
        """
        rows: list[list[str]] = []
        for part in parts:
            rows.append(self._tokens(part))
            if sum(map(len, rows)) > self._most_tokens:
                return None
        lengths = np.array([len(row) for row in rows], dtype=np.float32)
        means = self._means(rows, len(rows))
        return _unit(means), _unit((lengths @ means)[None, :])

    def _means(self, rows: Sequence[Sequence[str]], batch: int) -> Vectors:
        parts = list(_batches(rows, batch))
        in_parts = ([rows[row] for row in part] for part in parts)
        if len(rows) <= batch:
            pooled = [self._pooled(some) for some in in_parts]
        else:
            with ThreadPoolExecutor(_THREADS) as threads:
                pooled = list(threads.map(self._pooled, in_parts))
        vectors = zip(chain.from_iterable(parts), chain.from_iterable(pooled))
        return np.stack([vector for _, vector in sorted(vectors, key=lambda pair: pair[0])])

    def _tokens(self, text: str) -> list[str]:
        tokens: list[str] = self._tokenizer.encode(text).tokens
        most = self._most_tokens
        if len(tokens) <= most:
            return tokens
        tokens = self._tokenizer.encode(condensed(text, most - _SPECIAL_TOKENS, self._length)).tokens
        # A single sentence can be too long as well; its end asks.
        return tokens if len(tokens) <= most else [tokens[0], *tokens[1 - most :]]

    def _length(self, text: str) -> int:
        return len(self._tokenizer.encode(text, add_special_tokens=False).tokens)

    def _pooled(self, rows: Sequence[Sequence[str]]) -> list[Vectors]:
        # Token type 0 for every token: CTranslate2 asks for the second embedding's ids as well.
        states = np.asarray(self._model.forward_batch(rows).last_hidden_state)
        return [states[index, : len(row)].mean(axis=0) for index, row in enumerate(rows)]


@cache
def _opened(folder: Path) -> tuple[ctranslate2.Encoder, Tokenizer]:
    # One thread a batch: a question is too short to gain from a second. Several batches go side by side.
    model = ctranslate2.Encoder(str(folder), device="cpu", inter_threads=_THREADS, intra_threads=1)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return model, tokenizer


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _batches(rows: Sequence[Sequence[str]], most: int) -> list[list[int]]:
    """The numbers of ``rows`` in batches of like length."""
    batches: list[list[int]] = []
    for row in sorted(range(len(rows)), key=lambda number: len(rows[number])):
        batch = batches[-1] if batches else []
        if batch and len(batch) < most and len(batch) * (len(rows[row]) - len(rows[batch[-1]])) <= _BATCH_COSTS:
            batch.append(row)
        else:
            batches.append([row])
    return batches
