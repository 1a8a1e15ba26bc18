"""Rasa component: the statements nearest in meaning to a message."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.statements import Vocabulary
from bot.language import vocabulary
from bot.language.encoder import SentenceEncoder
from bot.language.encoder.sentence_encoder import Vectors
from bot.settings import ROOT

_FILE, _VECTORS = "vocabulary.json", "vectors.npy"
_NEAREST = 100
_WEIGHT_OF_WORDS = 0.4


class StatementIndex:
    """The vectors and words of all published statements.

    A statement's score is the cosine of the vectors and, beside it, the share of the question's
    information that lies in words which the statement has too (inverse document frequency):
    names and numbers say little to the encoder. Measured in docs/understanding.md.
    """

    def __init__(self, words: Vocabulary, vectors: Vectors) -> None:
        self._ids = [(statement, topic) for statement, topic, _ in words.statements]
        self._words = [frozenset(_stems(text)) for _, _, text in words.statements]
        self._frequency = Counter(stem for stems in self._words for stem in stems)
        self.vectors = vectors

    @classmethod
    def build(cls, words: Vocabulary, encoder: SentenceEncoder) -> StatementIndex:
        """Encode the statements."""
        return cls(words, encoder.encode([text for _, _, text in words.statements]))

    def nearest(self, text: str, vector: Vectors) -> list[tuple[str, str, float]]:
        """Id, topic and score of the nearest statements, nearest first."""
        scores = self.vectors @ vector + _WEIGHT_OF_WORDS * self._shared(text)
        best = np.argsort(-scores)[:_NEAREST]
        return [(*self._ids[row], round(float(scores[row]), 4)) for row in best]

    def _shared(self, text: str) -> Vectors:
        weights = {stem: math.log(len(self._ids) / (1 + self._frequency[stem])) for stem in set(_stems(text))}
        total = sum(weights.values()) or 1.0
        known = {stem: weight / total for stem, weight in weights.items() if stem in self._frequency}
        shares = [sum(known[stem] for stem in stems & known.keys()) for stems in self._words]
        return np.array(shares, dtype=np.float32)


def _stems(text: str) -> list[str]:
    """The words of a text, cut to six letters: enough to join "inherit" with "inherited"."""
    return [word[:6] for word in re.findall(r"[a-z0-9]{3,}", text.lower())]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class StatementFinder(GraphComponent):
    """Sets ``near``; reads the vector that the featurizer with alias ``features`` left."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``features``: the featurizer's alias; ``encoder``: its folder, for new statements."""
        return {"features": "sentence", "encoder": "encoder/base"}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        words: Vocabulary,
        index: StatementIndex,
    ) -> None:
        self._features = config["features"]
        self._model_storage = model_storage
        self._resource = resource
        self._words = words
        self._index = vocabulary.Current(words, index, lambda new: _index(new, config))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> StatementFinder:
        """Encode the store's statements, to be kept in the model."""
        words = vocabulary.read_from_store()
        return cls(config, model_storage, resource, words, _index(words, config))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> StatementFinder:
        """Take the vectors that the model holds."""
        with model_storage.read_from(resource) as folder:
            words = vocabulary.load(folder / _FILE)
            index = StatementIndex(words, np.load(folder / _VECTORS))
        return cls(config, model_storage, resource, words, index)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The content's version: other content has other statements."""
        return vocabulary.read_from_store().version

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the vectors in the model; the training questions are not needed."""
        with self._model_storage.write_to(self._resource) as folder:
            vocabulary.save(self._words, folder / _FILE)
            np.save(folder / _VECTORS, self._index.get().vectors)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Find the statements near to each message."""
        for message in messages:
            _, features = message.get_dense_features(TEXT, [self._features])
            if features is not None:
                message.set(
                    "near", self._index.get().nearest(message.get(TEXT), features.features[0]), add_to_output=True
                )
        return messages


def _index(words: Vocabulary, config: dict[str, Any]) -> StatementIndex:
    return StatementIndex.build(words, SentenceEncoder.load(ROOT / config["encoder"]))
