"""Rasa featurizer: begins to encode a message for its topics, while the components after it read it in their way.

The two encoders (docs/decisions/0004-two-encoders.md) let other code run while they compute: on two cores
an ordinary message waits for one of them, not for both. On a single core they would take it from each other,
and what each has in the processor's cache: there one follows the other.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.statements import COUNTRY
from bot.language import mending
from bot.language.encoder import SentenceEncoder
from bot.language.encoder.sentence_encoder import Vectors
from bot.language.leaning import LEANS_ON, in_full
from bot.language.mending import Mending, usual_words
from bot.language.other_conditions import real_words
from bot.settings import ROOT

_BEGUN = "topic_reading"
_FILE = "usual_words.txt"

_FEWEST_WORDS = 3
"""That ask something without the country that is named beside them."""


@dataclass(frozen=True)
class TopicReading:
    """A message that is being encoded for its topics.

    Attributes:
        text: as the training questions would say it.
        encoding: gives its vectors: of the text with what it leans on, and where it leans on something of it alone.
    """

    text: str
    encoding: Future[Vectors]

    @classmethod
    def of(cls, message: Message) -> TopicReading:
        """The reading that TopicFeaturizer began."""
        begun: TopicReading = message.get(_BEGUN)
        return begun

    def vectors(self) -> Vectors:
        """The vectors, one or two rows, as soon as they are there."""
        return self.encoding.result()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class TopicFeaturizer(GraphComponent):
    """Begins to encode each message; whoever needs its vector takes it from its `TopicReading`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What config.yml may say.

        ``encoder``: its folder; ``most_tokens``: of a longer message the last sentence is read, and what asks
        (bot/language/condensing.py); ``trained_on``: id of the condition that the training questions name,
        for which another one's name is put in its place. Countries are left out: they say nothing of a topic.
        """
        return {"encoder": "encoder/topics", "most_tokens": 64, "trained_on": "neuroendocrine-tumors"}

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, usual: Set[str] = frozenset()
    ) -> None:
        self._encoder = topic_encoder(config)
        self._trained_on = config["trained_on"]
        self._model_storage = model_storage
        self._resource = resource
        self._mending = Mending(usual, real_words())
        self._begin = ThreadPoolExecutor(1, "topics").submit if _cores() > 1 else _at_once

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicFeaturizer:
        """One that knows no usual words yet. The encoder is part of the project, not of the trained model."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> TopicFeaturizer:
        """With the usual words that the model holds."""
        with model_storage.read_from(resource) as folder:
            usual = (folder / _FILE).read_text(encoding="utf-8").split()
        return cls(config, model_storage, resource, frozenset(usual))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The code that finds the usual words, and the words that are meant as written."""
        return mending.fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the usual words of the training questions."""
        usual = usual_words((example.get(TEXT) for example in training_data.intent_examples), real_words())
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text("\n".join(sorted(usual)), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The topic classifier encodes the training questions itself, as they are."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Begin to encode each message."""
        for message in messages:
            text = self._mending.mended(_as_trained(message, self._trained_on))
            texts = list(dict.fromkeys((in_full(text, message.get(LEANS_ON) or ()), text)))
            message.set(_BEGUN, TopicReading(text, self._begin(self._encoder.encode, texts)))
        return messages


def topic_encoder(config: dict[str, Any]) -> SentenceEncoder:
    """The encoder that tells topics apart, as ``config`` names it."""
    return SentenceEncoder.load(ROOT / config["encoder"], config["most_tokens"])


def _cores() -> int:
    """The cores that this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _at_once(encode: Callable[[Sequence[str]], Vectors], texts: Sequence[str]) -> Future[Vectors]:
    done: Future[Vectors] = Future()
    done.set_result(encode(texts))
    return done


def _as_trained(message: Message, condition: str) -> str:
    """The message's text with ``condition`` named where it names another one that the store covers, and no country.

    In "and in Canada?" the country stays: without it nothing is asked.
    """
    text: str = message.get(TEXT) or ""
    entities = message.get(ENTITIES) or ()
    others = [one for one in entities if one["entity"] == "condition" and one["value"] != condition]
    countries = [(one, "") for one in entities if one["entity"] == COUNTRY]
    asks = len(re.findall(r"\w+", _with(text, countries))) >= _FEWEST_WORDS
    return _with(text, [*((one, condition.replace("-", " ")) for one in others), *(countries if asks else ())])


def _with(text: str, changes: Iterable[tuple[dict[str, Any], str]]) -> str:
    """``text`` with other words in the place of each entity."""
    for entity, words in sorted(changes, key=lambda change: -int(change[0]["start"])):
        text = text[: entity["start"]] + words + text[entity["end"] :]
    return text
