"""Clients that ask one message after the other, without a pause, and how long each waits."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp
import numpy as np

_MESSAGES_OF_A_CONVERSATION = 10


@dataclass(frozen=True)
class Waits:
    """Milliseconds of each answer, and of the whole."""

    milliseconds: tuple[float, ...]
    seconds: float
    cited: int = 0

    @property
    def median(self) -> float:
        """Half of the answers come sooner."""
        return float(np.median(self.milliseconds))

    @property
    def p99(self) -> float:
        """One answer in a hundred takes longer."""
        return float(np.percentile(self.milliseconds, 99))

    @property
    def a_second(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds

    def __add__(self, other: Waits) -> Waits:
        both = self.milliseconds + other.milliseconds
        return Waits(both, self.seconds + other.seconds, self.cited + other.cited)


def ask(url: str, questions: Sequence[str], clients: int, messages: int) -> Waits:
    """Have ``clients`` send about ``messages`` in all; an answer must be to its sender.

    The starter sometimes says nothing; `Waits.cited` tells whether this bot did.
    """
    return asyncio.run(_ask(url, questions, clients, max(1, messages // clients)))


def converse(url: str, questions: Sequence[str], turns: int) -> list[float]:
    """One conversation of ``turns`` messages: the milliseconds of each."""

    async def run() -> list[float]:
        sender = secrets.token_hex(8)
        async with aiohttp.ClientSession() as session:
            return [(await _one(session, url, sender, questions[n % len(questions)]))[0] for n in range(turns)]

    return asyncio.run(run())


async def _ask(url: str, questions: Sequence[str], clients: int, each: int) -> Waits:
    async def client(session: aiohttp.ClientSession, number: int) -> list[tuple[float, bool]]:
        found = []
        for turn in range(each):
            if turn % _MESSAGES_OF_A_CONVERSATION == 0:
                sender = secrets.token_hex(8)
            found.append(await _one(session, url, sender, questions[(number * 7 + turn) % len(questions)]))
        return found

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        began = time.perf_counter()
        found = await asyncio.gather(*(client(session, number) for number in range(clients)))
        seconds = time.perf_counter() - began
    all_found = [one for some in found for one in some]
    return Waits(tuple(one for one, _ in all_found), seconds, sum(cited for _, cited in all_found))


async def _one(session: aiohttp.ClientSession, url: str, sender: str, text: str) -> tuple[float, bool]:
    began = time.perf_counter()
    async with session.post(url, json={"sender": sender, "message": text}) as reply:
        answered = await reply.json(content_type=None)
    milliseconds = (time.perf_counter() - began) * 1000
    if any(said["recipient_id"] != sender for said in answered):
        raise RuntimeError(f"An answer of {url} went astray: {answered!r:.200}")
    return milliseconds, any((said.get("custom") or {}).get("sources") for said in answered)
