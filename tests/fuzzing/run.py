"""Fuzzing every route of the real server on the loopback interface: `python -m tests.fuzzing.run 600` (seconds)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests

from bot.settings import ROOT
from tests.fuzzing.signing import SECRET
from tests.served import Served, free_port, launcher, load_content, served

DESCRIPTION = ROOT / "docs" / "openapi.yml"
_SECONDS_FOR_AN_ANSWER = 10
_CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


@dataclass(frozen=True)
class Fuzzed:
    """What a run showed.

    Attributes:
        failed: whether a request got a 5xx, no answer in time, or an answer that is not described.
        report: what schemathesis says of it.
        kilobytes: the server's memory once it was warm, and at the end.
        answers: whether it still answers a question.
        said_in_slack: how many messages it sent to Slack; none would mean that no signed request got in.
        tracebacks: lines of the server's log that speak of an unhandled error.
    """

    failed: bool
    report: str
    kilobytes: tuple[int, int]
    answers: bool
    said_in_slack: int
    tracebacks: tuple[str, ...]


def fuzz(seconds: int, folder: Path) -> Fuzzed:
    """Send the server what no client should, for so many seconds."""
    load_content(folder)
    port = free_port()
    with fake_slack() as slack, served(folder, port, launcher(port), slack_settings(slack)) as server:
        _schemathesis(server, max(5, seconds // 10))
        before = server.resident_kilobytes
        done = _schemathesis(server, seconds)
        after = server.resident_kilobytes
        answers = _answers(server)
        log = server.log.read_text(encoding="utf-8", errors="replace")
    tracebacks = tuple(line for line in log.splitlines() if "Traceback" in line or "Exception occurred" in line)
    report = done.stdout + done.stderr
    return Fuzzed(done.returncode != 0, report, (before, after), answers, slack.said, tracebacks)


def _schemathesis(server: Served, seconds: int) -> subprocess.CompletedProcess[str]:
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        *("run", str(DESCRIPTION), "--url", server.address, "--max-time", str(seconds)),
        *("--request-timeout", str(_SECONDS_FOR_AN_ANSWER), "--checks", _CHECKS),
        *("--phases", "examples,coverage,fuzzing"),
        *("--generation-database", "none", "--continue-on-failure", "--warnings", "off", "--no-color"),
    ]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.fuzzing.signing", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command,
        env=environment,
        cwd=server.log.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds + 120,
    )


def _answers(server: Served) -> bool:
    body = {"sender": "after", "message": "What are the symptoms?"}
    reply = requests.post(f"{server.address}/webhooks/rest/webhook", json=body, timeout=_SECONDS_FOR_AN_ANSWER)
    return bool(reply.ok and reply.json()[0]["custom"]["kind"] == "answer")


def slack_settings(slack: FakeSlack) -> dict[str, str]:
    """The environment of a server that takes it for Slack."""
    return {
        "NETGUIDE_SLACK_TOKEN": "xoxb-1",
        "NETGUIDE_SLACK_SIGNING_SECRET": SECRET,
        "NETGUIDE_SLACK_API_URL": f"http://127.0.0.1:{slack.server_address[1]}/api/",
    }


class _Agreeing(BaseHTTPRequestHandler):
    """Slack's Web API, as far as the fuzzed server needs it: everything is well."""

    server: FakeSlack

    def do_POST(self) -> None:
        """Count messages, and agree."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.said += self.path.endswith("chat.postMessage")
        body = json.dumps({"ok": True, "ts": "1700000000.000100"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is written."""


class FakeSlack(ThreadingHTTPServer):
    """Serves it on the loopback interface; ``said`` counts the messages."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Agreeing)
        self.said = 0


@contextmanager
def fake_slack() -> Iterator[FakeSlack]:
    """Run it until the block ends."""
    with FakeSlack() as slack:
        threading.Thread(target=slack.serve_forever, daemon=True).start()
        yield slack
        slack.shutdown()


def main() -> None:
    """Fuzz, and print what it showed."""
    with tempfile.TemporaryDirectory() as folder:
        result = fuzz(int(sys.argv[1]), Path(folder))
    print(result.report)
    before, after = result.kilobytes
    print(f"Memory: {before / 1024:.0f} MB warm, {after / 1024:.0f} MB at the end. Still answers: {result.answers}.")
    print(f"Messages that it sent to Slack: {result.said_in_slack}")
    print(f"Unhandled errors in the log: {len(result.tracebacks)}")
    sys.exit(result.failed or not result.answers or bool(result.tracebacks))


if __name__ == "__main__":
    main()
