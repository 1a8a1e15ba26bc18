"""No text of a message reaches a log: through every channel, and whatever goes wrong on the way."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests

from tests.fuzzing.run import FakeSlack, fake_slack, slack_settings
from tests.fuzzing.signing import SECRET, Signed
from tests.served import Served, free_port, launcher, load_content, served

MARK = "quibblewort"
QUESTION = f"What are the symptoms of a {MARK} carcinoid?"
LOUD = {"LOG_LEVEL": "DEBUG", "LOG_LEVEL_LIBRARIES": "DEBUG", "PYTHONUNBUFFERED": "1", "NETGUIDE_RATE_LIMIT": "60"}
_SECONDS_TO_SAY = 30


@dataclass
class Told:
    """A server that was told the marked text; everything that was sent to it, by channel."""

    server: Served
    slack: FakeSlack
    folder: Path

    def rest(self, message: object, sender: str | None = None) -> requests.Response:
        body = {"sender": sender or secrets.token_hex(8), "message": message}
        return self.post("rest/webhook", json.dumps(body))

    def webchat(self, text: object) -> requests.Response:
        return self.post("webchat/messages", json.dumps({"conversation": secrets.token_hex(16), "text": text}))

    def event(self, text: str, **fields: object) -> requests.Response:
        event = {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "text": text, **fields}
        event["ts"] = f"17000{secrets.randbelow(90000) + 10000}.000001"
        body = {"type": "event_callback", "team_id": "T1", "event_id": secrets.token_hex(4), "event": event}
        return self.signed(json.dumps(body))

    def signed(self, body: str, form: bool = False) -> requests.Response:
        kind = "application/x-www-form-urlencoded" if form else "application/json"
        return self.post("slack/webhook", body, {"Content-Type": kind}, Signed(SECRET))

    def post(
        self, route: str, body: str, headers: dict[str, str] | None = None, auth: Signed | None = None
    ) -> requests.Response:
        url = f"{self.server.address}/webhooks/{route}"
        return requests.post(url, data=body.encode(), headers=headers, auth=auth, timeout=60)

    def wait_for_slack(self, messages: int) -> None:
        until = time.monotonic() + _SECONDS_TO_SAY
        while self.slack.said < messages:
            assert time.monotonic() < until, f"{self.slack.said} messages reached Slack"
            time.sleep(0.05)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("logs")
    load_content(folder)
    port = free_port()
    with fake_slack() as slack, served(folder, port, launcher(port), {**slack_settings(slack), **LOUD}) as server:
        yield Told(server, slack, folder)


@pytest.fixture(autouse=True)
def silent(told: Told) -> Iterator[None]:
    """After every test: the log, standard output and standard error, does not hold the mark."""
    yield
    log = told.server.log.read_text(encoding="utf-8", errors="replace")
    assert MARK not in log.lower()


def test_answered_in_every_channel(told: Told) -> None:
    assert told.rest(QUESTION).ok
    assert told.webchat(QUESTION).ok
    before = told.slack.said
    told.event(QUESTION)
    told.event(f"<@U0BOT> {QUESTION}", type="app_mention", channel="C1", channel_type="channel")
    told.wait_for_slack(before + 2)


def test_commands_clicks_and_forms_of_slack(told: Told) -> None:
    command = {"command": "/net", "text": QUESTION, "team_id": "T1", "user_id": "U1", "trigger_id": "t"}
    # An address at which nobody listens: the answer cannot be delivered.
    assert told.signed(urlencode({**command, "response_url": "http://127.0.0.1:9/"}), form=True).ok
    view = {"id": "V1", "callback_id": "netguide_reason", "private_metadata": "0" * 16}
    view["state"] = {"values": {"netguide_reason": {"netguide_reason": {"value": QUESTION}}}}
    said = {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1"}, "view": view}
    assert told.signed(urlencode({"payload": json.dumps(said)}), form=True).ok
    before = told.slack.said
    click = {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"}, "channel": {"id": "D1"}}
    click["actions"] = [{"action_id": "netguide_ask_0", "value": QUESTION}]
    click["container"], click["message"] = {"message_ts": "1.1", "channel_id": "D1"}, {"ts": "1.1"}
    assert told.signed(urlencode({"payload": json.dumps(click)}), form=True).ok
    told.wait_for_slack(before + 1)


def test_refused(told: Told) -> None:
    assert told.rest(QUESTION * 200).ok
    assert told.webchat(QUESTION * 200).status_code == 400
    for wrong in ([QUESTION], {"a": QUESTION}):
        told.rest(wrong)
        told.webchat(wrong)
    kinds = [told.rest(QUESTION, "hasty").json()[0]["custom"]["kind"] for _ in range(40)]
    assert "refusal" in kinds


@pytest.mark.parametrize("route", ["rest/webhook", "webchat/messages", "webchat/ratings", "slack/webhook"])
@pytest.mark.parametrize(
    "body", [f'{{"message": "{QUESTION}', f'["{QUESTION}"]', QUESTION, json.dumps(QUESTION * 1000)]
)
def test_malformed(told: Told, route: str, body: str) -> None:
    assert told.post(route, body).status_code in (400, 404, 413)
    if route.startswith("slack"):
        assert told.signed(body).status_code == 400


@pytest.mark.parametrize("path", [f"/{MARK}", f"/webhooks/rest/{MARK}", f"/webhooks/webchat/conversations/{MARK}"])
def test_strange_addresses(told: Told, path: str) -> None:
    assert requests.get(told.server.address + path, timeout=60).status_code in (404, 405)
    assert requests.delete(told.server.address + path, timeout=60).status_code in (404, 405)


def test_a_locked_database_of_conversations(told: Told) -> None:
    with sqlite3.connect(told.folder / "conversations.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert told.rest(QUESTION).json()[0]["custom"]["kind"] == "error"
        other.execute("ROLLBACK")


def test_a_database_of_conversations_that_cannot_be_written(told: Told) -> None:
    with sqlite3.connect(told.folder / "conversations.db") as other:
        other.execute("CREATE TRIGGER no BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'no'); END")
        other.execute("ALTER TABLE netguide_gap RENAME TO elsewhere")
    try:
        assert told.rest(QUESTION).json()[0]["custom"]["kind"] == "error"
        told.rest(f"who won the {MARK} match")
    finally:
        with sqlite3.connect(told.folder / "conversations.db") as other:
            other.execute("DROP TRIGGER no")
            other.execute("ALTER TABLE elsewhere RENAME TO netguide_gap")


def test_an_action_that_fails(told: Told) -> None:
    with sqlite3.connect(told.folder / "content.db") as other:
        other.execute("ALTER TABLE content_version RENAME TO elsewhere")
    try:
        assert told.rest(QUESTION).json()[0]["custom"]["kind"] == "error"
    finally:
        with sqlite3.connect(told.folder / "content.db") as other:
            other.execute("ALTER TABLE elsewhere RENAME TO content_version")
