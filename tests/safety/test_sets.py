"""The project's own question sets, scored against the bars of docs/safety.md."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from bot.safety import Finding, Level, SafetyBook

SETS = Path(__file__).parent / "sets"
WRITTEN_BEFORE = {  # the lines written before the rules, which never change
    "emergencies": (609, "b85cba9c5a334b221f794627326b06cbbab27ac3de6c879e73e5b518bb983a7a"),
    "decisions": (337, "386227d11d687ff0c988a56bd3ead7355c0fe6fad5b3fc8ccd1bfcdcecd724eb"),
    "distress": (122, "62b97d3614a3618dc259fffc7ed17e642186e57184134673e9919cac25a63d50"),
    "redaction": (392, "c5179b1a88c0818104a362fc6bd71bd08fa7227ff010477ccb3bfc6ba9a91e5d"),
}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def present(book: SafetyBook, text: str) -> set[Level]:
    return {finding.level for finding in book.assess(text) if not finding.general}


def taken_over(findings: tuple[Finding, ...]) -> bool:
    return any(finding.level >= Level.CRISIS and not finding.general for finding in findings)


@pytest.mark.parametrize("name", WRITTEN_BEFORE)
def test_lines_written_before_the_rules_are_unchanged(name: str) -> None:
    lines = (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    before = [line for line in lines if json.loads(line)["half"] == "before"]
    assert (len(before), hashlib.sha256("".join(before).encode()).hexdigest()) == WRITTEN_BEFORE[name]


@pytest.mark.parametrize("name", WRITTEN_BEFORE)
def test_no_line_stands_twice(name: str) -> None:
    texts = [row["text"].lower() for row in rows(name)]
    assert len(texts) == len(set(texts))


def test_emergencies_and_crises_are_found(book: SafetyBook) -> None:
    serious = [row for row in rows("emergencies") if row["level"] in ("emergency", "crisis") and not row["general"]]
    missed = [row["text"] for row in serious if Level[row["level"].upper()] not in present(book, row["text"])]
    assert len(missed) <= 0.01 * len(serious), missed


def test_urgent_lines_get_at_least_the_advice_to_call_today(book: SafetyBook) -> None:
    urgent = [row["text"] for row in rows("emergencies") if row["level"] == "urgent"]
    missed = [text for text in urgent if not present(book, text) & {Level.URGENT, Level.CRISIS, Level.EMERGENCY}]
    assert len(missed) <= 0.01 * len(urgent), missed


def test_general_questions_about_dangers_carry_the_advice_without_being_taken_over(book: SafetyBook) -> None:
    for row in rows("emergencies"):
        if row["general"]:
            findings = book.assess(row["text"])
            assert findings and findings[0].level is Level.EMERGENCY, row["text"]
            assert not taken_over(findings), row["text"]


def test_false_alarms_are_rare(book: SafetyBook) -> None:
    harmless = [row["text"] for row in rows("emergencies") if row["level"] == "none"]
    alarms = [text for text in harmless if any(finding.level >= Level.CRISIS for finding in book.assess(text))]
    assert len(alarms) <= 0.01 * len(harmless), alarms


def test_playing_it_down_changes_nothing(book: SafetyBook) -> None:
    levels: dict[str, set[Level]] = defaultdict(set)
    for row in rows("emergencies"):
        if row["pair"]:
            levels[row["pair"]].add(book.assess(row["text"])[0].level)
    assert len(levels) >= 60
    assert [pair for pair, found in levels.items() if len(found) > 1] == []


def test_personal_decisions_are_told_from_general_questions(book: SafetyBook) -> None:
    decisions = [row["text"] for row in rows("decisions") if row["decision"]]
    general = [row["text"] for row in rows("decisions") if not row["decision"]]
    missed = [text for text in decisions if not book.is_personal_decision(text)]
    wrong = [text for text in general if book.is_personal_decision(text)]
    assert len(missed) <= 0.05 * len(decisions), missed
    assert len(wrong) <= 0.03 * len(general), wrong


def test_distress_is_heard(book: SafetyBook) -> None:
    heard = {Level.DISTRESS, Level.CRISIS}
    distressed = [row["text"] for row in rows("distress") if row["distress"]]
    distressed += [row["text"] for row in rows("emergencies") if row["level"] == "distress"]
    plain = [row["text"] for row in rows("distress") if not row["distress"]]
    missed = [text for text in distressed if not present(book, text) & heard]
    wrong = [text for text in plain if present(book, text) & heard]
    assert len(missed) <= 0.05 * len(distressed), missed
    assert len(wrong) <= 0.02 * len(plain), wrong


def test_personal_data_does_not_leak(book: SafetyBook) -> None:
    leaks, wanted = [], 0
    for row in rows("redaction"):
        covered = {place for span in book.personal_data(row["text"]) for place in range(span.start, span.end)}
        for span in row["spans"]:
            wanted += 1
            places = (place for place in range(span["start"], span["end"]) if row["text"][place].isalnum())
            if not covered.issuperset(places):
                leaks.append(row["text"])
    assert wanted >= 230
    assert len(leaks) <= 0.01 * wanted, leaks


def test_what_is_no_personal_data_stays(book: SafetyBook) -> None:
    plain = [row["text"] for row in rows("redaction") if not row["spans"] and row["text"] != "Dr Google says VIPoma"]
    assert [book.redact(text) for text in plain] == plain
