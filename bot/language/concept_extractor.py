"""Rasa component: the store's words in a message, and what sort of question it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.statements import CARE, ILLNESS, SITE, Concept, Vocabulary
from bot.language import mending, phrases, vocabulary
from bot.language.before import remembered
from bot.language.leaning import (
    ASKED_OF,
    LEANS_ON,
    asked_of,
    asks_of_kin,
    is_brief,
    spoken_of,
    tells_a_symptom_of,
)
from bot.language.other_conditions import real_words
from bot.language.phrases import CONDITION, Phrase, PhraseFinder
from bot.language.shape import of_somebody, shape, tells
from bot.language.subjects import illnesses_spoken_of, treatments_spoken_of
from bot.language.tumor_of_a_place import TumorsOfPlaces
from bot.safety.spelling import Speller

_FILE = "vocabulary.json"

_BESIDES = re.compile(
    r"\b(?:besides|other than|apart from|aside from|except(?: for)?) (?:(?:the|an?|my|his|her|more) )?$", re.IGNORECASE
)
"""Before a test or a treatment that is not asked of: "is there anything besides surgery?"."""


@dataclass(frozen=True)
class _Words:
    """What finds the store's words in a text, and the concepts by their ids."""

    finder: PhraseFinder
    concepts: Mapping[str, Concept]
    tumors: TumorsOfPlaces

    @classmethod
    def of(cls, words: Vocabulary) -> _Words:
        concepts = {concept.id: concept for concept in words.concepts}
        return cls(store_finder(words), concepts, TumorsOfPlaces.of(words))

    def named(self, ids: Iterable[str]) -> list[Concept]:
        """Those of the concepts ``ids`` that the store has."""
        return [self.concepts[one] for one in ids if one in self.concepts]


# As a featurizer too, for Rasa hands training questions on from featurizers only.
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=True,
)
class ConceptExtractor(GraphComponent, EntityExtractorMixin):
    """Sets entities, and ``understood``: the condition that is named, the concepts and the shape of the question.

    Of a message that leans on the turn before, what it means without naming it is among the concepts
    (bot/language/leaning.py).
    """

    def __init__(self, words: Vocabulary, model_storage: ModelStorage, resource: Resource) -> None:
        self._words = words
        self._model_storage = model_storage
        self._resource = resource
        self._known = vocabulary.Current(words, _Words.of(words), lambda new, _: _Words.of(new))

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

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Find the phrases of each message, and what it leans on."""
        known = self._known.get()
        before = known.named(remembered(tracker, "concepts"))
        standing = known.named(remembered(tracker, "illnesses"))
        treatments = known.named(remembered(tracker, "treatments"))
        # A first message leans on nothing, whatever its words.
        spoken = bool(before or remembered(tracker, "topics"))
        of_something = bool(standing or treatments) or any(concept.kind in CARE for concept in before)
        for message in messages:
            text = message.get(TEXT) or ""
            found = [phrase for phrase in known.finder.find(text) if not _set_aside(phrase, text)]
            told_of = known.tumors.told_of(text, found) if of_somebody(text) else None
            message.set(ENTITIES, [_entity(phrase) for phrase in found], add_to_output=True)
            form = shape(text, [(phrase.start, phrase.end) for phrase in found])
            kinds = {phrase.kind for phrase in found}
            follows = spoken and (
                form.follows
                or is_brief(text, kinds, of_something)
                or asks_of_kin(text)
                or tells_a_symptom_of(kinds, treatments)
            )
            leans_on = spoken_of(text, kinds, before, standing, treatments) if follows else ()
            of_care = not CARE.isdisjoint([*kinds, *(concept.kind for concept in leans_on)])
            particular = form.of_care if of_care else form.particular
            message.set("particular", particular)
            message.set(LEANS_ON, leans_on)
            illnesses = [told_of] if told_of else [phrase.id for phrase in found if phrase.kind in ILLNESS]
            asked = asked_of(text, found, known.named(dict.fromkeys(illnesses)))
            message.set(ASKED_OF, asked)
            concepts = _concepts(found, told_of, leans_on)
            understood = {
                "condition": next((phrase.id for phrase in found if phrase.kind == CONDITION), None),
                "named": CONDITION in kinds,
                "concepts": concepts,
                "illnesses": [told_of] if told_of else illnesses_spoken_of(text, found, follows, standing),
                "treatments": treatments_spoken_of(text, found, follows, treatments),
                # A brief question behind a story names nothing itself: it leans on all that the story tells of.
                "leans_on": concepts if asked else [concept.id for concept in leans_on],
                "yes_no": form.yes_no,
                "specific": bool(particular),
                "measured": form.measured,
                "unknown": form.unknown,
                "follows": follows,
                "further": form.further,
                "tells": tells(text),
            }
            message.set("understood", understood, add_to_output=True)
        return messages


def store_finder(words: Vocabulary) -> PhraseFinder:
    """Of the store's words, also with a slip."""
    return PhraseFinder.of(words, lambda ours: Speller(ours, real_words(), drug_endings=()).mend)


def _set_aside(phrase: Phrase, text: str) -> bool:
    return phrase.kind in CARE and bool(_BESIDES.search(text, 0, phrase.start))


def _concepts(found: Iterable[Phrase], told_of: str | None, leans_on: Iterable[Concept]) -> list[str]:
    """The ids of what is named and meant; a tumor told of with its place stands for both."""
    named = [phrase.id for phrase in found if phrase.kind != CONDITION]
    if told_of:
        kinds = {phrase.id: phrase.kind for phrase in found}
        named = [told_of, *(one for one in named if kinds[one] not in ILLNESS | {SITE})]
    return list(dict.fromkeys([*named, *(concept.id for concept in leans_on)]))


def _entity(phrase: Phrase) -> dict[str, Any]:
    return {
        "entity": phrase.kind,
        "value": phrase.id,
        "start": phrase.start,
        "end": phrase.end,
        "confidence_entity": 1.0,
        "extractor": "ConceptExtractor",
    }
