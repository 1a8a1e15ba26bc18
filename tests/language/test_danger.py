"""The second net: its arithmetic, and what it adds in the trained model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.language.danger_model import DangerModel, DangerScores
from bot.language.danger_words import DangerWords
from bot.language.passages import passages
from bot.safety import Level
from bot.settings import ROOT

SETS = ROOT / "tests" / "safety" / "sets"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def levels(understood: dict[str, Any]) -> set[str]:
    return {found["level"].lower() for found in understood["concerns"]["findings"] if not found["general"]}


def axis(number: int) -> list[float]:
    return [float(number == place) for place in range(4)]


def test_the_model_tells_levels_apart_and_is_kept(tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    vectors = np.array([axis(number) for number in (0, 1, 2, 3) for _ in range(20)]) + draw.normal(0, 0.05, (80, 4))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    fitted = DangerModel.fit(
        vectors, [level for level in (Level.EMERGENCY, Level.CRISIS, Level.URGENT, None) for _ in range(20)]
    )
    fitted.save(tmp_path)
    model = DangerModel.load(tmp_path)
    found = [model.score(np.array([axis(number)], dtype=np.float32)).level() for number in range(4)]
    assert found == [Level.EMERGENCY, Level.CRISIS, Level.URGENT, None]
    together = model.score(np.array([axis(3), axis(1), axis(3)], dtype=np.float32))
    assert together.level() is Level.CRISIS


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("he is grey", []),
        (
            "Thanks for that. He is grey and cold\nWhat is a NET?",
            ["Thanks for that.", "He is grey and cold", "What is a NET?"],
        ),
        ("Help me please. Now. He will not wake up", ["Help me please. Now.", "He will not wake up"]),
        ("...", []),
    ],
)
def test_sentences_are_read_alone(text: str, parts: list[str]) -> None:
    assert passages(text) == [text, *parts]


def test_most_of_what_no_rule_was_written_for_gets_advice(parse: Any) -> None:
    serious = [row["text"] for row in rows("unseen") if row["level"] != "none"]
    advised = [text for text in serious if levels(parse(text)) & {"emergency", "crisis", "urgent"}]
    assert len(advised) >= 0.8 * len(serious), set(serious) - set(advised)


def test_what_only_looks_like_danger_is_rarely_taken_for_it(parse: Any) -> None:
    harmless = [row["text"] for row in rows("emergencies") if row["level"] == "none"]
    harmless += [row["text"] for row in rows("decisions")]
    alarms = [text for text in harmless if levels(parse(text)) & {"emergency", "crisis"}]
    assert len(alarms) <= 0.01 * len(harmless), alarms


def test_a_danger_without_a_word_among_other_sentences(parse: Any) -> None:
    around = "I would like to know about diets. My scan is in May. The food was good."
    understood = parse(f"{around} My wife has folded up on the floor and her lips are white. {around}")
    assert understood["intent"]["name"] == "emergency"


def test_the_rules_findings_stay(parse: Any) -> None:
    found = parse("my chest hurts and i can't breathe")["concerns"]["findings"]
    assert {"chest-pain", "breathing"} <= {one["sign"] for one in found}
    asked = parse("is vomiting blood an emergency?")["concerns"]["findings"]
    assert [one["general"] for one in asked] == [True]


@pytest.mark.parametrize(
    ("text", "taken_over"),
    [
        ("dads back aches and he has a bowel NET. how do they look whether it got into his skeleton", False),
        ("moms skin has gone the color of wax and she slides off the chair, what is it", True),
    ],
)
def test_what_asks_for_a_statement_is_not_taken_over(parse: Any, text: str, taken_over: bool) -> None:
    assert (parse(text)["intent"]["name"] == "emergency") is taken_over


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("Might the pills I swallow be behind it?", False),
        ("My marker has doubled and the doctor frowned. Is it the tablets?", False),
        ("may I hold my wife at night after PRRT", False),
        ("my godmother mails us herbal drops and teas, is there any sense in them", False),
        ("I turn 40 soon and there is not much time left for a baby", False),
        ("the drops are all in me now, I drank the whole bottle of them", True),
        ("I'd like to lie next to my dead wife for ever", True),
        ("There is not much time left for me, I have fixed the day", True),
        ("Is it the tablets? She hardly breathes.", True),
    ],
)
def test_medicines_beds_and_time_are_no_danger_by_themselves(parse: Any, text: str, alarm: bool) -> None:
    assert bool(levels(parse(text)) & {"emergency", "crisis", "urgent"}) is alarm


def test_only_what_is_faint_is_outweighed_by_what_a_message_leans_on() -> None:
    def scores(score: float) -> DangerScores:
        return DangerScores(np.array([score]), np.array([score - 0.1]), np.array([0.0]))

    assert scores(0.2).outweighed_by(scores(-0.4))
    assert not scores(0.2).outweighed_by(scores(-0.2))
    assert not scores(0.4).outweighed_by(scores(-0.9))


def test_whose_lump_is_usual_is_not_told_who_must_not_wait(parse: Any) -> None:
    understood = parse("I had my lanreotide shot and now there is a knot in my buttock, should I see a doctor?")
    assert understood["intent"]["name"] == "ask_treatment"


def test_of_a_long_message_the_sentences_nearest_danger_are_read() -> None:
    words = DangerWords.fit(
        ["his lips are blue", "blue lips now", "what is a NET", "who treats it"], [True, True, False, False]
    )
    sentences = ["Who treats a NET?", "My mother asked what it is.", "Her lips look blue.", "What is it?"]
    assert words.likeliest(sentences, 20) == ["Her lips look blue."]
    assert words.likeliest(sentences, 36) == ["Who treats a NET?", "Her lips look blue."]
    assert words.likeliest(sentences, 5) == ["Her lips look blue."]
    assert words.likeliest(sentences) == sentences


def test_the_words_are_kept(tmp_path: Path) -> None:
    words = DangerWords.fit(["his lips are blue", "what is a NET"], [True, False])
    words.save(tmp_path)
    assert DangerWords.load(tmp_path).likeliest(["what is a NET", "blue lips"], 1) == ["blue lips"]
