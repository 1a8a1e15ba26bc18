"""The deployment of deploy/ on the loopback interface: PostgreSQL, Redis, two servers, nginx, all of its own."""

from __future__ import annotations

import configparser
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from bot.settings import ROOT

MODEL = ROOT / "models" / "netguide.tar.gz"
_SECONDS_TO_START = 120
_QUIET: dict[str, int] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def program(*names: str) -> str:
    """The path of a program that the machine must have; the test is skipped where it has not, but not in CI."""
    for name in names:
        found = shutil.which(name) or _newest(name)
        if found:
            return found
    if os.environ.get("CI"):
        pytest.fail(f"{names[0]} is missing: .ci/run installs it")
    return str(pytest.skip(f"{names[0]} is not installed"))


def _newest(pattern: str) -> str | None:
    """Debian keeps PostgreSQL's programs by version, outside PATH."""
    if not pattern.startswith("/"):
        return None
    return next((str(path) for path in sorted(Path("/").glob(pattern[1:]), reverse=True)), None)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def until(true: Callable[[], bool], what: str, seconds: float = _SECONDS_TO_START) -> float:
    """Wait for something; how many seconds it took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if true():
            return time.monotonic() - began
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} seconds: {what}")


def answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).ok
    except requests.RequestException:
        return False


class Postgres:
    """A cluster of its own, so that it can be stopped."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._data = folder / "postgres"
        self._data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self._data, "postgres")
        initdb = program("initdb", "/usr/lib/postgresql/*/bin/initdb")
        self._run(initdb, "-D", str(self._data), "-U", "postgres", "-A", "trust", "--no-sync")
        self.start()
        for name in ("content", "conversations"):
            command = [program("createdb"), "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", name]
            subprocess.run(command, check=True)

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        self._control("start", "-w", "-o", options)

    def stop(self) -> None:
        self._control("stop", "-m", "immediate")

    def _control(self, *what: str) -> None:
        control = program("pg_ctl", "/usr/lib/postgresql/*/bin/pg_ctl")
        self._run(control, "-D", str(self._data), "-l", str(self._data / "log"), *what)

    @staticmethod
    def _run(*command: str) -> None:
        # PostgreSQL does not run as root.
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*as_user, *command], check=True, cwd="/", **_QUIET)


class Redis:
    """A Redis server of its own."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        command = [program("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self._process = subprocess.Popen(command, **_QUIET)
        until(self._listens, "Redis")

    def _listens(self) -> bool:
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


@dataclass
class Server:
    """One server as deploy/netguide@.service starts it; systemd itself is not needed for that."""

    folder: Path
    environment: Mapping[str, str]
    model: Path = MODEL
    port: int = field(default_factory=free_port)

    def start(self, wait: bool = True) -> None:
        unit = configparser.ConfigParser(interpolation=None, strict=False)
        unit.optionxform = str  # type: ignore[assignment, method-assign]
        unit.read(ROOT / "deploy" / "netguide@.service")
        command = unit["Service"]["ExecStart"].replace("%i", str(self.port)).split()
        command[0] = str(Path(sys.executable).with_name("netguide"))
        command[command.index("--model") + 1] = str(self.model)
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
            )
        if wait:
            until(self._ready, f"the server on port {self.port}: {self.log.read_text()[-2000:]}")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / f"server-{self.port}.log"

    def _ready(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        return answers(f"{self.address}/ready")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


class Nginx:
    """nginx with deploy/nginx.conf, its ports replaced by those of the test."""

    def __init__(self, folder: Path, servers: Sequence[Server]) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        site = (ROOT / "deploy" / "nginx.conf").read_text().replace("127.0.0.1:8080", f"127.0.0.1:{self.port}")
        for port, server in zip(("5005", "5006"), servers):
            site = site.replace(f"127.0.0.1:{port}", f"127.0.0.1:{server.port}")
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(
            f"daemon off; {user} pid {folder}/nginx.pid; error_log {folder}/nginx.log;"
            f" events {{}} http {{ access_log off; {temporary}\n{site}\n}}"
        )
        command = [program("nginx", "/usr/sbin/nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
        self._process = subprocess.Popen(command, **_QUIET)
        until(lambda: answers(f"{self.address}/webhooks/rest/"), "nginx", 20)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
