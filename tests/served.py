"""A bot served as `make run` serves it, on databases of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from bot.content.database import ContentDatabase
from bot.content.library import read_library
from bot.content.loading import load
from bot.settings import CONTENT, ROOT

MODEL = ROOT / "models" / "netguide.tar.gz"
_SECONDS_TO_START = 180


@dataclass(frozen=True)
class Served:
    """A server that runs; ``log`` is all that it writes to standard output and standard error."""

    address: str
    log: Path
    process_id: int

    @property
    def resident_kilobytes(self) -> int:
        """Memory that the server holds now."""
        status = Path(f"/proc/{self.process_id}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1])

    @property
    def processor_seconds(self) -> float:
        """Time that the server has kept a processor busy."""
        # After the name, which may hold blanks, "utime" is the twelfth field and "stime" the next.
        fields = Path(f"/proc/{self.process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load_content(folder: Path) -> None:
    """Make the content database that ``served`` uses."""
    database = ContentDatabase(f"sqlite:///{folder / 'content.db'}")
    database.migrate()
    load(database, read_library(CONTENT))
    database.close()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def launcher(port: int, model: Path = MODEL) -> list[str]:
    """The command line of our own launcher."""
    return [sys.executable, "-m", "bot", "serve", "--port", str(port), "--model", str(model)]


def environment_of(folder: Path) -> dict[str, str]:
    """Settings of a bot whose databases stand in ``folder``."""
    return {
        **os.environ,
        "NETGUIDE_CONTENT_URL": f"sqlite:///{folder / 'content.db'}",
        "NETGUIDE_CONVERSATIONS_URL": f"sqlite:///{folder / 'conversations.db'}",
        "NETGUIDE_RATE_LIMIT": "0",
        "RASA_TELEMETRY_ENABLED": "false",
    }


@contextmanager
def served(folder: Path, port: int, command: Sequence[str], more: Mapping[str, str] | None = None) -> Iterator[Served]:
    """Run ``command``, a server on ``port`` with its databases in ``folder``, until the block ends."""
    assert MODEL.exists(), "there is no model: run `make train`"
    environment = {**environment_of(folder), **(more or {})}
    path = folder / "log"
    with path.open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/webhooks/rest/", process, path)
            yield Served(f"http://127.0.0.1:{port}", path, process.pid)
        finally:
            process.terminate()
            process.wait(30)


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server that was started answers at ``url``."""
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            if requests.get(url, timeout=2).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.5)
    raise AssertionError(log.read_text())
