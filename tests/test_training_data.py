"""Reading the training data: each file once, however often Rasa asks, and copies that share what is said."""

from __future__ import annotations

from copy import deepcopy

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import training_data
from bot.settings import ROOT
from bot.training_data import Question


def test_rasa_reads_each_file_of_questions_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    load = training_data.load_data

    def noted(name: str, language: str = "en") -> object:
        read.append(name)
        return load(name, language)

    monkeypatch.setattr(training_data, "load_data", noted)
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
    )
    questions = importer.get_nlu_data()
    importer.get_domain()
    assert len(read) == len(set(read)) > 0
    assert len(questions.intent_examples) > 0


def asked() -> Message:
    return Message({TEXT: "what is it", INTENT: "ask_overview", "metadata": {"example": {"topics": ["ask_overview"]}}})


def test_what_is_set_of_a_copy_is_not_set_of_the_question() -> None:
    question = Question.of(asked())
    copy = deepcopy(question)
    copy.set(ENTITIES, [{"entity": "condition"}], add_to_output=True)
    assert question.get(ENTITIES) is None
    assert ENTITIES not in question.output_properties
    assert copy.get("metadata") is question.get("metadata")


def test_a_question_has_the_fingerprint_of_the_message_that_was_read() -> None:
    question = Question.of(asked())
    assert question.fingerprint() == deepcopy(question).fingerprint() == asked().fingerprint()
    question.set(INTENT, "ask_overview")
    assert question.fingerprint() == asked().fingerprint()
    question.set(INTENT, "ask_types")
    other = asked()
    other.set(INTENT, "ask_types")
    assert question.fingerprint() == other.fingerprint() != asked().fingerprint()


def test_the_same_question_twice_is_kept_once() -> None:
    assert len(TrainingData().merge(*(TrainingData([Question.of(asked())]) for _ in "ab")).training_examples) == 1
