"""Training an encoder with a linear head on it: cross-entropy and a supervised contrastive loss."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from encoder.tuning.augmentation import augmented
from encoder.tuning.data import Line
from encoder.tuning.network import DIMENSIONS, Encoder, batch, contrastive_loss, token_numbers
from encoder.tuning.steps import Steps, told

_BATCHES_A_BUCKET = 8
_OVERLAP = 0.4

Row = tuple[list[int], tuple[str, ...]]


@dataclass(frozen=True)
class Arguments:
    """What the result depends on beside the lines; the defaults are those of encoder/topics."""

    seed: int = 1
    epochs: int = 4
    rate: float = 5e-5
    head_rate: float = 5e-3
    rate_decay: float = 0.85
    batch: int = 32
    dropout: float = 0.1
    smoothing: float = 0.05
    temperature: float = 0.1
    contrast: float = 1.0
    scale: float = 10.0
    hold_out: int = 1


class Tuning:
    """An encoder, a linear head on it, and the lines they are trained on."""

    def __init__(
        self, arguments: Arguments, labels: Sequence[str], weights: dict[str, Tensor], tokenizer: Tokenizer
    ) -> None:
        torch.manual_seed(arguments.seed)
        self._arguments = arguments
        self._draw = random.Random(arguments.seed)
        self._labels = list(labels)
        self._tokenizer = tokenizer
        self.encoder = Encoder(arguments.dropout)
        self.encoder.read_weights(weights)
        self._head = nn.Linear(DIMENSIONS, len(labels))
        nn.init.zeros_(self._head.bias)

    def train(self, lines: Sequence[Line]) -> list[float]:
        """Train on ``lines``; the mean loss of each epoch."""
        arguments = self._arguments
        parts = [list(self._head.parameters()), *self.encoder.parameters_by_depth()]
        rates = [
            arguments.head_rate,
            *(arguments.rate * arguments.rate_decay**depth for depth in range(len(parts) - 1)),
        ]
        steps = Steps(parts, rates, math.ceil(len(lines) / arguments.batch) * arguments.epochs)
        self.encoder.train()
        return [
            told([steps.take(self._loss(rows)) for rows in self._batches(lines)], epoch, arguments.epochs)
            for epoch in range(arguments.epochs)
        ]

    @torch.no_grad()
    def predict(self, texts: Sequence[str]) -> list[str]:
        """The head's intent of each text."""
        self.encoder.eval()
        found = []
        for start in range(0, len(texts), 64):
            rows = [token_numbers(self._tokenizer, text) for text in texts[start : start + 64]]
            scores = self._head(self.encoder(*batch(rows)) * self._arguments.scale)
            found += [self._labels[number] for number in scores.argmax(1).tolist()]
        return found

    def _batches(self, lines: Sequence[Line]) -> list[list[Row]]:
        """The lines with new slips, in random batches of about the same length."""
        size = self._arguments.batch
        rows = [(token_numbers(self._tokenizer, augmented(line.text, self._draw)), line.intents) for line in lines]
        self._draw.shuffle(rows)
        batches = []
        for start in range(0, len(rows), size * _BATCHES_A_BUCKET):
            bucket = sorted(rows[start : start + size * _BATCHES_A_BUCKET], key=lambda row: len(row[0]))
            batches += [bucket[first : first + size] for first in range(0, len(bucket), size)]
        self._draw.shuffle(batches)
        return batches

    def _loss(self, rows: Sequence[Row]) -> Tensor:
        arguments = self._arguments
        targets = torch.zeros(len(rows), len(self._labels))
        for number, (_, intents) in enumerate(rows):
            for intent in intents:
                targets[number, self._labels.index(intent)] = 1 / len(intents)
        vectors = self.encoder(*batch([tokens for tokens, _ in rows]))
        scores = self._head(vectors * arguments.scale)
        smooth = targets * (1 - arguments.smoothing) + arguments.smoothing / len(self._labels)
        cross_entropy = -(smooth * functional.log_softmax(scores, 1)).sum(1).mean()
        # The same intent, or a single topic and a line that asks it with one other.
        together = targets @ targets.T > _OVERLAP
        return cross_entropy + arguments.contrast * contrastive_loss(vectors, together, arguments.temperature)
