"""A real bot, served as `make run` serves it, on databases of its own."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import requests

from bot.settings import ROOT
from tests.served import MODEL, free_port, launcher, load_content, served

SCHEMA = json.loads((ROOT / "bot/answers/answer.schema.json").read_text(encoding="utf-8"))


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


def statements(message: dict[str, Any]) -> list[str]:
    """The ids of all statements of an answer, in order."""
    answer = message["custom"]
    lead = [answer["lead"]["statement"]] if answer["lead"]["statement"] else []
    return lead + [statement["id"] for statement in answer["statements"]]


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
    folder = tmp_path_factory.mktemp("bot")
    load_content(folder)
    with serving(folder) as running:
        yield running


@contextmanager
def serving(folder: Path, model: Path = MODEL, **settings: str) -> Iterator[Bot]:
    """A bot on the content database that stands in ``folder``, where its conversations are kept too."""
    port = free_port()
    with served(folder, port, launcher(port, model), settings) as server:
        yield Bot(server.address, folder)
