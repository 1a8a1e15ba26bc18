"""What the rules of safety still see of a danger that somebody misspells.

Run `python -m benchmarks.danger_slips`; takes half a minute. Each line of the safety sets that the rules take for what
it is gets one slip, in a word drawn at random, four times.
"""

from __future__ import annotations

import json
import random

from bot import shipped
from bot.safety import Level
from bot.settings import ROOT
from encoder.tuning.augmentation import slip

_SETS = ROOT / "tests" / "safety" / "sets" / "emergencies.jsonl"
_TIMES = 4
_FEWEST_LETTERS = (3, 5)


def main() -> None:
    """Print the share of dangers that are still seen, and of harmless lines that are taken for one."""
    rows = [json.loads(line) for line in _SETS.read_text(encoding="utf-8").splitlines()]
    for fewest in _FEWEST_LETTERS:
        for level in (Level.CRISIS, Level.EMERGENCY):
            seen = [row["text"] for row in rows if row["level"] == level.name.lower() and _seen(row["text"], level)]
            _report(f"{level.name.lower()}, a slip in a word of {fewest} letters or more", seen, fewest, level)
    grave = {level.name.lower() for level in (Level.CRISIS, Level.EMERGENCY, Level.URGENT)}
    harmless = [row["text"] for row in rows if row["level"] not in grave and not _seen(row["text"])]
    _report("harmless, taken for a danger to life", harmless, _FEWEST_LETTERS[0], None)


def _report(name: str, texts: list[str], fewest: int, level: Level | None) -> None:
    draw = random.Random(0)
    tried = [_with_slip(text, fewest, draw) for text in texts for _ in range(_TIMES)]
    found = sum(_seen(text, level) for text in tried)
    print(f"{name:50}{found:6} of {len(tried)}  {found / len(tried):.3f}")


def _seen(text: str, level: Level | None = None) -> bool:
    """Whether the rules find ``level``, or any danger to life."""
    found = [one for one in shipped.safety().assess(text) if one.grave and not one.general]
    return any(level in (None, one.level) for one in found)


def _with_slip(text: str, fewest: int, draw: random.Random) -> str:
    words = text.split()
    fitting = [place for place, word in enumerate(words) if len(word) >= fewest and word.isalpha()]
    if fitting:
        place = draw.choice(fitting)
        words[place] = slip(words[place], draw)
    return " ".join(words)


if __name__ == "__main__":
    main()
