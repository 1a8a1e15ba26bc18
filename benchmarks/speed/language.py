"""The time of one message through the language pipeline alone, on one core (run as a program of its own)."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.evaluation.scoring import read_questions
from bot.without_tensorflow import leave_out, of_model

_ROUNDS = 3
_LONG = ("My mother was told last year that she has this. We live far away and I worry a lot about her. " * 40)[:3900]


def main(model: Path, files: Sequence[Path]) -> None:
    """Print median and 99th percentile of the questions in ``files``, and of a long message, in milliseconds."""
    questions = [question.text for path in files for some in read_questions(path) for question in some]
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    leave_out(of_model(model))
    from rasa.core.channels.channel import UserMessage  # noqa: PLC0415
    from rasa.core.utils import AvailableEndpoints  # noqa: PLC0415
    from rasa.shared.core.trackers import DialogueStateTracker  # noqa: PLC0415

    from bot.logs import quiet_logs  # noqa: PLC0415
    from bot.server import load_agent  # noqa: PLC0415
    from bot.settings import ROOT  # noqa: PLC0415

    quiet_logs()
    agent = load_agent(model, AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")))

    async def milliseconds(text: str) -> float:
        began = time.perf_counter()
        await agent.processor.parse_message(UserMessage(text), DialogueStateTracker.from_events("one", []))
        return (time.perf_counter() - began) * 1000

    async def measure() -> dict[str, float]:
        for text in questions:
            await milliseconds(text)
        short = [await milliseconds(text) for _ in range(_ROUNDS) for text in questions]
        long = [await milliseconds(f"{_LONG} What are the symptoms?") for _ in range(30)]
        return {
            "median": float(np.median(short)),
            "p99": float(np.percentile(short, 99)),
            "long_median": float(np.median(long)),
            "long_p99": float(np.percentile(long, 99)),
        }

    print(json.dumps(asyncio.run(measure())))


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
