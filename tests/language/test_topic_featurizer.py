"""The topic vector: begun before the components that do not need it, waited for by the one that does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.statements import Concept
from bot.language import topic_featurizer
from bot.language.encoder.sentence_encoder import Vectors
from bot.language.leaning import LEANS_ON
from bot.language.topic_featurizer import TopicFeaturizer, TopicReading


class SlowEncoder:
    """Encodes only once it is let."""

    def __init__(self) -> None:
        self.let = Event()

    def encode(self, texts: Sequence[str]) -> Vectors:
        assert self.let.wait(10)
        return np.array([[len(text)] for text in texts], dtype=np.float32)


def featurizer(*usual: str, storage: ModelStorage | None = None) -> TopicFeaturizer:
    config = TopicFeaturizer.get_default_config()
    return TopicFeaturizer(config, storage, Resource("topics"), frozenset(usual))  # type: ignore[arg-type]


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> SlowEncoder:
    slow = SlowEncoder()
    monkeypatch.setattr(topic_featurizer, "topic_encoder", lambda _: slow)
    return slow


def test_the_message_goes_on_while_it_is_encoded(encoder: SlowEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topic_featurizer, "_cores", lambda: 2)
    message = Message({TEXT: "what is it"})
    featurizer().process([message])
    reading = TopicReading.of(message)
    assert not reading.encoding.done()
    encoder.let.set()
    assert reading.vectors() == [[len("what is it")]]


def test_on_a_single_core_it_is_encoded_at_once(encoder: SlowEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topic_featurizer, "_cores", lambda: 1)
    encoder.let.set()
    message = Message({TEXT: "what is it"})
    featurizer().process([message])
    assert TopicReading.of(message).encoding.done()


def test_another_condition_is_read_as_the_one_that_the_training_questions_name(encoder: SlowEncoder) -> None:
    encoder.let.set()
    named = {"entity": "condition", "value": "red-toe", "start": 12, "end": 19}
    message = Message({TEXT: "what causes red toe", ENTITIES: [named]})
    featurizer().process([message])
    assert TopicReading.of(message).text == "what causes neuroendocrine tumors"


@pytest.mark.parametrize(
    ("text", "read"), [("who helps in Canada?", "who helps in ?"), ("and in Canada?", "and in Canada?")]
)
def test_no_country_is_read_where_more_is_asked(encoder: SlowEncoder, text: str, read: str) -> None:
    encoder.let.set()
    start = text.index("Canada")
    named = {"entity": "country", "value": "country-canada", "start": start, "end": start + len("Canada")}
    message = Message({TEXT: text, ENTITIES: [named]})
    featurizer().process([message])
    assert TopicReading.of(message).text == read


def test_a_slip_is_read_as_the_word_that_was_meant(encoder: SlowEncoder) -> None:
    encoder.let.set()
    message = Message({TEXT: "How is it TRETED?"})
    featurizer("treated").process([message])
    assert TopicReading.of(message).text == "How is it treated?"


def test_the_usual_words_are_kept_in_the_model(encoder: SlowEncoder, tmp_path: Path) -> None:
    storage = LocalModelStorage(tmp_path)
    lines = [Message({TEXT: f"how is {it} treated", INTENT: "ask_treatment"}) for it in ("this", "that", "mine")]
    resource = featurizer(storage=storage).train(TrainingData(lines))
    context = ExecutionContext(GraphSchema({}))
    back = TopicFeaturizer.load(TopicFeaturizer.get_default_config(), storage, resource, context)
    encoder.let.set()
    message = Message({TEXT: "how is it treeted"})
    back.process([message])
    assert TopicReading.of(message).text == "how is it treated"


def test_what_goes_wrong_in_the_thread_is_told_to_who_waits(
    encoder: SlowEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topic_featurizer, "_cores", lambda: 2)
    message = Message({TEXT: "what is it"})
    encoder.let.wait = lambda _: False  # type: ignore[method-assign, assignment]
    featurizer().process([message])
    with pytest.raises(AssertionError):
        TopicReading.of(message).vectors()


def test_what_leans_is_read_with_its_name_and_alone(encoder: SlowEncoder) -> None:
    encoder.let.set()
    meant = Concept("prrt", "treatment", "PRRT", (), ())
    message = Message({TEXT: "is it painful", LEANS_ON: (meant,)})
    featurizer().process([message])
    assert TopicReading.of(message).vectors().tolist() == [[len("PRRT: is it painful")], [len("is it painful")]]
