"""Rasa component: the store's words in a message, and what sort of question it is."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.statements import Vocabulary
from bot.language import mending, phrases, vocabulary
from bot.language.other_conditions import real_words
from bot.language.phrases import CONDITION, Phrase, PhraseFinder
from bot.language.shape import Shape, shape
from bot.safety.spelling import Speller

_FILE = "vocabulary.json"


# As a featurizer too, for Rasa hands training questions on from featurizers only.
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=True,
)
class ConceptExtractor(GraphComponent, EntityExtractorMixin):
    """Sets entities, and ``understood``: the condition that is named, the concepts and the shape of the question."""

    def __init__(self, words: Vocabulary, model_storage: ModelStorage, resource: Resource) -> None:
        self._words = words
        self._model_storage = model_storage
        self._resource = resource
        self._finder = vocabulary.Current(words, store_finder(words), lambda new, _: store_finder(new))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConceptExtractor:
        """Read the vocabulary of the store, to be kept in the model."""
        return cls(vocabulary.read_from_store(), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> ConceptExtractor:
        """Take the vocabulary that the model holds; it is renewed when the store changes."""
        with model_storage.read_from(resource) as folder:
            return cls(vocabulary.load(folder / _FILE), model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The content's words, for other content has other words, and the code that finds them."""
        code = hashlib.sha256(Path(phrases.__file__).read_bytes()).hexdigest()
        return f"{vocabulary.fingerprint()} {code} {mending.fingerprint()}"

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the vocabulary in the model; the training questions are not needed."""
        with self._model_storage.write_to(self._resource) as folder:
            vocabulary.save(self._words, folder / _FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Find the phrases of all training questions."""
        self.process([example for example in training_data.training_examples if example.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Find the phrases of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = self._finder.get().find(text)
            message.set(ENTITIES, [_entity(phrase) for phrase in found], add_to_output=True)
            form = shape(text, [(phrase.start, phrase.end) for phrase in found])
            message.set("particular", form.particular)
            message.set("understood", self._understood(form, found), add_to_output=True)
        return messages

    def _understood(self, form: Shape, found: list[Phrase]) -> dict[str, Any]:
        conditions = [phrase.id for phrase in found if phrase.kind == CONDITION]
        concepts = dict.fromkeys(phrase.id for phrase in found if phrase.kind != CONDITION)
        return {
            "condition": conditions[0] if conditions else None,
            "named": bool(conditions),
            "concepts": list(concepts),
            "yes_no": form.yes_no,
            "specific": form.specific,
            "unknown": form.unknown,
            "follows": form.follows,
        }


def store_finder(words: Vocabulary) -> PhraseFinder:
    """Of the store's words, also with a slip."""
    return PhraseFinder.of(words, lambda ours: Speller(ours, real_words(), drug_endings=()).mend)


def _entity(phrase: Phrase) -> dict[str, Any]:
    return {
        "entity": phrase.kind,
        "value": phrase.id,
        "start": phrase.start,
        "end": phrase.end,
        "confidence_entity": 1.0,
        "extractor": "ConceptExtractor",
    }
