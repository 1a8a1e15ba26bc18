"""The questions of an evaluation file as a hasty or dyslexic hand writes them, for `netguide evaluate`.

Run `python -m benchmarks.slips tests/language/questions.jsonl 1 > slips.jsonl`; the number says how often each question
goes through the slips that the tuning of the topic encoder knows too.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from encoder.tuning.augmentation import with_slips

_SEED = 7


def main(path: Path, slips: int) -> None:
    """Print the lines of ``path`` with slips, the same ones every time."""
    draw = random.Random(_SEED)
    for line in path.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        for _ in range(slips):
            question["text"] = with_slips(question["text"], draw)
        print(json.dumps(question, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
