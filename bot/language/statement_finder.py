"""Rasa component: the statements nearest in meaning to a message."""

from __future__ import annotations

from itertools import chain
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.statements import Vocabulary
from bot.language import vocabulary
from bot.language.before import remembered
from bot.language.encoder import SentenceEncoder
from bot.language.leaning import LEANS_ON, in_full
from bot.language.statement_index import StatementIndex
from bot.settings import ROOT

_FILE, _VECTORS = "vocabulary.json", "vectors.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class StatementFinder(GraphComponent):
    """Sets ``near``, the statements near to a message, and what is known of them.

    ``near_on_all`` is the nearest that tells of every concept named, ``near_on_any`` the nearest of all where it tells
    of one of them, ``near_on_before`` the nearest that tells of one spoken of before, and ``near_in_its_words`` whether
    the nearest has any of the words that ask for something.

    It reads the vectors of the message and its sentences, with what it leans on, left by a featurizer.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What config.yml may say.

        ``features``, ``in_full``, ``asked_of``: the featurizer's aliases; ``encoder``: its folder, for new statements.
        """
        return {
            "features": "sentence",
            "in_full": "in_full",
            "asked_of": "asked_of",
            "encoder": "encoder/search",
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        words: Vocabulary,
        index: StatementIndex,
    ) -> None:
        self._features, self._in_full, self._asked_of = config["features"], config["in_full"], config["asked_of"]
        self._model_storage = model_storage
        self._resource = resource
        self._words = words
        self._encoder = ROOT / config["encoder"]
        self._index = vocabulary.Current(words, index, self._renewed)

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
        encoder = SentenceEncoder.load(ROOT / config["encoder"])
        return cls(config, model_storage, resource, words, StatementIndex.build(words, encoder))

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
            index = StatementIndex.load(words, folder / _VECTORS)
        return cls(config, model_storage, resource, words, index)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The content's words: other content has other statements."""
        return vocabulary.fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the vectors in the model; the training questions are not needed."""
        with self._model_storage.write_to(self._resource) as folder:
            vocabulary.save(self._words, folder / _FILE)
            self._index.get().save(folder / _VECTORS)
        return self._resource

    def _renewed(self, words: Vocabulary, before: StatementIndex) -> StatementIndex:
        return before.renewed(words, SentenceEncoder.load(self._encoder))

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Find the statements near to each message."""
        before = set(remembered(tracker, "concepts"))
        for message in messages:
            leans_on = message.get(LEANS_ON) or ()
            text = in_full(message.get(TEXT) or "", leans_on)
            aliases = (self._in_full if leans_on else self._features, self._asked_of)
            features = chain.from_iterable(message.get_dense_features(TEXT, [alias]) for alias in aliases)
            read = [some.features for some in features if some is not None]
            if read:
                index = self._index.get()
                particular = message.get("particular") or ()
                measured = bool((message.get("understood") or {}).get("measured"))
                near = index.nearest(text, np.vstack(read))
                if measured:
                    near = index.those_with_any_first(particular, near)
                message.set("near", near, add_to_output=True)
                concepts = set((message.get("understood") or {}).get("concepts") or ())
                message.set("near_on_all", index.first_telling_of(concepts, near))
                message.set("near_on_any", index.first_telling_of_any(concepts, near[:1]))
                message.set("near_on_before", index.first_telling_of_any(before, near))
                says = index.text_has_any if measured else index.has_any
                in_its_words = bool(near) and says(particular, near[0].id)
                message.set("near_in_its_words", in_its_words, add_to_output=True)
        return messages
