"""Reading the training data: each file once, however often Rasa asks."""

from __future__ import annotations

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data import loading

from bot.settings import ROOT


def test_rasa_reads_each_file_of_questions_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    load = loading.load_data

    def noted(name: str, language: str = "en") -> object:
        read.append(name)
        return load(name, language)

    monkeypatch.setattr(loading, "load_data", noted)
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
    )
    questions = importer.get_nlu_data()
    importer.get_domain()
    assert len(read) == len(set(read)) > 0
    assert len(questions.intent_examples) > 0
