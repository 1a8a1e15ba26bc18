"""all-MiniLM-L6-v2 in torch: the network, its weights by Hugging Face's names, tokens, sentence vectors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

DIMENSIONS = 384
_LAYERS, _HEADS, _INNER, _WORDS, _POSITIONS = 6, 12, 1536, 30522, 512
_EPSILON = 1e-12
_MOST_TOKENS, _HEAD_TOKENS = 128, 32
"""As bot.language.encoder cuts long texts: the beginning and the end are kept."""

_EMBEDDING_NAMES = {
    "words": "embeddings.word_embeddings",
    "positions": "embeddings.position_embeddings",
    "kinds": "embeddings.token_type_embeddings",
    "norm": "embeddings.LayerNorm",
}
_LAYER_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attended": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outer_norm": "output.LayerNorm",
}


class Layer(nn.Module):
    """A transformer layer: self-attention and two linear maps, each added and then normed."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(DIMENSIONS, DIMENSIONS)
        self.key = nn.Linear(DIMENSIONS, DIMENSIONS)
        self.value = nn.Linear(DIMENSIONS, DIMENSIONS)
        self.attended = nn.Linear(DIMENSIONS, DIMENSIONS)
        self.attention_norm = nn.LayerNorm(DIMENSIONS, eps=_EPSILON)
        self.inner = nn.Linear(DIMENSIONS, _INNER)
        self.outer = nn.Linear(_INNER, DIMENSIONS)
        self.outer_norm = nn.LayerNorm(DIMENSIONS, eps=_EPSILON)
        self._dropout = dropout

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """The states of the tokens after this layer; ``mask`` is true where there is a token."""
        attended = functional.scaled_dot_product_attention(
            self._by_head(self.query(states)),
            self._by_head(self.key(states)),
            self._by_head(self.value(states)),
            attn_mask=mask,
            dropout_p=self._dropout if self.training else 0.0,
        )
        attended = self.attended(attended.transpose(1, 2).reshape(states.shape))
        states = self.attention_norm(states + functional.dropout(attended, self._dropout, self.training))
        outer = self.outer(functional.gelu(self.inner(states)))
        return self.outer_norm(states + functional.dropout(outer, self._dropout, self.training))

    @staticmethod
    def _by_head(states: Tensor) -> Tensor:
        return states.view(*states.shape[:2], _HEADS, -1).transpose(1, 2)


class Encoder(nn.Module):
    """Token numbers in, sentence vectors of unit length out (mean of the last layer's tokens)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(_WORDS, DIMENSIONS)
        self.positions = nn.Embedding(_POSITIONS, DIMENSIONS)
        self.kinds = nn.Embedding(2, DIMENSIONS)
        self.norm = nn.LayerNorm(DIMENSIONS, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(_LAYERS))
        self._dropout = dropout

    def forward(self, tokens: Tensor, present: Tensor) -> Tensor:
        """The vectors of the rows of ``tokens``; ``present`` is 1 where there is a token, else 0."""
        embedded = self.words(tokens) + self.positions.weight[: tokens.shape[1]] + self.kinds.weight[0]
        states = functional.dropout(self.norm(embedded), self._dropout, self.training)
        mask = present[:, None, None, :].bool()
        for layer in self.layers:
            states = layer(states, mask)
        weights = present[..., None].float()
        return functional.normalize((states * weights).sum(1) / weights.sum(1), dim=-1)

    def parameters_by_depth(self) -> list[list[nn.Parameter]]:
        """The parameters of each layer, the last layer first and the embeddings at the end."""
        by_layer = [list(layer.parameters()) for layer in reversed(self.layers)]
        embeddings = (self.words, self.positions, self.kinds, self.norm)
        return [*by_layer, list(chain.from_iterable(part.parameters() for part in embeddings))]

    def read_weights(self, tensors: dict[str, Tensor]) -> None:
        """Take the weights that go by Hugging Face's names."""
        self.load_state_dict({name: tensors[_published(name)] for name in self.state_dict()})

    def weights(self) -> dict[str, npt.NDArray[np.float32]]:
        """The weights by Hugging Face's names."""
        return {_published(name): tensor.detach().numpy().copy() for name, tensor in self.state_dict().items()}


def token_numbers(tokenizer: Tokenizer, text: str) -> list[int]:
    """The numbers of the tokens of ``text``, of a long one without its middle."""
    numbers: list[int] = tokenizer.encode(text).ids
    if len(numbers) <= _MOST_TOKENS:
        return numbers
    return numbers[:_HEAD_TOKENS] + numbers[_HEAD_TOKENS - _MOST_TOKENS :]


def batch(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Rows of token numbers as one padded matrix, and where in it there are tokens."""
    longest = max(map(len, rows))
    tokens = torch.zeros(len(rows), longest, dtype=torch.long)
    present = torch.zeros(len(rows), longest, dtype=torch.long)
    for number, row in enumerate(rows):
        tokens[number, : len(row)] = torch.tensor(row)
        present[number, : len(row)] = 1
    return tokens, present


def contrastive_loss(vectors: Tensor, together: Tensor, temperature: float, ignored: Tensor | None = None) -> Tensor:
    """Supervised contrastive loss (Khosla et al. 2020) within a batch.

    Args:
        vectors: one row a text, of unit length.
        together: which two texts belong together; that each does with itself says nothing.
        temperature: divides the cosines.
        ignored: which two pull at neither, if any do.
    """
    itself = torch.eye(len(vectors), dtype=torch.bool)
    apart = itself if ignored is None else itself | ignored
    similarity = (vectors @ vectors.T / temperature).masked_fill(apart, -1e9)
    others = (together & ~itself).float()
    logarithms = similarity - torch.logsumexp(similarity, 1, keepdim=True)
    counts = others.sum(1)
    some = counts > 0
    if not some.any():
        return similarity.sum() * 0
    return -((others * logarithms).sum(1)[some] / counts[some]).mean()


def _published(name: str) -> str:
    parts = name.split(".")
    if parts[0] == "layers":
        return f"encoder.layer.{parts[1]}.{_LAYER_NAMES[parts[2]]}.{parts[3]}"
    return f"{_EMBEDDING_NAMES[parts[0]]}.{parts[1]}"
