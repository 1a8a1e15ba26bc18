"""Everyday words that the second net took for danger, beside dangers in like words, judged by the trained model."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("he has blue eyes and a cold", False),
        ("he has blue eyes and his lips are blue too", True),
        ("I pass out when I see a needle, will the scan be ok", False),
        ("I passed out when I saw the needle and hit my head, it won't stop bleeding", True),
        ("a cough sweet to die for", False),
        ("this cough makes me want to die", True),
        ("passed his stress test, no chest pain", False),
        ("failed his stress test, chest pain since then", True),
        ("he's practically blue with cold after skiing", False),
        ("he's practically blue after skiing and can't breathe", True),
        ("how long does she have to go without food", False),
        ("how long do I have to go without food until I am gone", True),
        ("he sleeps like a log since the surgery", False),
        ("he sleeps like a log and I can't rouse him", True),
        ("I forgot to take my vitamin d", False),
    ],
)
def test_everyday_words_and_dangers_in_like_words(parse: Any, text: str, alarm: bool) -> None:
    findings = parse(text)["concerns"]["findings"]
    assert any(one["level"] in {"EMERGENCY", "CRISIS", "URGENT"} and not one["general"] for one in findings) is alarm
