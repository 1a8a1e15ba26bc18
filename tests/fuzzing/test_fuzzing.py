"""Half a minute of what no client should send; `make fuzz` does it for ten."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

from bot.server import application
from tests.fuzzing.run import DESCRIPTION, fuzz
from tests.served import MODEL

_SECONDS = 30
_FEWEST_KILOBYTES_TO_NOTICE = 200_000


def test_every_route_is_described() -> None:
    described = {path.strip("/").partition("{")[0] for path in YAML(typ="safe").load(DESCRIPTION)["paths"]}
    routes = application(MODEL).router.routes_all.values()
    assert {route.path.partition("<")[0] for route in routes} <= described


def test_nothing_that_is_sent_breaks_the_server(tmp_path: Path) -> None:
    shown = fuzz(_SECONDS, tmp_path)
    assert not shown.failed, shown.report
    assert shown.answers
    assert shown.said_in_slack
    assert not shown.tracebacks
    before, after = shown.kilobytes
    assert after - before < _FEWEST_KILOBYTES_TO_NOTICE
