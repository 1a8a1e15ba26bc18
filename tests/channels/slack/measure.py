"""Measures how soon a served bot acknowledges Slack's events: `python -m tests.channels.slack.measure`.

The bot is a process of its own, with the trained model, the content database and an empty database of
conversations; the stand-in for Slack and the sender are this one. Each event comes from another person.
docs/slack.md has the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientConnectorError, ClientSession

from bot.settings import ROOT
from tests.channels.slack.fake_slack import SECRET, FakeSlack, Sender

QUESTIONS = (
    "What are the symptoms?",
    "how is it diagnosed",
    "What treatments are there, and what causes it?",
    "is a NET a kind of cancer?",
    "Tell me about octreotide",
)
_SECONDS_TO_START = 180
_SECONDS_TO_ANSWER = 300


@dataclass(frozen=True)
class Measured:
    """What came of one run: seconds until each acknowledgement, who was answered how often, and with sources."""

    acknowledged: Sequence[float]
    refused: int
    answers: Counter[str]
    cited: int
    seconds: float

    def __str__(self) -> str:
        hundredths = statistics.quantiles(self.acknowledged, n=100)
        median, most, nearly_all = (1000 * hundredths[nth - 1] for nth in (50, 95, 99))
        once = sum(1 for number in self.answers.values() if number == 1)
        return (
            f"acknowledged: median {median:.0f} ms, 95 of 100 {most:.0f} ms, 99 of 100 {nearly_all:.0f} ms, "
            f"slowest {1000 * max(self.acknowledged):.0f} ms; refused {self.refused}; "
            f"answered once {once} of {len(self.acknowledged)}, {self.cited} with sources, in {self.seconds:.0f} s"
        )


@asynccontextmanager
async def served(slack: FakeSlack, port: int, folder: Path) -> AsyncIterator[str]:
    """A bot as `netguide serve` starts it; gives the address for Slack."""
    environment = {
        **os.environ,
        "NETGUIDE_CONVERSATIONS_URL": f"sqlite:///{folder / 'conversations.db'}",
        "NETGUIDE_SLACK_TOKEN": "xoxb-1",
        "NETGUIDE_SLACK_SIGNING_SECRET": SECRET,
        "NETGUIDE_SLACK_API_URL": slack.api_url,
    }
    with (folder / "log").open("w") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "serve", "--port", str(port), env=environment, cwd=ROOT, stdout=log, stderr=log
        )
        try:
            await _started(f"http://127.0.0.1:{port}/webhooks/rest/", process, folder / "log")
            yield f"http://127.0.0.1:{port}/webhooks/slack/webhook"
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _started(url: str, process: asyncio.subprocess.Process, log: Path) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    async with ClientSession() as session:
        while process.returncode is None and time.monotonic() < until:
            try:
                async with session.get(url) as answer:
                    if answer.ok:
                        return
            except ClientConnectorError:
                await asyncio.sleep(0.5)
    raise RuntimeError(log.read_text())


async def send(slack: FakeSlack, sender: Sender, events: int, a_second: int) -> Measured:
    """Send ``events``, evenly and whether the ones before were acknowledged or not; wait for the answers."""
    slack.calls.clear()
    began = time.monotonic()

    async def one(number: int) -> tuple[int, float]:
        event = sender.direct(QUESTIONS[number % len(QUESTIONS)], user=f"U{number}", channel=f"D{number}")
        await asyncio.sleep(began + number / a_second - time.monotonic())
        sent = time.monotonic()
        status, _ = await sender.event(event)
        return status, time.monotonic() - sent

    told = await asyncio.gather(*(one(number) for number in range(events)))
    until = time.monotonic() + _SECONDS_TO_ANSWER
    while len(slack.posts) < events and time.monotonic() < until:
        await asyncio.sleep(0.1)
    return Measured(
        acknowledged=[seconds for _, seconds in told],
        refused=sum(1 for status, _ in told if status != 200),
        answers=Counter(post.body["channel"] for post in slack.posts),
        cited=sum(1 for post in slack.posts if "<https://" in post.seen),
        seconds=time.monotonic() - began,
    )


async def main(events: int, a_second: int, runs: int) -> None:
    """Print a line for each run, each with a bot started for it."""
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
            free.close()
            async with FakeSlack() as slack, ClientSession() as session, served(slack, port, Path(folder)) as url:
                print(await send(slack, Sender(session, url), events, a_second), flush=True)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, default=1000)
    arguments.add_argument("--a-second", type=int, default=50)
    arguments.add_argument("--runs", type=int, default=1)
    given = arguments.parse_args()
    asyncio.run(main(given.events, given.a_second, given.runs))
