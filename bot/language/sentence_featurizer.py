"""Rasa featurizer, the first of the pipeline: each message, and its sentences, as vectors of a sentence encoder.

NumPy's products stay on one thread in a process that loads it: those of one message are so small that
threads would wait for each other longer than they compute, and most of all where another program wants
the same cores (docs/performance.md).
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np  # noqa: F401 - the limit holds for libraries that are loaded
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import threadpool_limits

from bot.language.encoder import SentenceEncoder
from bot.language.leaning import ASKED_OF, LEANS_ON, in_full
from bot.language.readings import Readings
from bot.settings import ROOT

threadpool_limits(1, user_api="blas")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds dense features under the component's ``alias``.

    A sentence feature for the message and, where it is read by sentences (bot/language/readings.py), a sequence
    feature with a row for each of them. Under ``in_full`` the same of a message with what it leans on, if anything, and
    under ``asked_of`` of what a story asks.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``encoder``: the folder, from the project's root; the others: what readers ask for."""
        own = {"encoder": "encoder/search", "alias": "sentence", "in_full": "in_full", "asked_of": "asked_of"}
        return {**DenseFeaturizer.get_default_config(), **own}

    def __init__(self, config: dict[str, Any], name: str, encoder: SentenceEncoder) -> None:
        super().__init__(name, config)
        self._alias = config["alias"]
        self._in_full, self._asked_of = config["in_full"], config["asked_of"]
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        """Load the encoder; it is part of the project, not of the trained model."""
        return cls(config, execution_context.node_name, SentenceEncoder.load(ROOT / config["encoder"]))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Another encoder makes other vectors: the cached ones must not be used again."""
        model = Path(ROOT / config.get("encoder", "encoder/search") / "model.bin")
        return hashlib.sha256(model.read_bytes()).hexdigest() if model.exists() else None

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Rasa's featurizers check their configuration here; two plain strings need no check."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """No component learns from these vectors: the topic classifier has an encoder of its own."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the vectors of each message."""
        for message in messages:
            text, leans_on = message.get(TEXT) or "", message.get(LEANS_ON)
            self._read(message, text, self._alias)
            if leans_on:
                self._read(message, in_full(text, leans_on), self._in_full)
            asked = message.get(ASKED_OF)
            if asked:
                self._read(message, asked, self._asked_of)
        return messages

    def _read(self, message: Message, text: str, alias: str) -> None:
        readings = Readings.of(text, self._encoder)
        if readings.sentences is not None:
            message.add_features(Features(readings.sentences, FEATURE_TYPE_SEQUENCE, TEXT, alias))
        message.add_features(Features(readings.whole, FEATURE_TYPE_SENTENCE, TEXT, alias))
