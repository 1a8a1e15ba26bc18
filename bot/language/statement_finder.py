"""Rasa component: the statements nearest in meaning to a message."""

from __future__ import annotations

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
_NEAREST = 12
_LEAST_SIMILARITY = 0.3


class StatementIndex:
    """The vectors of all published statements; a search is one product of matrices."""

    def __init__(self, words: Vocabulary, vectors: Vectors) -> None:
        self._ids = [(statement, topic) for statement, topic, _ in words.statements]
        self.vectors = vectors

    @classmethod
    def build(cls, words: Vocabulary, encoder: SentenceEncoder) -> StatementIndex:
        """Encode the statements."""
        return cls(words, encoder.encode([text for _, _, text in words.statements]))

    def nearest(self, vector: Vectors) -> list[tuple[str, str, float]]:
        """Id, topic and cosine of the nearest statements, nearest first."""
        similarity = self.vectors @ vector
        best = np.argsort(-similarity)[:_NEAREST]
        return [
            (*self._ids[row], round(float(similarity[row]), 4)) for row in best if similarity[row] >= _LEAST_SIMILARITY
        ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class StatementFinder(GraphComponent):  # type: ignore[misc]
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
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
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
                message.set("near", self._index.get().nearest(features.features[0]), add_to_output=True)
        return messages


def _index(words: Vocabulary, config: dict[str, Any]) -> StatementIndex:
    return StatementIndex.build(words, SentenceEncoder.load(ROOT / config["encoder"]))
