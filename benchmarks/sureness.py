"""Fits the rule that says how sure an answer is (bot/answers/sureness.py), and cross-validates it.

Run `python -m benchmarks.sureness` after `make train`; takes half a minute. It asks the trained model the questions of
tests/answers/questions, in conversations that are thrown away.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from unittest import mock

import numpy as np

from bot.without_tensorflow import leave_out, of_model

_WEIGHTS = {"not_in_sources.jsonl": 2.0, "follow_ups.jsonl": 0.45}
"""Of a question without an answer: as if a fifth to a quarter of each kind had none."""

_WRONG = (20, 25, 30, 35, 40)
_ROUNDS = 5


@dataclass(frozen=True)
class Judged:
    """What spoke for the first statement of an answer, whether it was right, and whether it was told as the answer."""

    evidence: dict[str, float]
    right: bool
    told: bool
    weight: float


def main(model: Path) -> None:
    """Print the weights, and how many right answers are told at what price, with this rule and a fitted one."""
    leave_out(of_model(model))
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"NETGUIDE_CONVERSATIONS_URL": f"sqlite:///{folder}/kept.db", "NETGUIDE_RATE_LIMIT": "0"}
        judged = list(_asked(model))
    evidence = np.array([list(one.evidence.values()) for one in judged])
    right = np.array([one.right for one in judged])
    told = np.array([one.told for one in judged])
    weight = np.array([one.weight for one in judged])
    print(f"this rule: right told {(told & right).sum()} of {right.sum()}, wrong {weight[told & ~right].sum():.1f}")
    likely = _cross_validated(evidence, right, weight)
    order = np.argsort(-likely)
    wrong = np.cumsum(np.where(right, 0.0, weight)[order])
    for most in _WRONG:
        first = int(np.searchsorted(wrong, most, side="right"))
        print(f"fitted: right told {right[order][:first].sum()}, wrong {most}, from {likely[order][first - 1]:.2f}")
    fitted = _fit(evidence, right, weight)
    scale = fitted.coef_[0][0]
    for name, value in zip(judged[0].evidence, fitted.coef_[0]):
        print(f"{name}: {value / scale:.2f}")
    for threshold in (0.4, 0.45, 0.5):
        print(f"sure from {(np.log(threshold / (1 - threshold)) - fitted.intercept_[0]) / scale:.2f}: {threshold}")


def _fit(evidence: np.ndarray, right: np.ndarray, weight: np.ndarray):
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    return LogisticRegression(C=10, max_iter=3000).fit(evidence, right, sample_weight=weight)


def _cross_validated(evidence: np.ndarray, right: np.ndarray, weight: np.ndarray) -> np.ndarray:
    from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415

    likely = np.zeros(len(right))
    for seed in range(_ROUNDS):
        for rest, held_out in StratifiedKFold(10, shuffle=True, random_state=seed).split(evidence, right):
            fitted = _fit(evidence[rest], right[rest], weight[rest])
            likely[held_out] += fitted.predict_proba(evidence[held_out])[:, 1] / _ROUNDS
    return likely


def _asked(model: Path) -> Iterator[Judged]:
    from rasa.core.utils import AvailableEndpoints  # noqa: PLC0415

    from bot import server  # noqa: PLC0415
    from bot.answers import guide  # noqa: PLC0415
    from bot.answers.choosing import Choice  # noqa: PLC0415
    from bot.answers.question import Question  # noqa: PLC0415
    from bot.answers.sureness import JUDGED, Evidence, as_sure_as_it_is  # noqa: PLC0415
    from bot.answers.telling import Ranked  # noqa: PLC0415
    from bot.channels.rest import RestChannel  # noqa: PLC0415
    from bot.content.store import ContentStore  # noqa: PLC0415
    from bot.logs import quiet_logs  # noqa: PLC0415
    from bot.settings import ROOT  # noqa: PLC0415

    quiet_logs()
    agent = server.load_agent(model, AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")))
    channel = RestChannel.from_credentials(None)
    seen: list[Evidence] = []

    def watched(
        store: ContentStore,
        question: Question,
        choices: Sequence[Choice],
        near: Sequence[Ranked],
        shown: Collection[str],
    ) -> list[Choice]:
        if choices[0].fit in JUDGED:
            seen.append(Evidence.of(question, choices[0], near, shown))
        return as_sure_as_it_is(store, question, choices, near, shown)

    async def ask(row: dict[str, object]) -> dict[str, object]:
        sender = secrets.token_hex(8)
        for before in row.get("before", ()):
            await channel.take(before, sender, "", agent.handle_message)
        seen.clear()
        return (await channel.take(row["text"], sender, "", agent.handle_message)).answer

    loop = asyncio.new_event_loop()
    with mock.patch.object(guide, "as_sure_as_it_is", watched):
        for path in sorted((ROOT / "tests/answers/questions").glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                answer = loop.run_until_complete(ask(row))
                wanted = row.get("statements") or ()
                shown = [answer["lead"].get("statement"), *(one["id"] for one in answer["statements"])]
                first = next((one for one in shown if one), None)
                if seen and first:
                    weight = 1.0 if wanted else _WEIGHTS.get(path.name, 1.0)
                    right = first in wanted
                    yield Judged(asdict(seen[-1]), right, answer["kind"] == "answer", weight)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "models"))
