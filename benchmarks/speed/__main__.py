"""Run the whole benchmark (about five minutes), or less of it with `--quick`.

The other arguments are files of labelled questions, on which the language pipeline is timed.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.speed import report, servers
from benchmarks.speed.content import generated
from benchmarks.speed.load import Waits, ask, converse
from benchmarks.speed.questions import OURS, STARTERS
from bot.settings import ROOT

_CLIENTS = (1, 8, 32)
_TURNS = (1, 50, 200, 500)
_STATEMENTS = (100, 1000, 10000)
_SECONDS_TO_RENEW = 6
_MOST_SECONDS_TO_RENEW = 600
_MODEL = "netguide.tar.gz"


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    rounds: int = 2
    messages: int = 240
    starts: int = 2
    statements: tuple[int, ...] = _STATEMENTS


def main(size: Size, questions: Sequence[str]) -> None:
    """Measure, print, and write the reports."""
    with tempfile.TemporaryDirectory(prefix="netguide-bench-") as name:
        folder = Path(name)
        found: dict[str, Any] = {"machine": _machine()}
        _say("Training both")
        found["training_seconds"] = {"starter": _train_starter(folder), "ours": _train_ours(folder)}
        both = {"starter": servers.starter(folder / "starter"), "ours": servers.ours(folder, folder / _MODEL)}
        _say("Starting both")
        found["start_seconds"] = _start(both, size.starts)
        nothing = servers.floor(folder)
        nothing.start()
        try:
            _say("Load on both, by turns")
            found["load"] = _loads({**both, "floor": nothing}, size)
            found["megabytes"] = {name: one.megabytes() for name, one in both.items()}
            _say("One long conversation")
            found["turns"] = _turns(both["ours"])
        finally:
            for one in (*both.values(), nothing):
                one.stop()
        _say("More and more statements")
        found["statements"] = {str(count): _statements(folder, count, size) for count in size.statements}
        _say("The language pipeline on one core")
        found["language"] = _language(folder / _MODEL, questions)
        found["machine"]["load_after"] = os.getloadavg()[0]
    print(report.write(found))


def _machine() -> dict[str, Any]:
    return {
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "date": datetime.now(timezone.utc).date().isoformat(),
        "load_before": os.getloadavg()[0],
    }


def _train_starter(folder: Path) -> float:
    from rasa.cli.scaffold import create_initial_project  # noqa: PLC0415

    (folder / "starter").mkdir()
    create_initial_project(str(folder / "starter"))
    command = [str(Path(sys.executable).with_name("rasa")), "train"]
    return _timed(lambda: _run(command, folder / "starter", folder / "starter-cache"))


def _train_ours(folder: Path) -> float:
    command = [sys.executable, "-W", "ignore", "-m", "bot", "train", "--out", str(folder)]
    return _timed(lambda: _run(command, ROOT, folder / "our-cache"))


def _run(command: list[str], folder: Path, cache: Path) -> None:
    environment = {**servers.ENVIRONMENT, "RASA_CACHE_DIRECTORY": str(cache)}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def _timed(action: Callable[[], None]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def _start(both: dict[str, servers.Server], times: int) -> dict[str, list[float]]:
    """Seconds to the first answer, by turns; after the last time they stay."""
    found: dict[str, list[float]] = {name: [] for name in both}
    for number in range(times):
        for name, server in both.items():
            found[name].append(server.start())
            if number < times - 1:
                server.stop()
    return found


def _loads(all_servers: dict[str, servers.Server], size: Size) -> dict[str, dict[str, dict[str, float]]]:
    waits: dict[tuple[str, int], Waits] = {}
    for _ in range(size.rounds):
        for clients in _CLIENTS:
            for name, server in all_servers.items():
                questions = OURS if name == "ours" else STARTERS
                one = ask(server.url, questions, clients, size.messages)
                if name == "ours" and one.cited < len(one.milliseconds):
                    raise RuntimeError("An answer of this bot was lost, or came without sources.")
                before = waits.get((name, clients))
                waits[name, clients] = before + one if before else one
    return {name: {str(clients): _figures(waits[name, clients]) for clients in _CLIENTS} for name in all_servers}


def _figures(waits: Waits) -> dict[str, float]:
    cited = waits.cited / len(waits.milliseconds)
    return {"median": waits.median, "p99": waits.p99, "a_second": waits.a_second, "cited": cited}


def _turns(server: servers.Server) -> dict[str, float]:
    """Milliseconds of a turn: of the first, the median of ten conversations; of later ones, of ten neighbors."""
    firsts = [converse(server.url, OURS, 1)[0] for _ in range(10)]
    long = converse(server.url, OURS, max(_TURNS) + 5)
    later = {str(turn): median(long[turn - 5 : turn + 5]) for turn in _TURNS[1:]}
    return {"1": median(firsts), **later}


def _statements(folder: Path, count: int, size: Size) -> dict[str, float]:
    url = generated(count, folder)
    server = servers.ours(folder, folder / _MODEL, NETGUIDE_CONTENT_URL=url)
    server.start()
    try:
        # The running server notices the other content, and encodes its statements.
        time.sleep(_SECONDS_TO_RENEW)
        began = time.perf_counter()
        while "StatementIndex made for new content" not in server.log.read_text():
            if time.perf_counter() - began > _MOST_SECONDS_TO_RENEW:
                raise RuntimeError(f"No index of {count} statements: {server.log.read_text()[-1000:]}")
            ask(server.url, OURS, 1, 1)
            time.sleep(0.5)
        renewed = time.perf_counter() - began
        ask(server.url, OURS, 1, len(OURS))
        return {**_figures(ask(server.url, OURS, 1, size.messages)), "seconds_to_renew": renewed}
    finally:
        server.stop()


def _language(model: Path, questions: Sequence[str]) -> dict[str, float]:
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.speed.language", str(model), *questions]
    done = subprocess.run(command, cwd=ROOT, env=servers.ENVIRONMENT, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _say(what: str) -> None:
    print(f"== {what}", flush=True)


if __name__ == "__main__":
    shutil.rmtree(ROOT / "reports" / "bench", ignore_errors=True)
    quick = "--quick" in sys.argv
    main(Size(rounds=1, messages=96, starts=1) if quick else Size(), [one for one in sys.argv[1:] if one != "--quick"])
