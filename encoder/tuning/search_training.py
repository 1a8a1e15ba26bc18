"""Training an encoder so that a question lies near the other questions of its statement, and far from its neighbors'.

The loss is the supervised contrastive one (Khosla et al. 2020) over the texts of a batch: those of one statement
belong together. Two texts of different statements that say nearly the same pull at neither. A second loss
holds the vectors of all other texts to what the encoder that it starts from gives, for the second net of danger reads
them too.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from encoder.tuning.augmentation import augmented
from encoder.tuning.network import Encoder, batch, contrastive_loss, token_numbers
from encoder.tuning.search_texts import Texts
from encoder.tuning.steps import Steps, told

_NEIGHBORS, _DRAWN = 12, 4
_CHANCE_OF_A_NEIGHBOR = 0.75
_OTHERS_A_STEP = 32
_AT_ONCE = 64


@dataclass(frozen=True)
class Arguments:
    """What the result depends on beside the texts; the defaults are those of encoder/search.

    Attributes:
        same: cosine by the encoder at the start from which two texts say the same.
        hold: weight of the loss that holds other texts where they are.
        hold_own: the same for the statements' texts and questions, of ``hold``.
    """

    seed: int = 1
    epochs: int = 8
    rate: float = 5e-5
    rate_decay: float = 0.85
    batch: int = 64
    texts_of_a_statement: int = 2
    dropout: float = 0.1
    temperature: float = 0.05
    same: float = 0.9
    hold: float = 2.0
    hold_own: float = 0.3


class SearchTuning:
    """An encoder, the one that it starts from, and the texts."""

    def __init__(self, arguments: Arguments, weights: dict[str, Tensor], tokenizer: Tokenizer, texts: Texts) -> None:
        torch.manual_seed(arguments.seed)
        self._arguments = arguments
        self._draw = random.Random(arguments.seed)
        self._tokenizer = tokenizer
        self._texts = texts
        self.encoder = Encoder(arguments.dropout)
        self.encoder.read_weights(weights)
        self._start = Encoder(0.0)
        self._start.read_weights(weights)
        self._start.eval()
        self._at_start: dict[str, Tensor] = {}
        self._neighbors = self._nearest_statements()

    def train(self) -> list[float]:
        """Train; the mean loss of each epoch."""
        arguments = self._arguments
        parts = self.encoder.parameters_by_depth()
        rates = [arguments.rate * arguments.rate_decay**depth for depth in range(len(parts))]
        of_an_epoch = sum(map(len, self._texts.statements)) // arguments.batch
        steps = Steps(parts, rates, of_an_epoch * arguments.epochs)
        self.encoder.train()
        losses = [
            told([steps.take(self._loss()) for _ in range(of_an_epoch)], epoch, arguments.epochs)
            for epoch in range(arguments.epochs)
        ]
        self.encoder.eval()
        return losses

    def _loss(self) -> Tensor:
        arguments = self._arguments
        texts, owners = self._batch()
        before = self._vectors_at_start(texts)
        vectors = self._encoded([augmented(text, self._draw) for text in texts])
        others = self._draw.sample(self._texts.others, _OTHERS_A_STEP)
        moved = (1 - (self._encoded(others) * self._vectors_at_start(others)).sum(1)).mean()
        moved_own = (1 - (vectors * before).sum(1)).mean()
        numbers = torch.tensor(owners)
        together = numbers[:, None] == numbers[None, :]
        says_the_same = (before @ before.T > arguments.same) & ~together
        apart = contrastive_loss(vectors, together, arguments.temperature, says_the_same)
        return apart + arguments.hold * (moved + arguments.hold_own * moved_own)

    def _batch(self) -> tuple[list[str], list[int]]:
        """Texts, and the numbers of the statements that they belong to: many of them neighbors."""
        count, statements = self._arguments.texts_of_a_statement, self._texts.statements
        chosen: dict[int, None] = {}
        most = min(self._arguments.batch // count, len(statements))
        while len(chosen) < most:
            statement = self._draw.randrange(len(statements))
            near = self._draw.sample(self._neighbors[statement], _DRAWN)
            chosen.update(
                dict.fromkeys([statement, *(one for one in near if self._draw.random() < _CHANCE_OF_A_NEIGHBOR)])
            )
        texts, owners = [], []
        for statement in list(chosen)[:most]:
            own = self._draw.sample(statements[statement], min(count, len(statements[statement])))
            texts += own
            owners += [statement] * len(own)
        return texts, owners

    def _nearest_statements(self) -> list[list[int]]:
        means = [self._vectors_at_start(texts).mean(0) for texts in self._texts.statements]
        centers = functional.normalize(torch.stack(means), dim=-1)
        nearness = (centers @ centers.T).fill_diagonal_(-1)
        nearest: list[list[int]] = nearness.topk(min(_NEIGHBORS, len(means) - 1), 1).indices.tolist()
        return nearest

    @torch.no_grad()
    def _vectors_at_start(self, texts: Sequence[str]) -> Tensor:
        missing = [text for text in dict.fromkeys(texts) if text not in self._at_start]
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            self._at_start.update(zip(some, self._start(*self._tokens(some))))
        return torch.stack([self._at_start[text] for text in texts])

    def _encoded(self, texts: Sequence[str]) -> Tensor:
        vectors: Tensor = self.encoder(*self._tokens(texts))
        return vectors

    def _tokens(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        return batch([token_numbers(self._tokenizer, text) for text in texts])
