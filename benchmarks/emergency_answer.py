"""How long the emergency answer takes over REST, from the real server, with the content database gone.

The processor's time says what a busy machine hides. Run `python -m benchmarks.emergency_answer`: a hundred messages,
one after another.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import requests

from tests.served import free_port, launcher, load_content, served

MESSAGES = {
    "with a word for the danger": "My chest hurts and I can't breathe",
    "without one (second net)": "his lips have gone a funny colour and he only manages two words",
    "at the end of a long message": "My scan was in May and the food was good. " * 60 + "I am coughing up blood.",
}
ROUNDS = 100


def main() -> None:
    """Print median and 99th percentile for each message."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        load_content(folder)
        port = free_port()
        with served(folder, port, launcher(port)) as server:
            for database in folder.glob("content.db*"):
                database.unlink()
            for name, text in MESSAGES.items():
                for number in range(5):
                    _answered(server.address, text, number)
                before = server.processor_seconds
                seconds = [_answered(server.address, text, number) for number in range(ROUNDS)]
                worked = (server.processor_seconds - before) / ROUNDS
                told = f"median {median(seconds) * 1000:.0f} ms, p99 {quantiles(seconds, n=100)[98] * 1000:.0f} ms"
                print(f"{name}: {told}, of the processor {worked * 1000:.0f} ms", flush=True)


def _answered(address: str, text: str, number: int) -> float:
    begun = time.perf_counter()
    reply = requests.post(
        f"{address}/webhooks/rest/webhook", json={"sender": f"s{number}", "message": text}, timeout=60
    )
    taken = time.perf_counter() - begun
    kind = reply.json()[0]["custom"]["kind"]
    if kind != "emergency":
        raise SystemExit(f"“{text[:40]}” was answered as {kind}")
    return taken


if __name__ == "__main__":
    main()
