"""The training questions keep the rules that CONTRIBUTING.md sets for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from ruamel.yaml import YAML

FOLDER = Path(__file__).parents[2] / "data" / "nlu"
MOST_SHARED_PAIRS = 0.7


def word_pairs(text: str) -> frozenset[tuple[str, ...]]:
    """The neighbouring word pairs of a line; of a one-word line, the word."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return frozenset(pairwise(words)) or frozenset((word,) for word in words)


def examples(entry: dict) -> Iterator[str]:
    """The lines of one intent entry, plain or with metadata."""
    given = entry["examples"]
    if isinstance(given, str):
        yield from (line.lstrip("- ").strip() for line in given.splitlines() if line.strip())
    else:
        yield from (example["text"].strip() for example in given)


def lines_by_intent() -> dict[str, list[str]]:
    """Every training line, by intent, over all files."""
    found: dict[str, list[str]] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        for entry in YAML(typ="safe").load(path)["nlu"]:
            found.setdefault(entry["intent"], []).extend(examples(entry))
    return found


@pytest.mark.parametrize("intent", sorted(lines_by_intent()))
def test_no_two_lines_of_an_intent_are_one_template(intent: str) -> None:
    lines = [(text, word_pairs(text)) for text in lines_by_intent()[intent]]
    alike = [
        (first, second)
        for (first, mine), (second, theirs) in combinations(lines, 2)
        if len(mine & theirs) >= MOST_SHARED_PAIRS * len(mine | theirs)
    ]
    assert not alike


def test_no_line_stands_under_two_intents() -> None:
    seen: dict[str, str] = {}
    twice = []
    for intent, lines in lines_by_intent().items():
        for line in lines:
            key = " ".join(re.findall(r"[a-z0-9]+", line.lower()))
            if seen.setdefault(key, intent) != intent:
                twice.append((line, seen[key], intent))
    assert not twice


def test_every_intent_is_trained_but_those_that_the_code_sets() -> None:
    domain = YAML(typ="safe").load(FOLDER.parents[1] / "domain.yml")
    set_by_code = {"clarify", "not_covered", "not_english", "distress", "emergency", "crisis"}
    assert set(domain["intents"]) - set_by_code == set(lines_by_intent())


def test_every_rule_is_an_intent_and_an_action() -> None:
    """bot/rules.py remembers predictions by these two alone."""
    rules = YAML(typ="safe").load(FOLDER.parent / "rules.yml")["rules"]
    assert all([sorted(step) for step in rule["steps"]] == [["intent"], ["action"]] for rule in rules)
    assert not any(set(rule) - {"rule", "steps"} for rule in rules)
    domain = YAML(typ="safe").load(FOLDER.parents[1] / "domain.yml")
    assert not any(slot["influence_conversation"] for slot in domain["slots"].values())
