"""Starting and stopping the three servers that are measured, and what they weigh."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import requests

from bot.settings import ROOT

_SECONDS_TO_START = 600
_RASA = Path(sys.executable).with_name("rasa")
ENVIRONMENT = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2", "NETGUIDE_RATE_LIMIT": "0"}


@dataclass
class Server:
    """One or more processes that answer together at ``url``."""

    commands: Sequence[Sequence[str]]
    folder: Path
    log: Path
    url: str
    first: str
    environment: Mapping[str, str] = field(default_factory=lambda: ENVIRONMENT)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> float:
        """Start the processes; how many seconds until the first answer."""
        began = time.perf_counter()
        with self.log.open("w") as log:
            for command in self.commands:
                self.processes.append(
                    subprocess.Popen(
                        command,
                        cwd=self.folder,
                        env=self.environment,
                        stdout=log,
                        stderr=log,
                        start_new_session=True,
                    )
                )
        while time.perf_counter() - began < _SECONDS_TO_START:
            if any(process.poll() is not None for process in self.processes):
                raise RuntimeError(f"A server ended: {self.commands}")
            try:
                answered = requests.post(self.url, json={"sender": "first", "message": self.first}, timeout=60)
                if answered.ok and answered.json():
                    return time.perf_counter() - began
            except requests.ConnectionError:
                time.sleep(0.1)
        raise RuntimeError(f"No answer within {_SECONDS_TO_START} seconds: {self.commands}")

    def megabytes(self) -> float:
        """Resident memory of all processes."""
        return sum(_resident(process.pid) for process in self.processes) / 1024

    def stop(self) -> None:
        """Stop the processes, and wait for them."""
        for process in self.processes:
            os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.processes.clear()


def starter(folder: Path) -> Server:
    """Rasa's starter bot with its action server, as its documentation runs it."""
    port, actions = free_port(), free_port()
    (folder / "endpoints.yml").write_text(f"action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\n")
    serve = [str(_RASA), "run", "--interface", "127.0.0.1", "--port", str(port)]
    act = [str(_RASA), "run", "actions", "--port", str(actions)]
    return Server((act, serve), folder, folder / "log", f"http://127.0.0.1:{port}/webhooks/rest/webhook", "hello")


def ours(folder: Path, model: Path, **settings: str) -> Server:
    """This bot as `make run` serves it, with a conversation database of its own."""
    port = free_port()
    serve = [sys.executable, "-W", "ignore", "-m", "bot", "serve", "--port", str(port), "--model", str(model)]
    kept = {"NETGUIDE_CONVERSATIONS_URL": f"sqlite:///{folder / f'conversations-{port}.db'}"}
    url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
    return Server((serve,), ROOT, folder / f"log-{port}", url, "what is carcinoid", {**ENVIRONMENT, **kept, **settings})


def floor(folder: Path) -> Server:
    """A Sanic handler that answers at once: what HTTP alone costs."""
    port = free_port()
    serve = [sys.executable, "-W", "ignore", "-m", "benchmarks.speed.floor", str(port)]
    return Server((serve,), ROOT, folder / f"log-{port}", f"http://127.0.0.1:{port}/webhooks/rest/webhook", "hello")


def free_port() -> int:
    """A port that nothing listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _resident(pid: int) -> int:
    """Kilobytes of a process and of those that it started."""
    status = Path(f"/proc/{pid}/status").read_text()
    own = int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1])
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(_resident(int(child)) for child in children)
