"""Rasa component, the last of the pipeline: danger overrules whatever was understood.

The rules of `bot.safety` come first; what they leave, and do not know to be plainly about a treatment, is held
against the examples of content/safety by sentence vectors (`bot.language.danger_model`), which can only add to the
rules' findings.

It replaces `intent` and `intent_ranking` both: whoever reads one must not find the other (Rasa's
FallbackClassifier compares the first two of the ranking and would overrule an emergency).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import shipped
from bot.language import danger_model, danger_words, intents
from bot.language.alarm import is_over, still_about
from bot.language.before import remembered
from bot.language.contractions import written_out
from bot.language.danger_context import as_it_is_felt, asks_whether_it_is_cancer, dangers_in_full
from bot.language.danger_model import DangerModel, DangerScores
from bot.language.danger_words import DangerWords
from bot.language.encoder import SentenceEncoder
from bot.language.leaning import LEANS_ON, in_full
from bot.language.passages import passages
from bot.language.shape import asks
from bot.safety import UNNAMED, UNNAMED_OR_CRISIS, Alarm, Finding, Level
from bot.safety.examples import example_files, read_examples
from bot.settings import CONTENT, ROOT

_SAFETY = CONTENT / "safety"

_SMALL_TALK = frozenset(
    """
    greet goodbye thank bot_challenge help affirm deny feedback_helpful feedback_unhelpful tell_me_more
    ask_sources not_covered clarify
    """.split()
)

_QUESTION_WORD = re.compile(
    r"\b(?:what|which|who|where|when|why|how|anything (?:to|i|we|she|he|they))\b"
    r"|(?:^|[.!?,;:]\s*|\b(?:and|but|so|or)\s+)(?:(?:is|are) there|(?:can|could|may|might|do|does) \w+)\b",
    re.IGNORECASE,
)
_NEAR_A_STATEMENT = 0.65
"""Score (bot/language/statement_index.py) from which a question asks what a statement tells: of 43 dangers that only
the second net finds none is asked so, of six harmless questions in everyday words that it took for one four are."""

_TREATMENT = "ask_treatment"

_UNNAMED = frozenset({*UNNAMED.values(), UNNAMED_OR_CRISIS})

_TO_AN_OFFER = frozenset({"affirm", "deny"})
"""What "should I skip it?" must not be taken for."""


@dataclass(frozen=True)
class SecondNet:
    """What is learned: which vectors lie near danger, and which words of a long message point to it."""

    model: DangerModel
    words: DangerWords


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DangerDetector(GraphComponent):
    """Sets ``concerns``, and the intent where somebody is in danger or asks about one."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``features`` and ``in_full``: the featurizer's aliases; ``encoder``: its folder, for long messages."""
        return {"features": "sentence", "in_full": "in_full", "encoder": "encoder/search"}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        second_net: SecondNet | None = None,
    ) -> None:
        self._features = config["features"]
        self._in_full = config["in_full"]
        self._encoder = SentenceEncoder.load(ROOT / config["encoder"])
        self._model_storage = model_storage
        self._resource = resource
        self._second_net = second_net

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerDetector:
        """A detector to be trained; the rules of content/safety are no part of the trained model."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> DangerDetector:
        """The detector with the second net that the model holds, once the rules are read and found whole."""
        shipped.safety()
        with model_storage.read_from(resource) as folder:
            second_net = SecondNet(DangerModel.load(folder), DangerWords.load(folder))
        return cls(config, model_storage, resource, second_net)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The encoder, the examples and the code of the model: Rasa itself looks at this class only."""
        digest = hashlib.sha256()
        encoder = ROOT / config.get("encoder", "encoder/search") / "model.bin"
        for path in (
            encoder,
            Path(danger_model.__file__),
            Path(danger_words.__file__),
            *(_SAFETY / name for name in example_files(_SAFETY)),
        ):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples; the training questions, those on seeing a doctor set aside, are no danger."""
        examples = read_examples(_SAFETY)
        asked = [message for message in training_data.intent_examples if message.get(INTENT) != intents.DOCTOR]
        texts = [example.text for example in examples] + [message.get(TEXT) for message in asked]
        levels = [example.level for example in examples] + [None] * len(asked)
        model = DangerModel.fit(self._encoder.encode(texts), levels)
        words = DangerWords.fit(texts, [level is not None for level in levels])
        self._second_net = SecondNet(model, words)
        with self._model_storage.write_to(self._resource) as folder:
            model.save(folder)
            words.save(folder)
        return self._resource

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Look for danger in each message."""
        alarm = Alarm.from_slot(remembered(tracker, "alarm"))
        # The ids read like the names, which the detector does not hold.
        spoken_of = [concept.replace("-", " ") for concept in remembered(tracker, "concepts")]
        book = shipped.safety()
        for message in messages:
            text = message.get(TEXT) or ""
            judged = book.judge(text)
            told = (*dangers_in_full(book, text, spoken_of, judged.findings), *judged.findings)
            told = as_it_is_felt(book, text, told)
            findings = told if judged.plain else self._findings(message, text, told)
            if alarm and still_about(alarm, message, judged.personal_decision):
                findings = _with_the_known_danger(findings, alarm.finding)
            if judged.usual:  # "no fever for a week, may he meet friends?" sounds like one
                findings = tuple(one for one in findings if one.sign not in _UNNAMED or one.grave)
            in_danger = any(one.level >= Level.URGENT for one in findings)
            concerns = {
                "findings": [
                    {"level": finding.level.name, "sign": finding.sign, "general": finding.general}
                    for finding in findings
                ],
                "personal_decision": judged.personal_decision and _is_ours(message) and not _is_general(message),
                # To be asked not to skip a treatment reads, with a fever, as a leave to take the next capsules.
                "on_treatment": judged.on_treatment and not in_danger,
                "usual": judged.usual and not in_danger,
                "for_others": judged.for_others,
                "of_anybody": judged.of_anybody,
            }
            message.set("concerns", concerns, add_to_output=True)
            if concerns["personal_decision"] and _intent(message) in _TO_AN_OFFER:
                _set_intent(message, intents.OUT_OF_SCOPE)
            if alarm and _intent(message) not in intents.TOPICS and is_over(message, alarm):
                _set_intent(message, intents.GOT_HELP)
            if findings:
                _overrule(message, findings[0])
            if judged.usual and _intent(message) == intents.DOCTOR and not any(one.grave for one in findings):
                # Who must not wait is no answer to "a hard lump where the injection went in, normal?".
                _set_intent(message, _TREATMENT, intents.topic_of(_TREATMENT))
        return messages

    def _findings(self, message: Message, text: str, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """What the rules ``found``, and before it what only the second net does."""
        if any(finding.grave for finding in found) or self._second_net is None or not text.strip():
            return found
        scores = self._scores(self._second_net, message, text, self._features)
        level, leans_on = scores.level(), message.get(LEANS_ON)
        if level and leans_on and asks(text):
            # "What about sleeping next to my wife?" after an answer on PRRT.
            full = self._scores(self._second_net, message, in_full(text, leans_on), self._in_full)
            level = None if scores.outweighed_by(full) else level
        if level is None or any(finding.level >= level for finding in found):
            return found
        asked = _asks_of_content(message, text)
        if level is Level.URGENT:
            if asked and _only_questions(text, scores):
                return found
            return (Finding(level, UNNAMED_OR_CRISIS if scores.perhaps_crisis else UNNAMED[level]), *found)
        return (Finding(level, UNNAMED[level], general=asked), *found)

    def _scores(self, net: SecondNet, message: Message, text: str, alias: str) -> DangerScores:
        """Those of the sentences, if they are several, and of the whole."""
        each, whole = message.get_dense_features(TEXT, [alias])
        rows = [features.features for features in (each, whole) if features is not None]
        if each is None:
            single = net.words.likeliest(passages(text)[1:])
            if single or whole is None:
                rows.append(self._encoder.encode(single or [text]))
        return net.model.score(np.vstack(rows))


def _with_the_known_danger(findings: tuple[Finding, ...], known: Finding) -> tuple[Finding, ...]:
    """The danger that is known first, unless one as grave is told; what only the second net hears is that one."""
    if any(finding.takes_over and finding.level is known.level for finding in findings):
        return findings
    return (known, *(finding for finding in findings if finding.sign not in _UNNAMED))


def _asks_of_content(message: Message, text: str) -> bool:
    """Whether it is a question that a statement is near to: "how do they see whether it got into the skeleton?".

    The second net hears the aching back in it. The advice stands on top all the same.
    """
    nearest = next(iter(message.get("near") or ()), None)
    return nearest is not None and nearest.score >= _NEAR_A_STATEMENT and bool(_QUESTION_WORD.search(text))


def _only_questions(text: str, scores: DangerScores) -> bool:
    """Whether danger is heard in questions alone, and not in what is told beside them: "could it be the tablets?"."""
    sentences = passages(written_out(text))[1:] or [text]
    if len(scores.near) != len(sentences) + (len(sentences) > 1):
        return False
    heard = [sentence for sentence, near in zip(sentences, scores.near) if near]
    return bool(heard) and all(_QUESTION_WORD.search(sentence) for sentence in heard)


def _is_ours(message: Message) -> bool:
    """Whether the message is about the condition at all: "can I change my address?" is no matter of care.

    One that leans on an answer is: "should I skip it?".
    """
    intent = _intent(message)
    understood = message.get("understood") or {}
    return (
        intent.startswith(intents.ASK)
        or intent == intents.CLARIFY
        or bool(understood.get("named") or understood.get("concepts") or understood.get("follows"))
    )


def _is_general(message: Message) -> bool:
    """Whether it asks of an illness that was named what anybody may ask of it."""
    of_one = bool((message.get("understood") or {}).get("illnesses"))
    return of_one and asks_whether_it_is_cancer(message.get(TEXT) or "")


def _only_tells(message: Message) -> bool:
    """Whether what is out of scope asks nothing: "I feel hopeless" wants no list of what is covered."""
    intent = _intent(message)
    return intent == intents.OUT_OF_SCOPE and not asks(message.get(TEXT) or "")


def _overrule(message: Message, gravest: Finding) -> None:
    intent = _intent(message)
    if gravest.takes_over:
        _set_intent(message, gravest.level.kind)
    elif gravest.grave and (intent in _SMALL_TALK or intent == intents.OUT_OF_SCOPE):
        # A general question about a danger gets information, with the emergency advice on top.
        _set_intent(message, intents.DOCTOR, intents.topic_of(intents.DOCTOR))
    elif intent in _SMALL_TALK and gravest.level is Level.URGENT:
        _set_intent(message, intents.DOCTOR, intents.topic_of(intents.DOCTOR))
    elif gravest.level is Level.DISTRESS and (intent in _SMALL_TALK or _only_tells(message)):
        _set_intent(message, "distress")


def _intent(message: Message) -> str:
    return (message.get(INTENT) or {}).get("name") or ""


def _set_intent(message: Message, name: str, *topics: str) -> None:
    intent = {"name": name, "confidence": 1.0}
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent], add_to_output=True)
    if topics:
        message.set("topics", list(topics), add_to_output=True)
