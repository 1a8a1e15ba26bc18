"""A real bot, served as `make run` serves it, on databases of its own."""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import requests

from bot.content.database import ContentDatabase
from bot.content.library import read_library
from bot.content.loading import load
from bot.settings import CONTENT, ROOT

SCHEMA = json.loads((ROOT / "bot/answers/answer.schema.json").read_text(encoding="utf-8"))
MODEL = ROOT / "models" / "netguide.tar.gz"
_SECONDS_TO_START = 180


@dataclass
class Bot:
    """A running bot, asked over REST; every answer is held against the schema."""

    address: str
    folder: Path

    def post(self, body: object) -> requests.Response:
        return requests.post(f"{self.address}/webhooks/rest/webhook", json=body, timeout=60)

    def say(self, text: object, sender: str | None = None) -> dict[str, Any]:
        """The one message that comes back, checked: schema, marks, sources."""
        reply = self.post({"sender": sender or secrets.token_hex(8), "message": text})
        assert reply.status_code == 200, reply.text
        (message,) = reply.json()
        check(message)
        return message


def check(message: dict[str, Any]) -> None:
    """Every statement is cited, every mark has its source, and the text says so as well."""
    answer, text = message["custom"], message["text"]
    jsonschema.validate(answer, SCHEMA)
    numbers = {source["n"] for source in answer["sources"]}
    lines = [*answer["preface"], answer["lead"], *answer["statements"]]
    assert {number for line in lines for number in line["citations"]} == numbers
    assert all(statement["citations"] for statement in answer["statements"])
    assert all(line["citations"] for line in lines if line.get("statement"))
    told, _, listed = text.partition("\n\nSources\n")
    assert {int(mark) for mark in re.findall(r"\[(\d+)\]", told)} == numbers
    for source in answer["sources"]:
        assert f"[{source['n']}] " in listed
        assert source["url"] in listed
    assert len(told.split()) <= 180
    assert "Traceback" not in text


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    assert MODEL.exists(), "there is no model: run `make train`"
    folder = tmp_path_factory.mktemp("bot")
    database = ContentDatabase(f"sqlite:///{folder / 'content.db'}")
    database.migrate()
    load(database, read_library(CONTENT))
    with serving(folder, MODEL) as running:
        yield running


@contextmanager
def serving(folder: Path, model: Path, **settings: str) -> Iterator[Bot]:
    """A bot on the content database that stands in ``folder``, where its conversations are kept too."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**environment_of(folder), **settings}
    command = [sys.executable, "-m", "bot", "serve", "--port", str(port), "--model", str(model)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}/webhooks/rest/", process, folder / "log")
            yield Bot(f"http://127.0.0.1:{port}", folder)
        finally:
            process.terminate()
            process.wait(30)


def environment_of(folder: Path) -> dict[str, str]:
    """Settings of a bot whose databases stand in ``folder``."""
    return {
        **os.environ,
        "NETGUIDE_CONTENT_URL": f"sqlite:///{folder / 'content.db'}",
        "NETGUIDE_CONVERSATIONS_URL": f"sqlite:///{folder / 'conversations.db'}",
        "NETGUIDE_RATE_LIMIT": "0",
        "RASA_TELEMETRY_ENABLED": "false",
    }


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            if requests.get(url, timeout=2).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.5)
    raise AssertionError(log.read_text())
