"""Rasa component: the intent and topics of a message; what to do in doubt; what follows from before."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language import intents, naming, topic_model
from bot.language.before import remembered
from bot.language.clauses import clauses
from bot.language.encoder import SentenceEncoder
from bot.language.encoder.sentence_encoder import Vectors
from bot.language.english import is_english
from bot.language.leaning import LEANS_ON, asks_of_kin, asks_what_it_does, goes_on, is_talk
from bot.language.named_topics import listed_topics
from bot.language.naming import OURS, Named
from bot.language.other_conditions import OTHER_CONDITIONS, read_other_conditions
from bot.language.telling_statement import topic_told
from bot.language.topic_featurizer import TopicReading, topic_encoder
from bot.language.topic_model import Asking, Line, TopicModel, TopicPrediction, no_clauses
from bot.settings import ROOT

_COVERED = frozenset({*intents.TOPICS, intents.CLARIFY} - {intents.DOCTOR})
_ITEMS = {
    "ask_symptoms": re.compile(r"\b(?:symptoms?|signs?)\b", re.IGNORECASE),
    "ask_risk_factors": re.compile(r"\b(?:risk factors?|raise the risk|my risk)\b", re.IGNORECASE),
    "ask_causes": re.compile(r"\b(?:a cause|cause it|causes it|caused by)\b", re.IGNORECASE),
}
_SHOWN_IN_RANKING = 5
_RATHER_SURE = 0.7
_SURE_WITHOUT_AN_ALARM = 0.9
_PERHAPS_ANOTHER_MATTER = 0.2
_PERHAPS_OURS = 0.3
_SEVERAL = 2


@dataclass(frozen=True)
class Understood:
    """What a message asks: its intent, the topics as intents, and what the model thought of others."""

    intent: str
    confidence: float
    topics: tuple[str, ...] = ()
    others: tuple[tuple[str, float], ...] = ()

    def as_topic(self, intent: str) -> Understood:
        """The same message taken to ask for one topic, whatever the model thought."""
        return Understood(intent, 1.0, (intent,))

    def unless_another_matter(self) -> Understood:
        """Out of scope where the model thinks that possible at all: for a message that names nothing of ours."""
        possible = dict(self.others).get(intents.OUT_OF_SCOPE, 0.0)
        doubtful = self.intent in _COVERED and possible >= _PERHAPS_ANOTHER_MATTER
        return replace(self, intent=intents.OUT_OF_SCOPE, topics=()) if doubtful else self

    def write_to(self, message: Message) -> None:
        """Set Rasa's fields; the ranking begins with the intent, whatever the model thought."""
        ranking = [(self.intent, self.confidence), *(one for one in self.others if one[0] != self.intent)]
        named = [{"name": name, "confidence": confidence} for name, confidence in ranking]
        message.set(INTENT, named[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, named, add_to_output=True)
        message.set("topics", [intents.topic_of(topic) for topic in self.topics], add_to_output=True)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Sets `intent`, `intent_ranking` and `topics`; decides clarify and not covered itself."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What config.yml may say.

        ``encoder``: its folder; ``most_tokens``: of a longer message the last sentence is read, and what asks
        (bot/language/condensing.py); ``temperature``: divides the scores so that confidences can be
        trusted; ``sure`` and ``near``: below the one, with another topic above the other, the bot
        asks which is meant; ``least``: below it nothing is understood.
        """
        return {
            "encoder": "encoder/topics",
            "most_tokens": 64,
            "temperature": 1.0,
            "sure": 0.45,
            "near": 0.3,
            "least": 0.2,
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        encoder: SentenceEncoder,
        model: TopicModel | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._encoder = encoder
        self._others = read_other_conditions(OTHER_CONDITIONS)
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """A classifier to be trained."""
        return cls(config, model_storage, resource, topic_encoder(config))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> TopicClassifier:
        """The classifier that the model holds."""
        with model_storage.read_from(resource) as folder:
            model = TopicModel.load(folder)
        return cls(config, model_storage, resource, topic_encoder(config), model)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The encoder, the names and the code of the model: Rasa itself looks at this class only."""
        encoder = ROOT / config.get("encoder", "encoder/topics") / "model.bin"
        digest = hashlib.sha256()
        for path in (encoder, OTHER_CONDITIONS, Path(topic_model.__file__), Path(naming.__file__)):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on all training questions; the encoder stays as it is."""
        lines = [_line(example) for example in training_data.intent_examples]
        found = self._encoder.encode([line.text for line in lines])
        named = [self._named(example) for example in training_data.intent_examples]
        vectors = np.vstack([one.beside(vector[None, :]) for one, vector in zip(named, found)])
        self._model = TopicModel.fit(lines, vectors, intents.TOPICS, self._config["temperature"])
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Understand each message."""
        before = remembered(tracker, "topics")
        alarmed = bool(remembered(tracker, "alarm"))
        for message in messages:
            text = message.get(TEXT) or ""
            form = message.get("understood") or {}
            named = self._named(message)
            talk = self._talk(message, alarmed)
            if talk:
                talk.write_to(message)
                continue
            found = self._understand(message, named, alarmed)
            told = _of_ours_after_all(found, text, form, named) or _as_answered(found, message, named)
            found = told or self._in_scope(found, text, form, named)
            if not (named.concept or form.get("follows") or before):
                found = found.unless_another_matter()
            if found.intent == intents.OUT_OF_SCOPE and form.get("follows") and asks_of_kin(text) and not named.other:
                # "What about my kids?" after a blood test asks whether they may get it.
                found = found.as_topic(intents.RISK_FACTORS)
            if goes_on(message, found.confidence < _RATHER_SURE, before):
                found = found.as_topic(intents.ASK + before[0])
            if len(found.topics) > 1 and listed_topics(text):
                # "carcinoid causes effects treatment" asks the topics as a whole, whatever else it says.
                message.set("understood", {**form, "specific": False}, add_to_output=True)
            found.write_to(message)
        return messages

    def _understand(self, message: Message, named: Named, alarmed: bool) -> Understood:
        text = message.get(TEXT) or ""
        if self._model is None or not text.strip():
            return Understood(intents.NOT_COVERED, 0.0)
        if not is_english(text):
            return Understood(intents.NOT_ENGLISH, 1.0)
        reading = TopicReading.of(message)
        prediction = _expected(self._model.predict(self._asking(reading, named)), alarmed)
        intent, topics = self._decide(prediction)
        return Understood(intent, prediction.ranking[0][1], topics, prediction.ranking[:_SHOWN_IN_RANKING])

    def _talk(self, message: Message, alarmed: bool) -> Understood | None:
        """A message that would lean on an answer, but is talk: thanks, "more", "what are your sources?"."""
        alone = TopicReading.of(message).vectors()[1:]
        if self._model is None or not len(alone):
            return None
        alone_asking = Asking(self._named_by_itself(message).beside(alone)[0])
        prediction = _expected(self._model.predict(alone_asking), alarmed)
        intent, confidence = prediction.ranking[0]
        if not is_talk(message, intent, confidence):
            return None
        return Understood(intent, confidence, others=prediction.ranking[:_SHOWN_IN_RANKING])

    def _asking(self, reading: TopicReading, named: Named) -> Asking:
        parts = clauses(reading.text)
        several = parts if len(parts) > 1 else []

        def read(texts: Sequence[str]) -> Vectors:
            return named.beside(self._encoder.encode(texts))

        return Asking(
            message=named.beside(reading.vectors()[:1])[0],
            read_clauses=partial(read, [part.text for part in several]) if several else no_clauses,
            starts=tuple(part.start for part in several),
            listed=listed_topics(reading.text),
        )

    def _named(self, message: Message) -> Named:
        """What the message names, and what it leans on."""
        alone = self._named_by_itself(message)
        kinds = {concept.kind for concept in message.get(LEANS_ON) or ()}
        return replace(alone, ours=alone.ours or not OURS.isdisjoint(kinds), concept=alone.concept or bool(kinds))

    def _named_by_itself(self, message: Message) -> Named:
        text = message.get(TEXT) or ""
        kinds = {entity["entity"] for entity in message.get(ENTITIES) or ()}
        return Named.of(text, kinds, bool(self._others.find(text)))

    def _in_scope(self, found: Understood, text: str, form: dict[str, Any], named: Named) -> Understood:
        """A disease of another name is out of scope; "is a sore toe a symptom?" is not."""
        if named.other:
            strange = found.intent in _COVERED and not (named.ours or form.get("follows"))
            return replace(found, intent=intents.OUT_OF_SCOPE, topics=()) if strange else found
        if found.intent not in (intents.OUT_OF_SCOPE, intents.NOT_COVERED):
            return found
        listed = listed_topics(text) if named.ours else {}
        if listed:
            topics = tuple(sorted(listed, key=lambda topic: listed[topic]))
            return replace(found, intent=topics[0], topics=topics)
        item = _item_asked(text, form)
        return found.as_topic(item) if item else found

    def _decide(self, prediction: TopicPrediction) -> tuple[str, tuple[str, ...]]:
        (first, confidence), (second, next_confidence) = prediction.ranking[:2]
        if first not in intents.TOPICS:
            return first, ()
        if confidence < self._config["least"]:
            return intents.NOT_COVERED, ()
        in_doubt = confidence < self._config["sure"] and next_confidence >= self._config["near"]
        if in_doubt and second in intents.TOPICS and len(prediction.topics) == 1:
            return intents.CLARIFY, (first, second)
        return first, prediction.topics or (first,)


def _expected(prediction: TopicPrediction, alarmed: bool) -> TopicPrediction:
    """Less that help is there, where no alarm was given: "emergency management" tells nothing of the kind."""
    surely = alarmed or prediction.ranking[0][1] >= _SURE_WITHOUT_AN_ALARM
    ranking = tuple(one for one in prediction.ranking if surely or one[0] != intents.GOT_HELP)
    return replace(prediction, ranking=ranking)


def _line(example: Message) -> Line:
    metadata = (example.get("metadata") or {}).get("example") or {}
    return Line(example.get(TEXT), tuple(metadata.get("topics") or (example.get(INTENT),)))


def _of_ours_after_all(found: Understood, text: str, form: dict[str, Any], named: Named) -> Understood | None:
    """In doubt whether it is another matter, the topic that may be asked of a test or a treatment that is named.

    Whoever asks nothing particular of it asks what is told of it: "he starts lutathera in March. How does it work?".
    """
    if found.intent != intents.OUT_OF_SCOPE or not named.concept or named.other:
        return None
    what_it_does = asks_what_it_does(text)
    if not what_it_does and (form.get("specific") or found.confidence >= _RATHER_SURE):
        return None
    perhaps = (intent for intent, confidence in found.others if what_it_does or confidence >= _PERHAPS_OURS)
    return next((found.as_topic(intent) for intent in perhaps if intent in intents.TOPICS), None)


def _as_answered(found: Understood, message: Message, named: Named) -> Understood | None:
    """In doubt, the topic of a statement that answers the message, if there is one."""
    unsure = found.confidence < _RATHER_SURE and len(found.topics) < _SEVERAL
    # "Help lines in Canada" names what is ours: who asks what the bot can do does not.
    of_ours = found.intent == intents.HELP and named.concept
    doubt = unsure or of_ours or named.other or found.intent in (intents.OUT_OF_SCOPE, intents.CLARIFY)
    topic = topic_told(message, found.intent, named) if doubt else None
    return found.as_topic(intents.ASK + topic) if topic else None


def _item_asked(text: str, understood: dict[str, Any]) -> str | None:
    """The topic of "is a sore toe a symptom?": the thing is strange, the question is ours."""
    if not (understood.get("yes_no") and (understood.get("unknown") or understood.get("concepts"))):
        return None
    return next((topic for topic, words in _ITEMS.items() if words.search(text)), None)
