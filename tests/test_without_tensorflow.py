"""Starting without TensorFlow, and when it is not left out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT
from bot.without_tensorflow import SETTING, of_configuration, of_model


def run(program: str, **settings: str) -> str:
    environment = {**{name: value for name, value in os.environ.items() if name != SETTING}, **settings}
    command = [sys.executable, "-W", "ignore", "-c", f"from bot.without_tensorflow import leave_out\n{program}"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_our_own_components_do_without() -> None:
    told = run(
        """
import importlib, bot.without_tensorflow as without
leave_out(without.of_configuration(without.Path("config.yml")))
from rasa.nlu.classifiers.diet_classifier import DIETClassifier
import tensorflow
try:
    tensorflow.keras.Model()
except without.TensorFlowLeftOutError as error:
    print(error)
"""
    )
    assert told == f"Model of TensorFlow is needed, which was left out: set {SETTING}=1.\n"


@pytest.mark.parametrize(
    ("components", "settings"),
    [(["bot.language.X", "DIETClassifier"], {}), (of_model(Path("nowhere.tar.gz")), {}), ([], {SETTING: "1"})],
    ids=["another component", "an unreadable model", "the setting"],
)
def test_otherwise_nothing_stands_in(components: list[str], settings: dict[str, str]) -> None:
    assert run(f"import sys\nleave_out({components})\nprint(len(sys.meta_path))", **settings) == run(
        "import sys\nprint(len(sys.meta_path))"
    )


def test_where_rasa_cannot_be_imported_the_program_starts_anew_with_tensorflow() -> None:
    told = run(
        f"""
import os, bot.without_tensorflow as without
def broken(name):
    raise TypeError(name)
def start_anew(program, arguments, environment):
    print(arguments[1:3], environment["{SETTING}"])
without.import_module, os.execve = broken, start_anew
leave_out([])
"""
    )
    assert told == "['-m', 'bot'] 1\n"


def test_the_shipped_model_and_configuration_are_read() -> None:
    assert "bot.language.topic_classifier.TopicClassifier" in of_configuration(ROOT / "config.yml")
    assert "bot.rules.RememberingRulePolicy" in of_model(ROOT / "models")
